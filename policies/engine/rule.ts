/**
 * The shape of a rule: data, every sentence that a user may see, examples, and pure check functions.
 * The documentation, the presets and the tests are derived from it.
 *
 * Every file in `rules/` defines one rule with `defineRule`, its properties in the order of `ruleParts`.
 */
import type {
  EnforcementLevel,
  PolicyComplianceFramework,
  PolicyConfigSchema,
  Severity,
} from "@pulumi/policy";
import { shown } from "../rule-lib/secrets";
import type { ExemptionKind } from "../exemptions/exemption-message";
import type { ExemptionUse } from "../exemptions/exemption";
import type { Image, Notebook, ResourceKind, Storage } from "../rule-lib/resource-properties";
import type { SettingSchemas, SettingsOf } from "./setting-schema";

/** The order of a rule's properties in its file. */
export const ruleParts = [
  // What the rule is.
  ...["name", "description", "why", "level", "severity", "frameworks"],
  // Which resources it checks, and how a user configures it.
  ...["appliesTo", "settings", "needs", "presets"],
  // What it tells the user.
  ...["messages", "remedy", "whenNot", "examples"],
  // What it does.
  ...["checkSettings", "checkNotebook", "checkStorage", "checkImage", "checkStack"],
  ...["classifyExemptions", "remediation", "remediate"],
] as const;

/**
 * Where the properties of a resource come from. `declared`: the inputs in the program. `live`: the API's
 * answer for a resource that the stack manages. `referenced`: the API's answer for a resource that the
 * program only reads, as with `Notebook.get`.
 */
export type PropertySource = "declared" | "live" | "referenced";

export type PresetName = "strict" | "cost";

/** The properties of any kind of resource that this pack checks. */
export type Properties = Notebook & Storage & Image;

/** What a check function may know besides the properties and the settings. */
export interface CheckContext {
  source: PropertySource;
  /** Milliseconds since 1970 (UTC). */
  now: number;
  /** The declared inputs of a live resource; undefined if the engine did not show them in this run. */
  declared?: Notebook;
}

/** One problem that a check function found in one resource. */
export interface Finding<MessageId extends string = string> {
  /** The key of one of the rule's `messages`. */
  message: MessageId;
  /** The property at fault. Its name is the same in a declaration and in a live resource. */
  property: string;
  /** Values for the placeholders of the message. Never a secret. */
  data?: Readonly<Record<string, string | number | undefined>>;
  /**
   * True if the program leaves the property out. The violation is then reported only after the API's
   * default is known, from the outputs.
   */
  isUndeclared?: boolean;
}

/** One notebook of a stack, for rules that compare notebooks. */
export interface StackNotebook {
  /** Its logical name. */
  name: string;
  /** Undefined if a preview does not know it yet. */
  id?: string;
  source: PropertySource;
  props: Notebook;
}

/** One problem that a rule found by comparing all notebooks of a stack. */
export interface StackFinding<
  Member = StackNotebook,
  MessageId extends string = string,
> extends Finding<MessageId> {
  /** The notebook at fault; undefined if the problem is one of the whole stack. */
  notebook?: Member;
  /** The notebooks that the rule counted. The engine runs the rule again without the exempted ones. */
  counted?: readonly Member[];
}

/**
 * A resource that breaks a rule or passes it. The tests run each example, and the docs show it. A function
 * gets `now`, in milliseconds since 1970 (UTC), to compute dates from it.
 */
export interface Example<Settings extends object, MessageId extends string = string> {
  /** What is special about the resource, as in "an SSH endpoint without a whitelist". */
  given: string;
  /** The kind of the resource; a notebook by default. */
  kind?: ResourceKind;
  /** The inputs in the program. */
  declared?: Properties | ((now: number) => Properties);
  /** The API's answer. */
  live?: Properties | ((now: number) => Properties);
  /** All notebooks of a stack, for a rule with `checkStack`. */
  stack?: readonly Properties[];
  /** Settings for this example only. */
  settings?: Partial<Settings>;
  /** The expected messages in their order; none if the example passes. */
  messages?: readonly MessageId[];
}

export interface Examples<Settings extends object, MessageId extends string = string> {
  /** Settings for all examples that differ from the defaults. */
  settings?: Partial<Settings>;
  breaks: readonly Example<Settings, MessageId>[];
  passes: readonly Example<Settings, MessageId>[];
}

