import assert from "node:assert/strict";
import { NOTEBOOK_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { policiesOf } from "../../../policies/engine/pack-policies";
import { isUnknownValueError } from "../../../policies/rule-lib/unknown-value";
import { rules } from "../../../policies/rules";
import { URN } from "./run-policies";
import { unknownCheckingProxy, unknownStringValue } from "./unknown-proxy";

describe("remediation", () => {
  const remediate = (name: string, props: object, settings: object) => {
    const rule = rules.find((each) => each.name === name);
    const changed = rule?.remediate?.(props, settings);
    return { changed, props };
  };

  it("cuts a lease to the limit, and never lengthens one or switches one on", () => {
    const settings = {
      longestDurationHours: 8,
      shortestDurationHours: 1,
      defaultDurationHours: 12,
    };
    const lease = (given?: object) =>
      remediate("require-auto-stop", given ? { lease: given } : {}, settings).props;
    assert.deepEqual(lease({ duration: 86_400_000, type: "idle" }), {
      lease: { duration: 28_800_000, type: "idle" },
    });
    assert.deepEqual(lease(), { lease: { duration: 28_800_000 } });
    assert.deepEqual(lease({ duration: 3_600_000 }), { lease: { duration: 3_600_000 } });
    assert.deepEqual(lease({ enable: false }), { lease: { enable: false } });
  });

  it("gives a missing lease at least the shortest duration", () => {
    const settings = {
      longestDurationHours: 8,
      shortestDurationHours: 2,
      defaultDurationHours: 1,
    };
    const { props } = remediate("require-auto-stop", {}, settings);
    assert.deepEqual(props, { lease: { duration: 7_200_000 } });
  });

  it("adds missing tags that have a default, and keeps those that are there", () => {
    const settings = { tags: [{ key: "team", default: "all" }, { key: "stage" }] };
    assert.deepEqual(remediate("require-tags", { tags: { a: "b" } }, settings), {
      changed: true,
      props: { tags: { a: "b", team: "all" } },
    });
    const given = { tags: { team: "vision" } };
    assert.deepEqual(remediate("require-tags", given, settings), { changed: false, props: given });
  });

  it("switches the public network off", () => {
    const { props } = remediate("disallow-public-network", {}, {});
    assert.deepEqual(props, { publicNetworkConfig: { publicNetworkType: "FORBIDDEN" } });
  });

  it("changes no unknown value, which the validation reports", () => {
    const policies = policiesOf().filter(({ remediateResource }) => remediateResource);
    assert.ok(policies.length >= 3);
    const unknown = {
      lease: unknownStringValue,
      tags: unknownStringValue,
      publicNetworkConfig: unknownStringValue,
    };
    for (const { name, remediateResource, validateResource } of policies) {
      const getConfig = () =>
        name === "require-tags" ? { tags: [{ key: "a", default: "b" }] } : {};
      const props = unknownCheckingProxy(unknown);
      const args = { type: NOTEBOOK_TYPE, urn: URN, name: "training", props, getConfig } as never;
      assert.equal(remediateResource?.(args), undefined, name);
      assert.throws(
        () =>
          (validateResource as (args: never, report: () => void) => void)(args, () => undefined),
        isUnknownValueError,
        name,
      );
    }
  });
});
