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

  it("suppresses a violation, and is reported once instead", () => {
    const live = { ...FOREVER, status: "RUNNING" };
    const reported = withConfig(exemption({ until: "2027-06-30" }), FOREVER, live);
    assert.deepEqual(
      reported.map(({ rule }) => rule),
      ["report-exemptions"],
    );
    const facts = parseExemptionMessage(reported[0]?.text ?? "");
    assert.equal(facts?.kind, "exempted");
    assert.equal(facts?.resource, "training");
    assert.match(facts?.message ?? "", /^lease\.enable is false/);
  });

  it("matches the URN or the whole name", () => {
    for (const [resource, count] of [
      ["urn:pulumi:dev::*:Notebook::training", 0],
      ["training", 0],
      ["train", 1],
      ["[t]raining", 1],
    ] as const) {
      const reported = withConfig(exemption({ resource }), FOREVER);
      assert.equal(
        reported.filter(({ rule }) => rule === "require-auto-stop").length,
        count,
        resource,
      );
    }
  });

  it("is valid on its last day, and is reported as ending soon", () => {
    const [reported] = withConfig(exemption({ until: "2027-01-15" }), FOREVER);
    assert.equal(parseExemptionMessage(reported?.text ?? "")?.kind, "expiring");
  });

  it("has no effect after its last day, and the violation says so", () => {
    const reported = withConfig(exemption({ until: "2027-01-14" }), FOREVER);
    assert.match(reported[0]?.text ?? "", /Its exemption ended with 2027-01-14: runs of a week$/);
    assert.equal(parseExemptionMessage(reported[1]?.text ?? "")?.kind, "expired");
  });

  it("is reported if it has no use", () => {
    const good = { lease: { enable: true, duration: 3_600_000 }, status: "RUNNING" };
    const reported = withConfig(exemption(), good, good);
    assert.deepEqual(
      reported.map(({ text }) => parseExemptionMessage(text)?.kind),
      ["unused"],
    );
  });

  it("excludes a notebook from a count of the stack's notebooks", () => {
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

  it("is one error with every problem, if it is malformed", () => {
    assert.throws(
      () => withConfig({ resource: "a", until: "2027-02-30" }, FOREVER),
      /require-auto-stop can't be used: exemptions\[0\]\.reason: is missing; .*until: 2027-02-30 is no date/,
    );
  });

  it("may be a tag of the notebook, declared, live or referenced", () => {
    const made = policyExemptions([
      { rule: "require-auto-stop", reason: "runs of a week", until: "2027-01-31" },
    ]);
    const live = { ...FOREVER, status: "RUNNING", tags: made };
    for (const reported of [
      runPolicies(both, {}, { ...FOREVER, tags: made }, undefined),
      runPolicies(both, {}, undefined, live),
      runPolicies(both, {}, undefined, live, REFERENCE_TYPE),
    ]) {
      assert.deepEqual(
        reported.map(({ text }) => parseExemptionMessage(text)?.kind),
        ["exempted"],
      );
    }
  });

  it("is reported as a tag without a use", () => {
    const tags = { "policyExemption:require-auto-stop": "2027-01-31: because" };
    const live = { status: "RUNNING", lease: { enable: true }, tags };
    const [reported] = runPolicies(both, {}, undefined, live);
    assert.equal(parseExemptionMessage(reported?.text ?? "")?.kind, "unused");
  });

  it("is reported as a tag for a rule that does not exist", () => {
    const tags = {
      "policyExemption:no-such-rule": "2027-01-31: because",
      "policyExemption:disallow-ssh": "2027-01-31: because", // The rule does not run in this test.
    };
    const [reported, ...more] = runPolicies(both, {}, undefined, { status: "STOPPED", tags });
    const facts = parseExemptionMessage(reported?.text ?? "");
    assert.equal(facts?.kind, "unknown");
    assert.equal(facts?.rule, "no-such-rule");
    assert.deepEqual(more, []);
  });

  it("has no effect as a malformed tag, and the violation says how to write it", () => {
    const tags = { "policyExemption:require-auto-stop": "for ever" };
    const reported = runPolicies(both, {}, { ...FOREVER, tags }, undefined);
    assert.equal(reported.length, 1);
    assert.match(
      reported[0]?.text ?? "",
      /^lease\.enable is false.*exempts from nothing: write it as YYYY-MM-DD: reason/,
    );
  });

  it("is rejected if a tag can't hold it", () => {
    const make = (more: object) => () =>
      policyExemptions([{ rule: "a", reason: "b", until: "2027-01-31", ...more }]);
    assert.throws(make({ until: "soon" }), /until is soon, which is no date/);
    assert.throws(make({ reason: "50 % off" }), /reason holds characters/);
    assert.throws(make({ reason: "x".repeat(244) }), /reason holds/);
    assert.throws(make({ reason: " " }), /reason is empty/);
  });

  it("prevents the remediation of a notebook", () => {
    const rule = rules.find(({ name }) => name === "require-auto-stop");
    assert.ok(rule);
    const policy = policyOf(rule, new RunRecord(NAMES), () => NOW);
    const remediate = (exemptions: object[]) => {
      const props = { __provider: "code" };
      const args = { type: NOTEBOOK_TYPE, urn: URN, name: "training", props };
      const result = policy.remediateResource?.({
        ...args,
        getConfig: () => ({ exemptions }),
      } as never);
      return result as object | undefined;
    };
    assert.equal(remediate([exemption({ until: "2027-06-30" })]), undefined);
    assert.deepEqual(remediate([]), { __provider: "code", lease: { duration: 3_600_000 } });
  });
});
