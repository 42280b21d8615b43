/** How the rules are asked about one notebook, as the SDK asks them. */
import assert from "node:assert/strict";
import type { PolicyResource } from "@pulumi/policy";
import { NOTEBOOK_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { RunRecord } from "../../../policies/engine/run-record";
import { policyOf } from "../../../policies/engine/policy";
import { rules } from "../../../policies/rules";
import { unknownCheckingProxy } from "./unknown-proxy";

export const NOW = Date.UTC(2027, 0, 15);
export const NAMES = rules.map(({ name }) => name);
export const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/modelarts:Notebook::training";

export interface Said {
  rule: string;
  text: string;
  urn: string | undefined;
}

export interface Other {
  name: string;
  props: object;
  type?: string;
}

/** Asks the rules as the SDK does: all of them of each resource, then all of the stack. */
export function run(
  names: string[],
  config: Record<string, object>,
  declared: object | undefined,
  live: object | undefined,
  type = NOTEBOOK_TYPE,
  others: Other[] = [],
): Said[] {
  const record = new RunRecord(NAMES);
  const policies = names.map((name) => {
    const rule = rules.find((each) => each.name === name);
    assert.ok(rule);
    return policyOf(rule, record, () => NOW);
  });
  const said: Said[] = [];
  const ask = (resources: PolicyResource[] | undefined, props: object) => {
    for (const policy of policies) {
      const report = (text: string, urn?: string) => said.push({ rule: policy.name, text, urn });
      const getConfig = () => (config[policy.name] ?? {}) as never;
      const shared = { getConfig, stackTags: new Map(), notApplicable: undefined as never };
      if (resources) void policy.validateStack({ resources, ...shared }, report);
      else {
        const validate = policy.validateResource as (args: object, report: object) => void;
        validate({ type, urn: URN, name: "training", props, ...shared }, report);
      }
    }
  };
  if (declared) ask(undefined, unknownCheckingProxy(declared));
  if (live) {
    const props = unknownCheckingProxy(live);
    const more = others.map((other) => ({
      type,
      urn: `${URN}-${other.name}`,
      ...other,
      props: unknownCheckingProxy(other.props),
    }));
    const resources = [{ type, urn: URN, name: "training", props }, ...more];
    ask(resources as unknown as PolicyResource[], {});
  }
  return said;
}

export const FOREVER = { lease: { enable: false } };
