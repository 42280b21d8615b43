import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createSimulator, type RunningSimulator } from "pulumi-modelarts-simulator";
import { findPulumi, withPulumi } from "../../tools/pulumi/cli";
import { NOTEBOOK, ROOT } from "./stack";

const run = promisify(execFile);

describe("the packed packages in a program of a user's own", () => {
  let folder: string;
  let server: RunningSimulator;
  let env: NodeJS.ProcessEnv;
  const simulator = createSimulator({ transitionMs: 100 });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "modelarts-packed-"));
    server = await simulator.listen();
    const others = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(PULUMI|HW|OS|MODELARTS|npm)_/i.test(name)),
    );
    for (const name of ["backend", "home"]) mkdirSync(join(folder, name));
    env = {
      ...withPulumi(await findPulumi(() => undefined), others),
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      MODELARTS_ENDPOINT: server.url,
      HW_ACCESS_KEY: "key",
      HW_SECRET_KEY: "secret",
      HW_PROJECT_ID: "project",
    };
    const packages = ["provider", "policies"].flatMap((name) => ["-w", name]);
    await run("npm", ["pack", ...packages, "--pack-destination", folder], { cwd: ROOT, env });
    const tarballs = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    assert.equal(tarballs.length, 2);
    writeFileSync(join(folder, "package.json"), '{ "name": "mine", "private": true }');
    const install = ["install", "--no-audit", "--no-fund", "--prefer-offline"];
    await run("npm", [...install, ...tarballs.map((name) => `./${name}`)], { cwd: folder, env });
    // TypeScript without a compiler of its own: Pulumi's is of version 3.8.
    writeFileSync(join(folder, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
    const args = { ...NOTEBOOK, endpoints: [{ service: "SSH" }], lease: { duration: 3_600_000 } };
    writeFileSync(
      join(folder, "index.ts"),
      `import { getImage, getImageOutput, Notebook, NotebookArgs, sshAddress } from "pulumi-modelarts";
       const args: NotebookArgs = ${JSON.stringify(args)};
       const mine = new Notebook("mine", args);
       export const status = mine.status.apply((status) => status && status.toLowerCase());
       const image = { id: args.imageId };
       export const image1 = getImage({ id: "e1a07296-22a8-4f05-8bc8-e936c8e54090" }).then(({ status }) => status);
       export const image2 = getImageOutput(image).status;
       export const port = sshAddress(mine).apply((address) => address && address.port > 0);
       export const service = mine.endpoints.apply((list) => (list || [])[0].service);`,
    );
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const pulumi = (...args: string[]) =>
    run("pulumi", [...args, "--non-interactive", "--color", "never"], { cwd: folder, env });

  it("work: up, refresh, and a preview with the policy pack", async () => {
    await pulumi("stack", "init", "dev");
    const { stdout } = await pulumi("up", "--yes", "--skip-preview");
    assert.match(
      stdout,
      /image1 *: "ACTIVE"\n *image2 *: "ACTIVE"\n *port *: true\n[^]*status *: "running"/,
    );
    await pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    const pack = join("node_modules", "pulumi-modelarts-policies");
    const failed = await pulumi("preview", "--policy-pack", pack).then(
      () => assert.fail("an open SSH endpoint passes"),
      (error: { stdout: string }) => error.stdout,
    );
    assert.match(failed, /require-ssh-whitelist.*mine/);
    const audit = ["pulumi-modelarts-policies", "audit", "--format", "github"];
    const audited = await run("npx", audit, { cwd: folder, env }).then(
      () => assert.fail("an open SSH endpoint passes"),
      (error: { stdout: string }) => error.stdout,
    );
    assert.match(
      audited,
      /^::error file=Pulumi\.yaml,line=1,title=\[HIGH\] require-ssh-whitelist::/m,
    );
    const { id } = simulator.notebooks.add({ name: "other" });
    const { stdout: list } = await run("npx", ["pulumi-modelarts", "import", "--out", "-"], {
      cwd: folder,
      env,
    });
    const other = { type: "modelarts:index:Notebook", name: "other", id };
    assert.deepEqual(JSON.parse(list), { resources: [other] }, "the stack holds the first one");
    simulator.notebooks.remove(id);
    await pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual(simulator.notebooks.list(), []);
  });
});
