/** Evaluates one rule without an engine: settings, time and resources in, findings out. */
import type { Finding, Properties, PropertySource, Rule, StackFinding } from "./rule";
import type { ResourceKind } from "../rule-lib/resource-properties";

/** A resource as rules see it. */
export interface EvaluatedResource {
  kind: ResourceKind;
  /** Its logical name. */
  name: string;
  urn: string;
  /** Undefined if a preview does not know it yet. */
  id?: string;
  props: Properties;
  source: PropertySource;
  /** The declared inputs of a live resource; undefined if the engine did not show them in this run. */
  declared?: Properties;
}

/** True if the rule can check this kind of resource with properties from this source. */
export function isApplicable(
  rule: Rule,
  { kind, source }: Pick<EvaluatedResource, "kind" | "source">,
): boolean {
  return rule.appliesTo[kind]?.includes(source) === true;
}

/**
 * The findings of one rule in one resource; none if the rule is not applicable.
 *
 * @param now milliseconds since 1970 (UTC).
 */
export function evaluateResource(
  rule: Rule,
  resource: EvaluatedResource,
  settings: object,
  now: number,
): Iterable<Finding> {
  if (!isApplicable(rule, resource)) return [];
  const { kind, props, source, declared } = resource;
  const context = { source, now, ...(declared && { declared }) };
  if (kind === "storage") return rule.checkStorage?.(props, settings, context) ?? [];
  if (kind === "image") return rule.checkImage?.(props, settings, context) ?? [];
  return rule.checkNotebook?.(props, settings, context) ?? [];
}

/** The findings of one rule that compares all notebooks. */
export function evaluateStack(
  rule: Rule,
  resources: readonly EvaluatedResource[],
  settings: object,
): Iterable<StackFinding<EvaluatedResource>> {
  const notebooks = resources.filter(
    (resource) => resource.kind === "notebook" && isApplicable(rule, resource),
  );
  return rule.checkStack?.(notebooks, settings) ?? [];
}
