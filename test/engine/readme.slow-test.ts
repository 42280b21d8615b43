/** What a new user does: copies the commands of a README, in the order of the page, into a shell in an empty folder. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { findPulumi, withPulumi } from "../../tools/pulumi/cli";
import { packAll } from "../pack";
import { serveRegistry, type NpmRegistry } from "./npm-registry";
import { NOTEBOOK, ROOT } from "./stack";

const run = promisify(execFile);
const TEMPLATE = join(ROOT, "provider/template");

const blocksOf = (text: string) =>
  [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, code = ""]) => code);

/** The blocks of commands of a document, without those that leave something to fill in (…). */
function commandsOf(document: string, ...headings: string[]): string[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  const sections = headings.map((heading) => {
    const [, section] = new RegExp(`^## ${heading}\n([^]*?)(?=^## )`, "m").exec(text) ?? [];
    return section ?? assert.fail(`${document} has no section ${heading}`);
  });
  return blocksOf(sections.join("\n")).filter((code) => !code.includes("…"));
}

/** The command on the last line. */
const lastOf = (code: string) => code.trimEnd().split("\n").at(-1) ?? "";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await promisify(server.close.bind(server))();
  return port;
}

describe("the first hour", function () {
  this.timeout(600_000);
  let folder: string;
  let registry: NpmRegistry;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "modelarts-first-hour-"));
    for (const name of ["packed", "home"]) mkdirSync(join(folder, name));
    registry = await serveRegistry(await packAll(join(folder, "packed")));
    const others = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(PULUMI|HW|OS|MODELARTS|npm)_/i.test(name)),
    );
    env = {
      ...withPulumi(await findPulumi(() => undefined), others),
      PULUMI_HOME: join(folder, "home"),
      npm_config_registry: registry.url,
      npm_config_prefer_offline: "true",
      npm_config_omit_lockfile_registry_resolved: "false", // npm's default, which `npm ci --offline` needs.
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SKIP_CONFIRMATIONS: "true", // As if the user answered each question with yes.
    };
  });
  after(async () => {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the commands in one shell, as a user's terminal would. Returns what was printed, and which commands failed. */
  async function terminal(commands: readonly string[], cwd: string) {
    const port = await freePort();
    const script = [
      "set -m", // As in a terminal: what runs in the background is a job of its own.
      `trap 'echo "failed: $BASH_COMMAND"' ERR`,
      "trap 'kill %1' EXIT",
      ...commands.map((code) => code.replaceAll("8080", String(port))),
      "exit 0",
    ].join("\n");
    const file = join(folder, "script");
    writeFileSync(file, script);
    const { stdout, stderr } = await run("bash", [file], { cwd, env, maxBuffer: 2 ** 26 });
    const failed = [...stdout.matchAll(/^failed: (.*)/gm)].map(([, command]) => command);
    return { text: stdout + stderr, failed };
  }

  const START = () => commandsOf("README.md", "Start in an empty folder");
  const AUDIT = "npx pulumi-modelarts-policies audit --format html --output audit.html";

  function emptyFolder(name: string): string {
    const cwd = join(folder, name);
    mkdirSync(cwd);
    return cwd;
  }

  it("leads from an empty folder to a created and an imported notebook, policies and a report", async () => {
    const policies = commandsOf("README.md", "Policies");
    const preview = lastOf(policies[0] ?? "");
    const { text, failed } = await terminal(
      [
        ...START(),
        ...commandsOf("README.md", "Import existing notebooks"),
        ...policies,
        "sed -i 's/allowedAccessIps: [^]]*], //' index.ts",
        preview,
      ],
      emptyFolder("readme"),
    );
    assert.deepEqual(failed, [AUDIT, preview], text);
    assert.match(text, /Notebook dev created/);
    assert.match(text, /url *: "http/);
    const [, imported = ""] = text.split("= 1 imported");
    assert.match(imported, /^Previewing update[^]*?Resources:\n {4}3 unchanged$/m);
    const [, , opened = ""] = imported.split("Loading policy packs...: done");
    assert.match(opened, /require-ssh-whitelist[^]*Notebook: dev/);
    const page = readFileSync(join(folder, "readme/notebooks/audit.html"), "utf8");
    assert.match(page, /forgotten-notebook/);
  });

  it("is the same with the provider's README, which npm shows", async () => {
    const headings = ["Install", "A first program", "Existing notebooks", "Policies"];
    const commands = commandsOf("provider/README.md", ...headings);
    const { text, failed } = await terminal(commands, emptyFolder("provider"));
    assert.deepEqual(failed, [AUDIT], text);
    assert.match(text, /Notebook dev created/);
    assert.match(readFileSync(join(folder, "provider/team.ts"), "utf8"), /new modelarts\.Notebook/);
  });

  it("goes on with the README of the policies", async () => {
    const all = blocksOf(readFileSync(join(ROOT, "policies/README.md"), "utf8"));
    assert.ok(all.length >= 3);
    const { text, failed } = await terminal([...START(), ...all], emptyFolder("policies"));
    const [strict, ...others] = failed;
    assert.match(
      strict ?? "",
      /presets\/strict\.json$/,
      "the first program is none for production",
    );
    assert.deepEqual(others, [], text);
    const report = readFileSync(join(folder, "policies/notebooks/policies.sarif"), "utf8");
    assert.deepEqual(JSON.parse(report).version, "2.1.0");
  });

  it("goes on with the guides", async () => {
    const isForAll = (code: string) =>
      // Not: what is to be filled in, servers that do not exist, and a question.
      !/…|example\.com|change-secrets-provider/.test(code);
    const guide = (document: string) =>
      blocksOf(readFileSync(join(ROOT, document), "utf8")).filter(isForAll);
    const { imageId, ...other } = NOTEBOOK;
    const lease = { enable: true, duration: 7_200_000, type: "IDLE", create_at: 0, update_at: 0 };
    const vision = { ...other, name: "vision", image: { id: imageId }, lease };
    const { text, failed } = await terminal(
      [
        ...START(),
        ...commandsOf("README.md", "Import existing notebooks"),
        "npm install --save-dev pulumi-modelarts-policies",
        ...guide("docs/troubleshooting.md"),
        ...guide("docs/scripts.md"),
        `curl -sf $MODELARTS_ENDPOINT/_simulator/notebooks -d '${JSON.stringify(vision)}'`,
        ...commandsOf("docs/import.md", "A fleet"),
        "echo '{}' > policies.json",
        ...guide("docs/policies.md"),
        ...guide("docs/policies-in-ci.md"),
        ...guide("docs/regions.md"),
        ...guide("docs/offline.md"),
        "pulumi plugin ls",
      ],
      emptyFolder("guides"),
    );
    // The simulator's second notebook violates mandatory rules, which no preview sees.
    const isAudit = (command = "") => command.includes(" audit ");
    assert.deepEqual(
      failed.filter((command) => !isAudit(command)),
      [],
      text,
    );
    assert.equal(failed.filter(isAudit).length, 4, text);
    assert.equal(text.match(/= 1 imported/g)?.length, 2, text);
    assert.match(text, /^modelarts +resource +0\./m);
  }).timeout(900_000); // It installs the packages five times.

  it("may begin with `pulumi new` and the repository's folder, too", async () => {
    const cwd = emptyFolder("from-template");
    const options = ["--generate-only", "--yes", "--name", "lab", "--description", "for tests"];
    await run("pulumi", ["new", TEMPLATE, ...options], { cwd, env });
    assert.deepEqual(readdirSync(cwd).sort(), readdirSync(TEMPLATE).sort());
    const project = parse(readFileSync(join(cwd, "Pulumi.yaml"), "utf8"));
    assert.deepEqual(
      [project.name, project.description, project.runtime.name, project.template],
      ["lab", "for tests", "nodejs", undefined],
    );
    const manifest = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
    assert.deepEqual([manifest.name, manifest.description], ["lab", "for tests"]);
  });
});
