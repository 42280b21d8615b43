import assert from "node:assert/strict";
import { NOTEBOOK_TYPE, REFERENCE_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { parseExemptionMessage } from "../../../policies/exemptions/exemption-message";
import { RunRecord } from "../../../policies/engine/run-record";
import { policyOf } from "../../../policies/engine/policy";
import { policyExemptions } from "../../../policies/exemptions/exemption-tag";
import { rules } from "../../../policies/rules";
import { FOREVER, NAMES, NOW, runPolicies, URN } from "./run-policies";

const exemption = (more = {}) => ({
  resource: "train*",
  reason: "runs of a week",
  until: "2027-01-31",
  ...more,
});
const both = ["require-auto-stop", "report-exemptions"];

describe("an exemption", () => {
  const withConfig = (entry: object, ...more: [object?, object?]) =>
    runPolicies(
      both,
      { "require-auto-stop": { exemptions: [entry] } },
      ...(more as [object, object]),
    );

  it("takes a violation back and is reported in its place, once", () => {
    const live = { ...FOREVER, status: "RUNNING" };
    const said = withConfig(exemption({ until: "2027-06-30" }), FOREVER, live);
    assert.deepEqual(
      said.map(({ rule }) => rule),
      ["report-exemptions"],
    );
    const facts = parseExemptionMessage(said[0]?.text ?? "");
    assert.equal(facts?.kind, "exempted");
    assert.equal(facts?.resource, "training");
    assert.match(facts?.message ?? "", /^lease\.enable is false/);
  });

  it("fits by URN, and by no part of a name", () => {
    for (const [resource, count] of [
      ["urn:pulumi:dev::*:Notebook::training", 0],
      ["training", 0],
      ["train", 1],
      ["[t]raining", 1],
    ] as const) {
      const said = withConfig(exemption({ resource }), FOREVER);
      assert.equal(said.filter(({ rule }) => rule === "require-auto-stop").length, count, resource);
    }
  });

  it("holds on its last day, and is said to end soon", () => {
    const [said] = withConfig(exemption({ until: "2027-01-15" }), FOREVER);
    assert.equal(parseExemptionMessage(said?.text ?? "")?.kind, "expiring");
  });

  it("counts no more when it is over, and the violation says so", () => {
    const said = withConfig(exemption({ until: "2027-01-14" }), FOREVER);
    assert.match(said[0]?.text ?? "", /Its exemption ended with 2027-01-14: runs of a week$/);
    assert.equal(parseExemptionMessage(said[1]?.text ?? "")?.kind, "expired");
  });

  it("is reported where nobody uses it", () => {
    const good = { lease: { enable: true, duration: 3_600_000 }, status: "RUNNING" };
    const said = withConfig(exemption(), good, good);
    assert.deepEqual(
      said.map(({ text }) => parseExemptionMessage(text)?.kind),
      ["unused"],
    );
  });

  it("leaves a notebook uncounted where all of the stack are counted", () => {
    const limit = ["limit-running-notebooks", "report-exemptions"];
    const until = (date: string) =>
      runPolicies(
        limit,
        { "limit-running-notebooks": { mostInStack: 1, exemptions: [exemption({ until: date })] } },
        undefined,
        { status: "RUNNING" },
        NOTEBOOK_TYPE,
        [{ name: "other", props: { status: "RUNNING" } }],
      );
    const exempted = until("2027-06-30");
    assert.deepEqual(
      exempted.map(({ text }) => parseExemptionMessage(text)?.kind),
      ["exempted"],
    );
    assert.match(exempted[0]?.text ?? "", /2 notebooks of the stack run/);
    const [violation, over] = until("2027-01-14");
    assert.match(
      violation?.text ?? "",
      /^2 notebooks of the stack run.* training's exemption ended with 2027-01-14/,
    );
    assert.equal(parseExemptionMessage(over?.text ?? "")?.kind, "expired");
  });

  it("is an error that says everything that is wrong with it", () => {
    assert.throws(
      () => withConfig({ resource: "a", until: "2027-02-30" }, FOREVER),
      /require-auto-stop can't be used: exemptions\[0\]\.reason: is missing; .*until: 2027-02-30 is no date/,
    );
  });

  it("stands on the notebook as a tag, declared, live and referenced", () => {
    const made = policyExemptions([
      { rule: "require-auto-stop", reason: "runs of a week", until: "2027-01-31" },
    ]);
    const live = { ...FOREVER, status: "RUNNING", tags: made };
    for (const said of [
      runPolicies(both, {}, { ...FOREVER, tags: made }, undefined),
      runPolicies(both, {}, undefined, live),
      runPolicies(both, {}, undefined, live, REFERENCE_TYPE),
    ]) {
      assert.deepEqual(
        said.map(({ text }) => parseExemptionMessage(text)?.kind),
        ["exempted"],
      );
    }
  });

  it("is reported where it stands as a tag for nothing", () => {
    const tags = { "policyExemption:require-auto-stop": "2027-01-31: because" };
    const live = { status: "RUNNING", lease: { enable: true }, tags };
    const [said] = runPolicies(both, {}, undefined, live);
    assert.equal(parseExemptionMessage(said?.text ?? "")?.kind, "unused");
  });

  it("is reported where it stands as a tag for a rule that does not exist", () => {
    const tags = {
      "policyExemption:no-such-rule": "2027-01-31: because",
      "policyExemption:disallow-ssh": "2027-01-31: because", // It is not asked in this run.
    };
    const [said, ...more] = runPolicies(both, {}, undefined, { status: "STOPPED", tags });
    const facts = parseExemptionMessage(said?.text ?? "");
    assert.equal(facts?.kind, "unknown");
    assert.equal(facts?.rule, "no-such-rule");
    assert.deepEqual(more, []);
  });

  it("exempts from nothing as a tag that can't be read, and says how to write it", () => {
    const tags = { "policyExemption:require-auto-stop": "for ever" };
    const said = runPolicies(both, {}, { ...FOREVER, tags }, undefined);
    assert.equal(said.length, 1);
    assert.match(
      said[0]?.text ?? "",
      /^lease\.enable is false.*exempts from nothing: write it as YYYY-MM-DD: reason/,
    );
  });

  it("is not made of what a tag can't hold", () => {
    const make = (more: object) => () =>
      policyExemptions([{ rule: "a", reason: "b", until: "2027-01-31", ...more }]);
    assert.throws(make({ until: "soon" }), /until is soon, which is no date/);
    assert.throws(make({ reason: "50 % off" }), /reason holds characters/);
    assert.throws(make({ reason: "x".repeat(244) }), /reason holds/);
    assert.throws(make({ reason: " " }), /reason is empty/);
  });

  it("keeps a notebook from being mended", () => {
    const rule = rules.find(({ name }) => name === "require-auto-stop");
    assert.ok(rule);
    const policy = policyOf(rule, new RunRecord(NAMES), () => NOW);
    const mend = (exemptions: object[]) => {
      const props = { __provider: "code" };
      const args = { type: NOTEBOOK_TYPE, urn: URN, name: "training", props };
      const result = policy.remediateResource?.({
        ...args,
        getConfig: () => ({ exemptions }),
      } as never);
      return result as object | undefined;
    };
    assert.equal(mend([exemption({ until: "2027-06-30" })]), undefined);
    assert.deepEqual(mend([]), { __provider: "code", lease: { duration: 3_600_000 } });
  });
});
