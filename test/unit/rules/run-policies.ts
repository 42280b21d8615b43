/** Calls the policies of rules for one notebook, as the SDK does. */
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

export interface ReportedViolation {
  rule: string;
  text: string;
  urn: string | undefined;
}

export interface OtherResource {
  name: string;
  props: object;
  type?: string;
}

/**
 * Calls every policy with the declared inputs of the notebook "training", then with the outputs of the stack.
 *
 * @param config the configuration by name of rule.
 * @param others the other resources of the stack.
 */
export function runPolicies(
  names: string[],
  config: Record<string, object>,
  declared: object | undefined,
  live: object | undefined,
  type = NOTEBOOK_TYPE,
  others: OtherResource[] = [],
): ReportedViolation[] {
  const record = new RunRecord(NAMES);
  const policies = names.map((name) => {
    const rule = rules.find((each) => each.name === name);
    assert.ok(rule);
    return policyOf(rule, record, () => NOW);
  });
  const reported: ReportedViolation[] = [];
  const call = (resources: PolicyResource[] | undefined, props: object) => {
    for (const policy of policies) {
      const report = (text: string, urn?: string) =>
        reported.push({ rule: policy.name, text, urn });
      const getConfig = () => (config[policy.name] ?? {}) as never;
      const shared = { getConfig, stackTags: new Map(), notApplicable: undefined as never };
      if (resources) void policy.validateStack({ resources, ...shared }, report);
      else {
        const validate = policy.validateResource as (args: object, report: object) => void;
        validate({ type, urn: URN, name: "training", props, ...shared }, report);
      }
    }
  };
  if (declared) call(undefined, unknownCheckingProxy(declared));
  if (live) {
    const props = unknownCheckingProxy(live);
    const more = others.map((other) => ({
      type,
      urn: `${URN}-${other.name}`,
      ...other,
      props: unknownCheckingProxy(other.props),
    }));
    const resources = [{ type, urn: URN, name: "training", props }, ...more];
    call(resources as unknown as PolicyResource[], {});
  }
  return reported;
}

export const FOREVER = { lease: { enable: false } };
