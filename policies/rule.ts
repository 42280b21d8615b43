/** What a rule is: data, the sentences that a user may see among it, and one pure decision. */
import type { EnforcementLevel, PolicyConfigSchema, Severity } from "@pulumi/policy";
import type * as pulumi from "@pulumi/pulumi";
import type { NotebookArgs, NotebookOutputs } from "pulumi-modelarts";

/** What rules look at: the properties that declarations and live notebooks have in common. */
export type Notebook = {
  [Key in keyof NotebookArgs & keyof NotebookOutputs]?: pulumi.Unwrap<NotebookOutputs[Key]>;
} & {
  /** Of a live notebook. */
  id?: string;
};

/** How a rule comes to see a notebook. */
export interface Sight {
  /** `declared`: inputs of a program. `live`: what the API answered. */
  seen: "declared" | "live";
  /** The logical names of the stack's other live notebooks, by id; those that come before this one. */
  before: ReadonlyMap<string, string>;
}

export interface Finding {
  /** Which of the rule's messages. */
  message: string;
  /** The property at fault, under the same name in a declaration and in a live notebook. */
  property: string;
  /** The value found, and whatever else the message has placeholders for. */
  data?: Readonly<Record<string, string | number>>;
  /** Nothing was declared at all: of a notebook that exists, what it has decides. */
  isUndeclared?: boolean;
}

// A list of rules holds rules with settings of any kind; the engine checks them against the schema.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Rule<Settings extends object = any> {
  /** "require-…", "disallow-…" or "limit-…". */
  name: string;
  description: string;
  level: EnforcementLevel;
  severity: Severity;
  /** How the user sets the rule, with safe defaults. */
  settings: PolicyConfigSchema;
  /** Sentences with `{placeholders}`: the property, the value found and the remedy. */
  messages: Readonly<Record<string, string>>;
  remedy: string;
  /** Yields what it finds; a value that is not known yet ends it, but not what it found before. */
  judge(notebook: Notebook, settings: Settings, sight: Sight): Iterable<Finding>;
}

export function sentence(rule: Rule, finding: Finding): string {
  const data: Record<string, unknown> = { ...finding.data, property: finding.property };
  const template = rule.messages[finding.message] ?? finding.message;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name]));
}