/** The parts of a rule from which `defineRule` infers nothing. */
interface RuleBody<Settings extends object, MessageId extends string> {
  /** "require-…", "disallow-…" or "limit-…". */
  name: string;
  /** "Require …", "Disallow …" or "Limit …". */
  description: string;
  /** What goes wrong without the rule. */
  why: string;
  /** The default level; mandatory only if that is right for everyone. */
  level: EnforcementLevel;
  severity: Severity;
  /** The controls that the rule serves. The engine takes one only and gets the first. */
  frameworks: readonly PolicyComplianceFramework[];
  /** The kinds of resource that the rule checks, each with the sources of properties that it can check. */
  appliesTo: Readonly<Partial<Record<ResourceKind, readonly PropertySource[]>>>;
  /** The rule finds nothing until one of these settings is set. */
  needs?: readonly (keyof Settings & string)[];
  /** Level and settings in each preset that differ from the rule's defaults. */
  presets?: Partial<
    Record<PresetName, { enforcementLevel?: EnforcementLevel } & Partial<Settings>>
  >;
  /** How to fix a violation. */
  remedy: string;
  /** Where the rule does more harm than good. */
  whenNot: string;
  examples: Examples<Settings, MessageId>;

  /**
   * Checks settings for what a JSON schema can't express. No other function runs while there is a problem.
   *
   * @returns every problem, each as `setting: problem`.
   */
  checkSettings?(settings: Settings): string[];
  /** Yields findings. Reading a value that a preview does not know yet throws; earlier findings count. */
  checkNotebook?(
    notebook: Notebook,
    settings: Settings,
    context: CheckContext,
  ): Iterable<Finding<MessageId>>;
  checkStorage?(
    storage: Storage,
    settings: Settings,
    context: CheckContext,
  ): Iterable<Finding<MessageId>>;
  checkImage?(
    image: Image,
    settings: Settings,
    context: CheckContext,
  ): Iterable<Finding<MessageId>>;
  /** Compares all notebooks of the stack. */
  checkStack?<Member extends StackNotebook>(
    notebooks: readonly Member[],
    settings: Settings,
  ): Iterable<StackFinding<Member, MessageId>>;
  /** Says what became of each exemption of the other rules. Only `report-exemptions` has this function. */
  classifyExemptions?(
    uses: readonly ExemptionUse[],
    settings: Settings,
    now: number,
  ): Iterable<{ use: ExemptionUse; kind: ExemptionKind & MessageId }>;

  /** What `remediate` changes, as a sentence. Present if and only if `remediate` is. */
  remediation?: string;
  /**
   * Fixes declared inputs in place if the right value is certain. The engine calls it only at level
   * `remediate`. It never allows more than the program declared.
   *
   * @returns whether it changed anything.
   */
  remediate?(notebook: Notebook, settings: Settings): boolean;
}

// A list holds rules with different settings.
export interface Rule<
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  Settings extends object = any,
  MessageId extends string = string,
> extends RuleBody<Settings, MessageId> {
  /** The JSON schema of the settings. Each setting has a safe default. */
  settings: PolicyConfigSchema;
  /** Sentences by message id. Each names the property, the value that was found, and the fix. */
  messages: Readonly<Record<MessageId, string>>;
}

/**
 * A rule whose message ids and settings are typed: the ids from the keys of `messages`, the settings from
 * their JSON schema. A wrong id in a finding or in an example does not compile.
 */
export function defineRule<const Schemas extends SettingSchemas, MessageId extends string>(
  rule: RuleBody<NoInfer<SettingsOf<Schemas>>, NoInfer<MessageId>> & {
    settings: { properties: Schemas };
    messages: Readonly<Record<MessageId, string>>;
  },
): Rule<SettingsOf<Schemas>, MessageId> {
  // The SDK's type of a schema has no readonly lists.
  return rule as unknown as Rule<SettingsOf<Schemas>, MessageId>;
}

/** The message of a finding. A value that looks like a secret is replaced by "(hidden)". */
export function sentence(rule: Pick<Rule, "messages">, finding: Finding): string {
  const data: Record<string, unknown> = { ...finding.data, property: finding.property };
  const template = rule.messages[finding.message] ?? finding.message;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => shown(String(data[name])));
}

/** The settings of a rule that a user has not configured. */
export function defaultSettings(rule: Pick<Rule, "settings">): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rule.settings.properties).map(([key, schema]) => [key, schema.default]),
  );
}
