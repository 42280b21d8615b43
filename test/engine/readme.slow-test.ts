/** What a new user does: copies the commands of a README, in the order of the page, into a shell in an empty folder. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { blocksOf, commandsOf, newUser, start, type NewUser } from "./new-user";
import { NOTEBOOK, ROOT } from "./stack";

const run = promisify(execFile);
const TEMPLATE = join(ROOT, "provider/template");

/** The command on the last line. */
const lastOf = (code: string) => code.trimEnd().split("\n").at(-1) ?? "";

describe("the first hour", function () {
  this.timeout(600_000);
  let user: NewUser;
  before(async () => {
    user = await newUser();
  });
  after(() => user.close());

  const AUDIT = "npx pulumi-modelarts-policies audit --format html --output audit.html";

  it("leads from an empty folder to a created and an imported notebook, policies and a report", async () => {
    const policies = commandsOf("README.md", "Policies");
    const preview = lastOf(policies[0] ?? "");
    const { text, failed } = await user.terminal(
      [
        ...start(),
        ...commandsOf("README.md", "Import existing notebooks"),
        ...policies,
        "sed -i 's/allowedAccessIps: [^]]*], //' index.ts",
        preview,
      ],
      user.emptyFolder("readme"),
    );
    assert.deepEqual(failed, [AUDIT, preview], text);
    assert.match(text, /Notebook dev created/);
    assert.match(text, /url *: "http/);
    const [, imported = ""] = text.split("= 1 imported");
    assert.match(imported, /^Previewing update[^]*?Resources:\n {4}3 unchanged$/m);
    const [, , opened = ""] = imported.split("Loading policy packs...: done");
    assert.match(opened, /require-ssh-whitelist[^]*Notebook: dev/);
    const page = readFileSync(join(user.folder, "readme/notebooks/audit.html"), "utf8");
    assert.match(page, /forgotten-notebook/);
  });

  it("is the same with the provider's README, which npm shows", async () => {
    const headings = ["Install", "A first program", "Existing notebooks", "Policies"];
    const commands = commandsOf("provider/README.md", ...headings);
    const { text, failed } = await user.terminal(commands, user.emptyFolder("provider"));
    assert.deepEqual(failed, [AUDIT], text);
    assert.match(text, /Notebook dev created/);
    assert.match(
      readFileSync(join(user.folder, "provider/team.ts"), "utf8"),
      /new modelarts\.Notebook/,
    );
  });

  it("goes on with the README of the policies", async () => {
    const all = blocksOf(readFileSync(join(ROOT, "policies/README.md"), "utf8"));
    assert.ok(all.length >= 3);
    const { text, failed } = await user.terminal(
      [...start(), ...all],
      user.emptyFolder("policies"),
    );
    const [strict, ...others] = failed;
    assert.match(
      strict ?? "",
      /presets\/strict\.json$/,
      "the first program is none for production",
    );
    assert.deepEqual(others, [], text);
    const report = readFileSync(join(user.folder, "policies/notebooks/policies.sarif"), "utf8");
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
    const { text, failed } = await user.terminal(
      [
        ...start(),
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
      user.emptyFolder("guides"),
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

  it("leaves a project whose installed packages and state git ignores", async () => {
    const [create = ""] = start();
    const { text, failed } = await user.terminal(
      [create, "git init --quiet", "git add .", "git ls-files"],
      user.emptyFolder("git"),
    );
    assert.deepEqual(failed, [], text);
    const project = readdirSync(join(user.folder, "git/notebooks"));
    assert.ok(project.includes(".pulumi") && project.includes("node_modules"), "nothing to ignore");
    const added = text.split("\n").filter((line) => project.includes(line.split("/")[0] ?? ""));
    const ours = [".gitignore", "Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"];
    assert.deepEqual(added.sort(), [...ours, "Pulumi.dev.yaml", "package-lock.json"].sort(), text);
  });

  it("may begin with `pulumi new` and the repository's folder, too", async () => {
    const cwd = user.emptyFolder("from-template");
    const options = ["--generate-only", "--yes", "--name", "lab", "--description", "for tests"];
    await run("pulumi", ["new", TEMPLATE, ...options], { cwd, env: user.env });
    const names = readdirSync(TEMPLATE).map((name) => name.replace("${DESCRIPTION}", ""));
    assert.ok(names.includes(".gitignore"));
    assert.deepEqual(readdirSync(cwd).sort(), names.sort());
    const project = parse(readFileSync(join(cwd, "Pulumi.yaml"), "utf8"));
    assert.deepEqual(
      [project.name, project.description, project.runtime.name, project.template],
      ["lab", "for tests", "nodejs", undefined],
    );
    const manifest = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
    assert.deepEqual([manifest.name, manifest.description], ["lab", "for tests"]);
  });
});
