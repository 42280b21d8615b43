/** Runs the policy pack in the engine and reads the violations from its events. */
import { rules } from "../../../policies/rules";
import { POLICIES, type Run, type Stack } from "../stack";

export interface Violation {
  /** The resource's logical name. */
  name: string;
  rule: string;
  level: string;
  /** Without the rule's description. */
  text: string;
}

export interface PackRun extends Run {
  /** The violations, and all output that is no event, for the message of an assertion. */
  summary: string;
  violations: Violation[];
  /** The violations of one rule at one resource. */
  of(rule: string, name: string): Violation[];
}

/** Runs `preview` or `policy analyze` with the pack. */
export async function runPack(stack: Stack, args: string[], config?: string): Promise<PackRun> {
  const pack = ["--policy-pack", POLICIES, ...(config ? ["--policy-pack-config", config] : [])];
  const run = await stack.run([...args, "--json", ...pack], {
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
  });
  const violations = run.text
    .split("\n")
    .filter((line) => line.startsWith("{") && line.includes('"policyEvent"'))
    .map((line) => JSON.parse(line).policyEvent)
    .map(({ resourceUrn, policyName, enforcementLevel, message }): Violation => {
      const description = rules.find(({ name }) => name === policyName)?.description ?? "";
      return {
        name: resourceUrn.slice(resourceUrn.lastIndexOf("::") + 2),
        rule: policyName,
        level: enforcementLevel,
        text: message.replace(description, "").trim(),
      };
    });
  const errors = run.text
    .split("\n")
    .filter((line) => !line.startsWith("{") || /"severity":"(error|info#err)"/.test(line));
  const summary = [
    ...errors, // First: after an error the engine runs no more rules.
    ...violations.map(({ level, rule, name, text }) => `${level} ${rule} ${name}: ${text}`),
  ].join("\n");
  const of = (rule: string, name: string) =>
    violations.filter((each) => each.rule === rule && each.name === name);
  return { ...run, summary, violations, of };
}

/** The violations that were reported more than once. */
export function repeated(violations: readonly Violation[]): string[] {
  const keys = violations.map((violation) => JSON.stringify(violation));
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}
