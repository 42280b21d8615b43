/**
 * A rule as a policy of the SDK. The engine calls a policy twice: with each resource's inputs before it
 * changes anything, and with the stack's outputs, which are live after a refresh. A violation that was
 * reported from the inputs is not reported again from the outputs.
 */
import type {
  Policy,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import {
  describeUse,
  exemptionsSchema,
  expiredSentence,
  isExpired,
  type ExemptionUse,
} from "../exemptions/exemption";
import { findExemption } from "../exemptions/find-exemption";
import { kindOf } from "../rule-lib/resource-properties";
import { isUnknownValueError, untilUnknown } from "../rule-lib/unknown-value";
import { evaluateResource, evaluateStack, isApplicable, type EvaluatedResource } from "./evaluate";
import { sentence, type Rule } from "./rule";
import type { RunRecord } from "./run-record";
import { settingsReader, type ReadSettings, type RuleConfig } from "./settings";
import { resourcesOf } from "./stack-resources";

export type BothPolicies = ResourceValidationPolicy & StackValidationPolicy;

/** Marks a resource for which the SDK reported that a value is unknown. */
const UNKNOWN = Symbol("unknown");

/** @param now returns milliseconds since 1970 (UTC); called at each evaluation. */
export function policyOf(
  rule: Rule,
  record: RunRecord,
  now: () => number = Date.now,
): BothPolicies {
  if (rule.classifyExemptions) return exemptionReportPolicy(rule, record, now);
  const { name } = rule;
  /** By URN, the messages that the evaluation of the inputs reported in this run. */
  const reportedFromInputs = new Map<string, Set<string | typeof UNKNOWN>>();
  const readSettings = settingsReader(rule);
  const read = (config: RuleConfig) => ({ ...readSettings(config), now: now() });

  return {
    ...metadataOf(rule),

    validateResource({ type, urn, name: resourceName, props, getConfig }, report) {
      const kind = kindOf(type);
      if (kind === undefined) return;
      reportedFromInputs.delete(urn);
      record.forgetUses(name, urn);
      record.recordDeclaration(urn, props);
      const resource: EvaluatedResource = {
        kind,
        name: resourceName,
        urn,
        props,
        source: "declared",
      };
      if (!isApplicable(rule, resource)) return;
      const { settings, exemptions, now } = read(getConfig());
      const reported = new Set<string | typeof UNKNOWN>();
      try {
        for (const finding of evaluateResource(rule, resource, settings, now)) {
          const message = sentence(rule, finding);
          if (finding.isUndeclared || reported.has(message)) continue;
          reportedFromInputs.set(urn, reported.add(message));
          record.reportUnlessExempted({ rule: name, message, resource, exemptions, now }, report);
        }
      } catch (error) {
        if (isUnknownValueError(error)) reportedFromInputs.set(urn, reported.add(UNKNOWN));
        throw error; // The SDK reports that the rule could not run in the preview.
      }
    },

    validateStack({ resources: stack, getConfig }, report) {
      const config = read(getConfig());
      const { settings, exemptions, now } = config;
      record.recordConfigured(name, exemptions);
      const resources = resourcesOf(stack, record);
      const reportOnce = (resource: EvaluatedResource, message: string) => {
        if (reportedFromInputs.get(resource.urn)?.has(message)) return;
        record.reportUnlessExempted({ rule: name, message, resource, exemptions, now }, report);
      };
      let unknown: Error | undefined;
      for (const resource of resources) {
        try {
          for (const finding of evaluateResource(rule, resource, settings, now)) {
            reportOnce(resource, sentence(rule, finding));
          }
        } catch (error) {
          // An unknown value in one resource must not prevent the evaluation of the others.
          if (!isUnknownValueError(error)) throw error;
          if (!reportedFromInputs.get(resource.urn)?.has(UNKNOWN)) unknown ??= error;
        }
      }
      unknown ??= reportStackFindings(rule, resources, config, record, reportOnce, report);
      if (unknown !== undefined) throw unknown;
    },

    ...(rule.remediate && {
      remediateResource({ type, urn, name: resourceName, props, getConfig }) {
        if (kindOf(type) !== "notebook") return undefined;
        const { settings, exemptions, now } = read(getConfig());
        const resource = { name: resourceName, urn, props };
        if (typeof findExemption(name, resource, exemptions, now) === "object") return undefined;
        try {
          // The same object, not a copy: the inputs also hold the provider's code.
          return rule.remediate?.(props, settings) === true ? props : undefined;
        } catch (error) {
          // `validateResource` reports the unknown value.
          if (!isUnknownValueError(error)) throw error;
          return undefined;
        }
      },
    }),
  };
}

/**
 * Reports what the rule finds by comparing notebooks. A rule that counts notebooks runs a second time
 * without the exempted ones.
 *
 * @returns the UnknownValueError, if the rule read an unknown value.
 */
function reportStackFindings(
  rule: Rule,
  resources: readonly EvaluatedResource[],
  { settings, exemptions, now }: ReadSettings & { now: number },
  record: RunRecord,
  reportOnce: (resource: EvaluatedResource, message: string) => void,
  report: ReportViolation,
): Error | undefined {
  const exempted = new Set<EvaluatedResource>();
  const expired = new Set<string>();
  for (const finding of untilUnknown(evaluateStack(rule, resources, settings))) {
    const message = sentence(rule, finding);
    if (finding.notebook) reportOnce(finding.notebook, message);
    for (const resource of finding.counted ?? []) {
      const exemption = findExemption(rule.name, resource, exemptions, now);
      if (typeof exemption !== "object") continue;
      record.recordUse(exemption, resource, message);
      if (!isExpired(exemption, now)) exempted.add(resource);
      else expired.add(expiredSentence(exemption, `${resource.name}'s`));
    }
  }
  const counted = resources.filter((resource) => !exempted.has(resource));
  const findings = untilUnknown(evaluateStack(rule, counted, settings));
  let next = findings.next();
  for (; next.done !== true; next = findings.next()) {
    if (!next.value.notebook) report([sentence(rule, next.value), ...expired].join(" "));
  }
  return next.value;
}

/** The policy of `report-exemptions`: it evaluates no resource and reports what became of exemptions. */
function exemptionReportPolicy(rule: Rule, record: RunRecord, now: () => number): BothPolicies {
  const readSettings = settingsReader(rule);
  const reportUses = (uses: ExemptionUse[], config: RuleConfig, report: ReportViolation) => {
    const { settings } = readSettings(config);
    for (const { use, kind } of rule.classifyExemptions?.(uses, settings, now()) ?? []) {
      report(describeUse(use, kind), use.used?.urn);
    }
  };
  return {
    ...metadataOf(rule),
    validateResource({ type, urn, getConfig }, report) {
      if (kindOf(type) !== undefined) reportUses(record.takeUsesAt(urn), getConfig(), report);
    },
    validateStack({ resources, getConfig }, report) {
      reportUses(record.takeAllUses(resourcesOf(resources, record)), getConfig(), report);
    },
  };
}

/** What the engine knows about a policy. */
function metadataOf(rule: Rule): Policy {
  const [framework] = rule.frameworks;
  const properties = rule.classifyExemptions
    ? rule.settings.properties
    : { ...rule.settings.properties, exemptions: exemptionsSchema };
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    ...(framework && { framework }),
    configSchema: { ...rule.settings, properties },
    remediationSteps: rule.remedy,
  };
}
