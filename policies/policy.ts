/**
 * A rule as the SDK wants it. It is asked twice: about each resource's inputs before anything is done,
 * and about the stack's outputs, live ones after a refresh. What was reported from the inputs is not
 * reported again from the outputs.
 */
import type {
  PolicyResource,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { NOTEBOOK_TYPE, PLUGIN_TYPE, REFERENCE_TYPE } from "pulumi-modelarts/type-tokens";
import { sentence, type Rule } from "./rule";
import { UnknownValueError } from "./unknown-value";

export function policyOf(rule: Rule): ResourceValidationPolicy & StackValidationPolicy {
  /** What was said of each resource's inputs in this run. */
  const said = new Map<string, Set<string | typeof UnknownValueError>>();
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    configSchema: rule.settings,
    remediationSteps: rule.remedy,

    validateResource({ type, urn, props, getConfig }, report) {
      if (!isNotebook(type)) return;
      const mine = new Set<string | typeof UnknownValueError>();
      said.set(urn, mine);
      try {
        for (const finding of rule.judge(props, getConfig(), {
          seen: "declared",
          before: new Map(),
        })) {
          if (finding.isUndeclared) continue; // The outputs tell what it has.
          mine.add(sentence(rule, finding));
          report(sentence(rule, finding));
        }
      } catch (error) {
        if (error instanceof UnknownValueError) mine.add(UnknownValueError);
        throw error; // The SDK says that the rule could not run in the preview.
      }
    },

    validateStack({ resources, getConfig }, report) {
      let unknown: Error | undefined;
      const before = new Map<string, string>();
      for (const { urn, name, type, props } of resources.filter(isSubject)) {
        const mine = said.get(urn);
        try {
          // What is about to be created or updated has the inputs as outputs, and no status.
          const seen = props["status"] === undefined ? "declared" : "live";
          for (const finding of rule.judge(props, getConfig(), { seen, before })) {
            const text = sentence(rule, finding);
            if (!mine?.has(text)) report(text, urn);
          }
          if (seen === "live" && isNotebook(type)) before.set(String(props["id"]), name);
        } catch (error) {
          // One notebook that is not known yet must not keep the rule from judging the others.
          if (!(error instanceof UnknownValueError)) throw error;
          if (!mine?.has(UnknownValueError)) unknown = error;
        }
      }
      if (unknown !== undefined) throw unknown;
    },
  };
}

/** The same rules for both of the type's fronts. */
function isNotebook(type: string): boolean {
  return type === NOTEBOOK_TYPE || type === PLUGIN_TYPE;
}

/** Where the engine shows a notebook that is only read, it is judged itself; elsewhere its component is. */
function isSubject({ type, parent }: PolicyResource): boolean {
  const isShown = parent !== undefined && isNotebook(parent.type);
  return isNotebook(type) || (type === REFERENCE_TYPE && !isShown);
}
