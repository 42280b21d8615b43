import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createSimulator, type RunningSimulator } from "pulumi-modelarts-simulator";
import ts from "typescript";
import { findPulumi, withPulumi } from "../../tools/pulumi/cli";
import { packAll } from "../pack";
import { NOTEBOOK, ROOT } from "./stack";

const run = promisify(execFile);

const typeRoots = [join(ROOT, "node_modules/@types")];
const host: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => ROOT,
  getNewLine: () => "\n",
};

/**
 * All TypeScript of a document that leaves nothing out (…), as one module: what several blocks import is
 * imported once.
 */
function programOf(markdown: string): string {
  const blocks = [...markdown.matchAll(/^```ts\n([^]*?)^```$/gm)]
    .map(([, code = ""]) => code)
    .filter((code) => !code.includes("…"));
  assert.notEqual(blocks.length, 0);
  const imported = new Map<string, Set<string>>();
  const bodies = blocks.map((code) =>
    code.replace(/^import \{(.*)\} from (".*");\n/gm, (_, names: string, from: string) => {
      const all = imported.get(from) ?? new Set();
      imported.set(from, all);
      for (const name of names.split(",")) all.add(name.trim());
      return "";
    }),
  );
  const imports = [...imported].map(([from, all]) => `import { ${[...all].join()} } from ${from};`);
  const body = bodies.join("\n");
  // CommonJS, as Pulumi's programs are, has no await at the top.
  const whole = /^(const .*)?await /m.test(body)
    ? `export const run = async () => {\n${body}\n}`
    : body;
  return [...imports, whole].join("\n");
}

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
    const tarballs = await packAll(folder);
    assert.equal(tarballs.length, 3);
    writeFileSync(join(folder, "package.json"), '{ "name": "mine", "private": true }');
    const install = ["install", "--no-audit", "--no-fund", "--prefer-offline"];
    await run("npm", [...install, ...tarballs], { cwd: folder, env });
    // TypeScript without a compiler of its own: Pulumi's is of version 3.8.
    writeFileSync(join(folder, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
    const args = { ...NOTEBOOK, endpoints: [{ service: "SSH" }], lease: { duration: 3_600_000 } };
    writeFileSync(
      join(folder, "index.ts"),
      `import { getImage, getImageOutput, Notebook, NotebookArgs, NotebookStorage, sshAddress } from "pulumi-modelarts";
       const args: NotebookArgs = ${JSON.stringify(args)};
       const mine = new Notebook("mine", args);
       new NotebookStorage("data", { notebookId: mine.id, uri: "obs://team/data/", mountPath: "/data/team/" }, { dependsOn: [mine] });
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

  it("have types that a compiler takes whole, in both ways of finding them, and the code of the docs with them", () => {
    const documents = [
      "README.md",
      "provider/README.md",
      "policies/README.md",
      "simulator/README.md",
      "docs/functions.md",
    ];
    const programs = documents.map((name) => {
      const file = join(folder, `${name.replace("/", "-")}.ts`);
      writeFileSync(file, programOf(readFileSync(join(ROOT, name), "utf8")));
      return file;
    });
    const { CommonJS, Node16 } = ts.ModuleKind;
    for (const [module, moduleResolution] of [
      [CommonJS, ts.ModuleResolutionKind.Node10],
      [Node16, ts.ModuleResolutionKind.Node16],
    ] as const) {
      const target = ts.ScriptTarget.ES2022;
      const options = { strict: true, noEmit: true, target, module, moduleResolution };
      const program = ts.createProgram(programs, { ...options, types: ["node"], typeRoots });
      const ours = program
        .getSourceFiles()
        .filter(({ fileName }) => !/node_modules\/(?!pulumi-modelarts)/.test(fileName));
      const wrong = ours.flatMap((file) => ts.getPreEmitDiagnostics(program, file));
      assert.equal(ts.formatDiagnostics(wrong, host), "");
    }
  });

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
