import assert from "node:assert/strict";
import { NOTEBOOK_TYPE, PLUGIN_TYPE, REFERENCE_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { isUnknownValueError } from "../../../policies/rule-lib/unknown-value";
import { FOREVER, runPolicies, URN, type OtherResource } from "./run-policies";
import { unknownStringValue } from "./unknown-proxy";

describe("a change that the plugin plans", () => {
  const lease = { enable: true, duration: 3_600_000, type: "idle" };
  const previewed = { lease: unknownStringValue, updateAt: unknownStringValue };

  it("is checked by its declaration, because its outputs are unknown", () => {
    for (const status of [unknownStringValue, "RUNNING"]) {
      const outputs = { ...previewed, status };
      assert.deepEqual(runPolicies(["require-auto-stop"], {}, { lease }, outputs, PLUGIN_TYPE), []);
      const [missing, ...more] = runPolicies(["require-auto-stop"], {}, {}, outputs, PLUGIN_TYPE);
      assert.match(missing?.text ?? "", /^lease is not set/);
      assert.deepEqual(more, []);
    }
  });
});

const UNKNOWN_NOTEBOOK = {
  id: unknownStringValue,
  status: unknownStringValue,
  user: unknownStringValue,
  lease: unknownStringValue,
};
const later = { name: "later", props: UNKNOWN_NOTEBOOK, type: REFERENCE_TYPE };

describe("a count of running notebooks", () => {
  const declared = { name: "a" };
  const other = { name: "other", props: declared };
  const limit = (settings: object, ...more: [object, OtherResource[]]) =>
    runPolicies(
      ["limit-running-notebooks"],
      { "limit-running-notebooks": settings },
      undefined,
      more[0],
      NOTEBOOK_TYPE,
      more[1],
    ).map(({ text }) => text.replace(/,.*/, ""));

  it("ignores an unknown reference, except for the count per owner", () => {
    for (const others of [
      [other, later],
      [later, other],
    ]) {
      assert.deepEqual(limit({ mostInStack: 1 }, declared, others), [
        "2 notebooks of the stack run or are about to",
      ]);
    }
    assert.deepEqual(limit({ mostInStack: 2 }, declared, [other, later]), []);
  });

  it("is unknown if a notebook of an unknown owner could exceed the limit", () => {
    const kims = { id: "a", status: "RUNNING", user: { name: "kim" } };
    const second = { name: "second", props: { ...kims, id: "b" } };
    assert.throws(() => limit({ mostOfOwner: 1 }, kims, [later]), isUnknownValueError);
    assert.deepEqual(limit({ mostOfOwner: 2 }, kims, [later]), []);
    assert.throws(() => limit({ mostOfOwner: 2 }, kims, [second, later]), isUnknownValueError);
  });
});

describe("one notebook under several names", () => {
  const live = { id: "id-1", status: "RUNNING", ...FOREVER };
  const names = ["disallow-duplicates", "require-auto-stop"];
  const source = (name: string, type: string): OtherResource => ({ name, props: live, type });
  const violationsOf = (first: string, ...others: OtherResource[]) =>
    runPolicies(names, {}, undefined, live, first, others).map(({ rule, urn }) => [rule, urn]);
  const lease = "require-auto-stop";

  it("is evaluated once, as managed, if the stack also references it", () => {
    const others = [source("read", REFERENCE_TYPE), source("again", REFERENCE_TYPE)];
    assert.deepEqual(violationsOf(NOTEBOOK_TYPE, ...others), [[lease, URN]]);
    assert.deepEqual(violationsOf(REFERENCE_TYPE, source("own", NOTEBOOK_TYPE), ...others), [
      [lease, `${URN}-own`],
    ]);
  });

  it("is evaluated under the first reference, if the stack does not manage it", () => {
    const shouted = { ...source("shouted", REFERENCE_TYPE), props: { ...live, id: "ID-1" } };
    const others = [source("again", REFERENCE_TYPE), shouted];
    assert.deepEqual(violationsOf(REFERENCE_TYPE, ...others), [[lease, URN]]);
  });

  it("is a duplicate if two resources manage it, and both are evaluated", () => {
    assert.deepEqual(
      violationsOf(REFERENCE_TYPE, source("a", NOTEBOOK_TYPE), source("b", PLUGIN_TYPE)),
      [
        ["disallow-duplicates", `${URN}-b`],
        [lease, `${URN}-a`],
        [lease, `${URN}-b`],
      ],
    );
  });

  it("is a duplicate even if one of the two is about to change", () => {
    const changing = { name: "b", props: { ...live, updateAt: unknownStringValue } };
    const reported = runPolicies(["disallow-duplicates"], {}, undefined, live, PLUGIN_TYPE, [
      changing,
    ]);
    assert.match(reported[0]?.text ?? "", /^id is id-1, which the stack holds as training already/);
  });

  it("is evaluated under every name while its id is unknown", () => {
    assert.throws(
      () => runPolicies(["require-auto-stop"], {}, undefined, live, NOTEBOOK_TYPE, [later]),
      isUnknownValueError,
    );
  });
});
