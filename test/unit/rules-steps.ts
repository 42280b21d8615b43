/** How a rule's examples are run: the same for every rule, since they are data. */
import { unknownCheckingProxy } from "./unknown";
import { judgeStack, judgeSubject, type Subject } from "../../policies/judge";
import { defaultSettings, type Example, type Properties, type Rule } from "../../policies/rule";
import type { Finding } from "../../policies/rule";

export const NOW = Date.UTC(2027, 0, 1);

type AnyExample = Example<object>;

export function settingsOf(rule: Rule, example: AnyExample): Record<string, unknown> {
  return { ...defaultSettings(rule), ...rule.examples.settings, ...example.settings };
}

/** Properties as the SDK hands them over. */
export function propertiesOf(form: AnyExample["live"], now = NOW): Properties {
  const plain = typeof form === "function" ? form(now) : (form ?? {});
  return unknownCheckingProxy(plain);
}

/** What the rule finds, each time that it can see the example: as declared, live and referenced. */
export function runExample(rule: Rule, example: AnyExample): Finding[][] {
  const settings = settingsOf(rule, example);
  const kind = example.kind ?? "notebook";
  const subject = (seen: Subject["seen"], form: AnyExample["live"], name = "it"): Subject => ({
    kind,
    name,
    urn: `urn:pulumi:test::test::type::${name}`,
    props: propertiesOf(form),
    seen,
    ...(example.declared && { declared: propertiesOf(example.declared) }),
  });
  if (example.stack) {
    const members = example.stack.map((form, index) =>
      subject(form.status === undefined ? "declared" : "live", form, `it-${index}`),
    );
    return [[...judgeStack(rule, members, settings)]];
  }
  const form = example.live ?? example.declared;
  const sights = example.live ? (["live", "referenced"] as const) : (["declared"] as const);
  return sights
    .filter((seen) => rule.judges[kind]?.includes(seen))
    .map((seen) => [...judgeSubject(rule, subject(seen, form), settings, NOW)]);
}
