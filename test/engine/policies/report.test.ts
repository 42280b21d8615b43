import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log, Result } from "sarif";
import { shell } from "../shell";
import { newStack, NOTEBOOK, POLICIES, ROOT, type Stack } from "../stack";

const SSH = { service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] };
const GOOD = { ...NOTEBOOK, endpoints: [SSH], lease: { duration: 3_600_000 } };
const pack = (preset: string) =>
  `--policy-pack ${POLICIES} --policy-pack-config ${POLICIES}/presets/${preset}.json`;
const REPORT = `node ${join(ROOT, "policies/pulumi-modelarts-policies")} report`;

describe("the report of what the real engine prints", () => {
  let stack: Stack;

  before(async () => {
    stack = await newStack();
    const { id } = stack.simulator.notebooks.add({
      name: "other",
      lease: { enable: false },
      endpoints: [],
    });
    // Lines 1 and 2 are the fixture's.
    stack.program(`new Notebook("good", ${JSON.stringify(GOOD)});
      new Notebook("forever", ${JSON.stringify({ ...GOOD, lease: { enable: false } })});
      Notebook.get("other", "${id}");`);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    await stack.ok(["stack", "export", "--file", "state.json"]);
  });
  after(() => stack.close());

  const results = (name: string): Result[] => {
    const log = JSON.parse(readFileSync(join(stack.folder, name), "utf8")) as Log;
    return log.runs[0]?.results ?? [];
  };
  const stops = (found: readonly Result[]) =>
    found
      .filter(({ ruleId }) => ruleId === "require-auto-stop")
      .map(({ level, locations }) => {
        const [{ physicalLocation, logicalLocations } = {}] = locations ?? [];
        const { artifactLocation, region } = physicalLocation ?? {};
        const urn = logicalLocations?.[0]?.fullyQualifiedName ?? "";
        return `${level} ${urn.split("::").at(-1)} ${artifactLocation?.uri}:${region?.startLine}`;
      })
      .sort();
  const EXPECTED = ["error forever index.js:4", "error other index.js:5"];

  it("from the stream of a preview, with the program's lines and the fleet from the state", async () => {
    const stream = "PULUMI_DEBUG_COMMANDS=true PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true";
    const preview = `${stream} pulumi preview --refresh --json --event-log log.json ${pack("recommended")}`;
    const { code, out, errors } = await shell(
      stack,
      `(${preview} || true) | ${REPORT} - --state state.json --format sarif --output a.sarif --format markdown --output -`,
    );
    assert.equal(code, 1, out + errors);
    assert.deepEqual(stops(results("a.sarif")), EXPECTED);
    assert.match(out, /\| 3 \| 3 \| 0 \| 2 \| 0 \|/);
  });

  it("from the event log of the same preview", async () => {
    const { code, errors } = await shell(
      stack,
      `${REPORT} log.json --state state.json --format sarif --output b.sarif`,
    );
    assert.equal(code, 1, errors);
    assert.deepEqual(stops(results("b.sarif")), EXPECTED);
  });

  it("from an analysis of the state, which shows the notebook instead of its reference", async () => {
    const analyze = `pulumi policy analyze --json --file state.json ${pack("cost")}`;
    const { code, errors } = await shell(
      stack,
      `(${analyze} || true) | ${REPORT} --state state.json --format sarif --output c.sarif`,
    );
    assert.equal(code, 1, errors);
    assert.deepEqual(stops(results("c.sarif")), EXPECTED);
  });

  it("has no errors with the preset audit", async () => {
    const { out, errors } = await shell(
      stack,
      `pulumi policy analyze --json --file state.json ${pack("audit")} | ${REPORT} --format sarif`,
    );
    assert.match(errors, /none of them mandatory/);
    const levels = ((JSON.parse(out) as Log).runs[0]?.results ?? []).map(({ level }) => level);
    assert.ok(levels.includes("warning") && !levels.includes("error"));
  });

  it("leaves a rule open if a remediation reads an unknown value, and counts a notebook once", async () => {
    const good = stack.simulator.notebooks.list().find(({ name }) => name?.startsWith("good"));
    assert.ok(good);
    stack.program(`const good = new Notebook("good", ${JSON.stringify(GOOD)});
      const fresh = new Notebook("fresh", ${JSON.stringify(GOOD)});
      new Notebook("later", { ...${JSON.stringify(GOOD)}, lease: fresh.id.apply(() => ({ enable: false })) });
      Notebook.get("again", "${good.id}");`);
    const config = { all: "disabled", "require-auto-stop": "remediate" };
    writeFileSync(join(stack.folder, "remediate.json"), JSON.stringify(config));
    const preview =
      `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json ` +
      `--policy-pack ${POLICIES} --policy-pack-config remediate.json`;
    const { code, out, errors } = await shell(
      stack,
      `(${preview} || true) > mended.json; ${REPORT} mended.json --fail-on low --format sarif --output d.sarif --format markdown --output -`,
    );
    assert.equal(code, 0, out + errors);
    assert.deepEqual(
      results("d.sarif").map(({ kind, ruleId }) => [kind, ruleId]),
      [["open", "require-auto-stop"]],
    );
    assert.match(out, /^\| 3 \| 1 \| 0 \| 0 \| 0 \|$/m);
  });

  it("has no verdict on a program that fails, and shows no secret from its error in any format", async () => {
    const broken = { ...GOOD, description: "<b> password=Hunter2-hunter2" };
    stack.program(`new Notebook("broken", ${JSON.stringify(broken)});`);
    const preview = `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json --policy-pack ${POLICIES}`;
    const formats = ["sarif", "junit", "github", "markdown", "html"];
    const { code, out, errors } = await shell(
      stack,
      `(${preview} || true) > broken.json; ${REPORT} broken.json ` +
        formats.map((format) => `--format ${format} --output broken.${format}`).join(" "),
    );
    assert.equal(code, 2);
    const read = (name: string) => readFileSync(join(stack.folder, name), "utf8");
    assert.match(read("broken.json"), /Hunter2/);
    assert.doesNotMatch(out + errors, /Hunter2/);
    assert.match(errors, /broken/);
    for (const format of formats) {
      assert.match(read(`broken.${format}`), /broken/, format);
      assert.doesNotMatch(read(`broken.${format}`), /Hunter2/, format);
    }
  });
});
