import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Log } from "sarif";
import { parseExemptionMessage } from "../../../policies/exemptions/exemption-message";
import { policyExemptions } from "../../../policies/exemptions/exemption-tag";
import { shell } from "../shell";
import { runPack } from "./run-pack";
import { askedOf, newStack, NOTEBOOK, POLICIES, ROOT, type Stack } from "../stack";

const run = promisify(execFile);
const HOUR = 3_600_000;
const REPORT = `node ${join(ROOT, "policies/pulumi-modelarts-policies")} report`;
const FOREVER = { ...NOTEBOOK, lease: { enable: false } };

describe("exemptions, remediation and own packs under the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  const configure = (config: object): string => {
    const file = join(stack.folder, "policies.json");
    writeFileSync(file, JSON.stringify(config));
    return file;
  };

  it("suppress violations, configured, tagged and referenced, and stay in the report", async () => {
    const tags = policyExemptions([
      { rule: "require-auto-stop", reason: "runs of a week", until: "2099-12-31" },
    ]);
    const { id } = stack.simulator.notebooks.add({
      name: "theirs",
      lease: { enable: false },
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    });
    stack.program(
      `const { NotebookStorage } = require("pulumi-modelarts");
       new Notebook("by-config", ${JSON.stringify(FOREVER)});
       new Notebook("over", ${JSON.stringify(FOREVER)});
       new Notebook("by-tag", ${JSON.stringify({ ...FOREVER, tags })});
       Notebook.get("theirs", "${id}");
       for (const name of ["by-mount", "mount"]) {
         const mountPath = "/data/" + name + "/";
         new NotebookStorage(name, { notebookId: "${id}", uri: "obs://team/data/", mountPath });
       }`,
    );
    const exemptions = [
      { resource: "by-*", reason: "a test", until: "2099-12-31" },
      { resource: "nobody", reason: "a test", until: "2099-12-31" },
      { resource: "urn:*::over", reason: "a test", until: "2020-12-31" },
    ];
    // Advisory, so that the engine evaluates the stack's outputs in the same preview.
    const level = { enforcementLevel: "advisory" };
    const config = configure({
      "require-auto-stop": { ...level, exemptions },
      "limit-volumes": { ...level, allowedCategories: ["EVS"], exemptions: exemptions.slice(0, 1) },
    });
    const packRun = await runPack(stack, ["preview"], config);
    const broken = packRun.violations.filter(({ rule }) => rule === "require-auto-stop");
    assert.deepEqual(
      broken.map(({ name }) => name),
      ["over"],
      packRun.summary,
    );
    assert.match(broken[0]?.text ?? "", /Its exemption ended with 2020-12-31: a test$/);

    const events = packRun.text.split("\n").filter((line) => line.startsWith("{"));
    writeFileSync(join(stack.folder, "events.json"), events.join("\n"));
    const { code, out } = await shell(stack, `${REPORT} events.json --format sarif`);
    assert.equal(code, 0, "what is advisory or exempted fails nothing");
    const [{ results = [] } = {}] = (JSON.parse(out) as Log).runs;
    const stops = results.filter(({ ruleId }) => ruleId === "require-auto-stop");
    assert.deepEqual(
      stops
        .map(({ level, locations, message, suppressions }) => {
          const [{ fullyQualifiedName: urn = "" } = {}] = locations?.[0]?.logicalLocations ?? [];
          const reasons = suppressions?.map(
            ({ status, justification }) => `${status}: ${justification}`,
          );
          return [
            level,
            urn.split("::").at(-1),
            ...(reasons ?? []),
            /^lease\S* is/.test(message.text ?? ""),
          ];
        })
        .sort(),
      [
        ["warning", "by-config", "accepted: a test (until 2099-12-31)", true],
        ["warning", "by-tag", "accepted: runs of a week (until 2099-12-31)", true],
        ["warning", "over", true],
        ["warning", "theirs", "accepted: runs of a week (until 2099-12-31)", true],
      ],
    );

    const mounted = packRun.violations.filter(({ rule }) => rule === "limit-volumes");
    assert.deepEqual(
      mounted.map(({ name }) => name),
      ["mount"],
    );
    const reported = packRun.violations
      .filter(({ rule }) => rule === "report-exemptions")
      .map(({ name, text }) => `${name} ${parseExemptionMessage(text)?.kind}`);
    assert.deepEqual(reported.sort(), [
      "by-config exempted",
      "by-mount exempted",
      "by-tag exempted",
      "over expired",
      "test-test unused",
      "theirs exempted",
    ]);
  });

  it("are an error if they are malformed", async () => {
    const entry = { resource: "a", reason: "b", until: "2099-02-30" };
    const config = configure({ "require-auto-stop": { exemptions: [entry] } });
    const pack = ["--policy-pack", POLICIES, "--policy-pack-config", config];
    const { code, text } = await stack.run(["preview", ...pack]);
    assert.notEqual(code, 0);
    assert.match(text, /until: 2099-02-30 is no date/);
  });

  it("prevent remediation; other declared inputs are fixed at level remediate and then created", async () => {
    stack.simulator.notebooks.list().forEach(({ id = "" }) => stack.simulator.notebooks.remove(id));
    const exempted = { resource: "exempted", reason: "a test", until: "2099-12-31" };
    const config = configure({
      "require-auto-stop": {
        enforcementLevel: "remediate",
        longestDurationHours: 4,
        exemptions: [exempted],
      },
      "require-tags": {
        enforcementLevel: "remediate",
        tags: [{ key: "team", default: "vision" }],
        exemptions: [exempted],
      },
      "disallow-public-network": {
        enforcementLevel: "remediate",
        exemptions: [exempted],
      },
    });
    const long = { ...NOTEBOOK, lease: { duration: 24 * HOUR } };
    const named = (name: string, args: object) =>
      `new Notebook("${name}", ${JSON.stringify({ ...args, name })});`;
    stack.program(
      `${named("long", long)} ${named("unset", NOTEBOOK)} ${named("exempted", long)}
       ${named("tagged", { ...NOTEBOOK, lease: { duration: HOUR }, tags: { a: "b" } })}`,
    );
    const pack = ["--policy-pack", POLICIES, "--policy-pack-config", config];
    const text = await stack.ok(["up", "--yes", "--skip-preview", ...pack]);
    assert.match(text, /remediate.*require-auto-stop/, text);
    const lease = (name: string) =>
      askedOf(stack.simulator.notebooks.list().find((each) => each.name === name) ?? {});
    assert.deepEqual(["long", "unset", "exempted"].map(lease), [4 * HOUR, HOUR, 24 * HOUR]);
    const { inputs, outputs } = stack.notebook("tagged");
    assert.deepEqual(inputs?.["tags"], { a: "b", team: "vision" });
    assert.deepEqual(outputs?.["tags"], { a: "b", team: "vision" });
    assert.deepEqual(inputs?.["publicNetworkConfig"], { publicNetworkType: "FORBIDDEN" });
  });

  it("work in a pack with single rules of the published package and rules with former names", async () => {
    // Inside the repository, so that Node finds the package's dependencies.
    const cache = join(ROOT, "node_modules", ".cache");
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, "own-pack-"));
    const home = join(folder, "node_modules", "pulumi-modelarts-policies");
    const pack = ["pack", "--ignore-scripts", "--pack-destination", folder];
    const { stdout } = await run("npm", pack, { cwd: POLICIES });
    mkdirSync(home, { recursive: true });
    const tarball = join(folder, stdout.trim());
    await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", home]);
    writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
    writeFileSync(join(folder, "package.json"), '{ "name": "ours", "version": "1.0.0" }');
    writeFileSync(
      join(folder, "index.js"),
      `const { definePack, rules } = require("pulumi-modelarts-policies");
       const [example] = rules.filter(({ name }) => name === "disallow-ssh");
       definePack("ours", {
         rules: [
           ...rules.filter(({ severity }) => severity === "high"),
           "report-exemptions",
           {
             ...example,
             name: "require-description",
             description: "Require a description.",
             level: "mandatory",
             settings: { properties: {} },
             messages: { missing: "{property} is not set. Say what it is for." },
             judge: ({ description }) =>
               description ? [] : [{ message: "missing", property: "description" }],
           },
         ],
         levels: { "require-auto-stop": "advisory" },
       });`,
    );
    stack.program(`new Notebook("forever", ${JSON.stringify(FOREVER)});`);
    const { code, text } = await stack.run(["preview", "--policy-pack", folder]);
    rmSync(folder, { recursive: true });
    assert.notEqual(code, 0);
    assert.match(text, /ours@v1\.0\.0/);
    assert.match(text, /\[advisory\].*require-auto-stop/);
    assert.match(text, /\[mandatory\].*require-description[^]*description is not set\. Say/);
    assert.doesNotMatch(text, /require-name-pattern|require-tags/);
  });
});
