/** One rule's decision about resources, without an engine: settings, time and resources in, findings out. */
import type { Finding, Properties, Rule, Seen, StackFinding } from "./rule";
import type { ResourceKind } from "../rule-lib/resource-properties";

/** A resource that is judged. */
export interface Subject {
  kind: ResourceKind;
  /** Its logical name. */
  name: string;
  urn: string;
  /** Undefined where it is not known yet. */
  id?: string;
  props: Properties;
  seen: Seen;
  /** What the program declares of it, where the engine showed that before. */
  declared?: Properties;
}

/** Nothing, where the rule can't judge that kind of resource when it is seen so. */
export function judgeSubject(
  rule: Rule,
  { kind, props, seen, declared }: Subject,
  settings: object,
  now: number,
): Iterable<Finding> {
  if (rule.judges[kind]?.includes(seen) !== true) return [];
  const sight = { seen, now, ...(declared && { declared }) };
  if (kind === "storage") return rule.judgeStorage?.(props, settings, sight) ?? [];
  if (kind === "image") return rule.judgeImage?.(props, settings, sight) ?? [];
  return rule.judge?.(props, settings, sight) ?? [];
}

/** What a rule finds by comparing all notebooks. */
export function judgeStack(
  rule: Rule,
  subjects: readonly Subject[],
  settings: object,
): Iterable<StackFinding<Subject>> {
  const notebooks = subjects.filter(
    ({ kind, seen }) => kind === "notebook" && rule.judges.notebook?.includes(seen),
  );
  return rule.judgeStack?.(notebooks, settings) ?? [];
}
