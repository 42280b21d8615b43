/** Runs a rule on its examples. */
import {
  evaluateResource,
  evaluateStack,
  type EvaluatedResource,
} from "../../../policies/engine/evaluate";
import {
  defaultSettings,
  type Example,
  type Finding,
  type Properties,
  type Rule,
} from "../../../policies/engine/rule";
import { knownOr } from "../../../policies/rule-lib/unknown-value";
import { unknownCheckingProxy } from "./unknown-proxy";

export const NOW = Date.UTC(2027, 0, 1);

/** The first word of a rule's name is also the first word of its description. */
export const RULE_NAME = /^(require|disallow|limit|report)(-[a-z0-9]+)+$/;

type AnyExample = Example<object>;

function settingsOf(rule: Rule, example: AnyExample): Record<string, unknown> {
  return { ...defaultSettings(rule), ...rule.examples.settings, ...example.settings };
}

/** Properties as the SDK passes them to a policy. */
function propertiesOf(form: AnyExample["live"]): Properties {
  const plain = typeof form === "function" ? form(NOW) : (form ?? {});
  return unknownCheckingProxy(plain);
}

/** The example once for each source of properties to which the rule applies. */
function resourcesOf(rule: Rule, example: AnyExample): EvaluatedResource[] {
  const { kind = "notebook", live, declared } = example;
  const sources = live ? (["live", "referenced"] as const) : (["declared"] as const);
  return sources
    .filter((source) => rule.appliesTo[kind]?.includes(source))
    .map((source) => resourceOf(example, source, live ?? declared));
}

function resourceOf(
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

/** Lazy findings, once for each source of properties to which the rule applies. */
export function evaluationsOf(rule: Rule, example: AnyExample): Iterable<Finding>[] {
  const settings = settingsOf(rule, example);
  if (example.stack) {
    const resources = example.stack.map((form, index) =>
      resourceOf(
        example,
        typeof form.status === "string" ? "live" : "declared",
        form,
        `it-${index}`,
      ),
    );
    return [lazily(() => evaluateStack(rule, resources, settings))];
  }
  return resourcesOf(rule, example).map((resource) =>
    lazily(() => evaluateResource(rule, resource, settings, NOW)),
  );
}

function* lazily(evaluate: () => Iterable<Finding>): Generator<Finding> {
  yield* evaluate();
}

/** The findings, once for each source of properties to which the rule applies. */
export function runExample(rule: Rule, example: AnyExample): Finding[][] {
  return evaluationsOf(rule, example).map((findings) => [...findings]);
}
