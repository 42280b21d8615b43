/** How a rule's examples are run: the same for every rule, since they are data. */
import { unknownCheckingProxy } from "./unknown-proxy";
import { evaluateStack, evaluateResource, type EvaluatedResource } from "../../../policies/engine/evaluate";
import {
  defaultSettings,
  type Example,
  type Properties,
  type Rule,
} from "../../../policies/engine/rule";
import { knownOr } from "../../../policies/rule-lib/unknown-value";
import type { Finding } from "../../../policies/engine/rule";

export const NOW = Date.UTC(2027, 0, 1);

/** The first word stands in the description, too. */
export const RULE_NAME = /^(require|disallow|limit|report)(-[a-z0-9]+)+$/;

type AnyExample = Example<object>;

export function settingsOf(rule: Rule, example: AnyExample): Record<string, unknown> {
  return { ...defaultSettings(rule), ...rule.examples.settings, ...example.settings };
}

/** Properties as the SDK hands them over. */
export function propertiesOf(form: AnyExample["live"], now = NOW): Properties {
  const plain = typeof form === "function" ? form(now) : (form ?? {});
  return unknownCheckingProxy(plain);
}

/** The example, each time that the rule can see it: as declared, live and referenced. */
export function resourcesOf(rule: Rule, example: AnyExample): EvaluatedResource[] {
  const { kind = "notebook", live, declared } = example;
  const sights = live ? (["live", "referenced"] as const) : (["declared"] as const);
  return sights
    .filter((source) => rule.appliesTo[kind]?.includes(source))
    .map((source) => subject(example, source, live ?? declared));
}

function subject(
  { kind = "notebook", declared }: AnyExample,
  source: EvaluatedResource["source"],
  form: AnyExample["live"],
  name = "it",
): EvaluatedResource {
  const props = propertiesOf(form);
  const id = knownOr(undefined, () => props.id);
  return {
    kind,
    name,
    ...(id !== undefined && { id }),
    urn: `urn:pulumi:test::test::type::${name}`,
    props,
    source,
    ...(declared && { declared: propertiesOf(declared) }),
  };
}

/** What the rule finds, each time that it can see the example; asked when it is read. */
export function evaluationsOf(rule: Rule, example: AnyExample): Iterable<Finding>[] {
  const settings = settingsOf(rule, example);
  if (example.stack) {
    const members = example.stack.map((form, index) =>
      subject(example, typeof form.status === "string" ? "live" : "declared", form, `it-${index}`),
    );
    return [asked(() => evaluateStack(rule, members, settings))];
  }
  return resourcesOf(rule, example).map((each) =>
    asked(() => evaluateResource(rule, each, settings, NOW)),
  );
}

function* asked(judge: () => Iterable<Finding>): Generator<Finding> {
  yield* judge();
}

/** What the rule finds, each time that it can see the example. */
export function runExample(rule: Rule, example: AnyExample): Finding[][] {
  return evaluationsOf(rule, example).map((findings) => [...findings]);
}
