/**
 * What a rule is: data, the sentences that a user may see among it, and pure decisions. Documentation,
 * presets and tests are made from it, so that each fact about a rule stands in its file alone.
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

/**
 * How a rule comes to see a resource. `declared`: the inputs of a program. `live`: what the API answered
 * of a resource that the stack holds. `referenced`: the same of one that the program only refers to.
 */
export type Seen = "declared" | "live" | "referenced";

export type PresetName = "strict" | "cost";

export interface Sight {
  seen: Seen;
  /** Milliseconds since 1970. */
  now: number;
  /** What the program declares of a live resource, where the engine showed it before. */
  declared?: Notebook;
}

export interface Finding {
  /** Which of the rule's messages. */
  message: string;
  /** The property at fault, under the same name in a declaration and in a live resource. */
  property: string;
  /** The value found, and whatever else the message has placeholders for. Never a secret. */
  data?: Readonly<Record<string, string | number | undefined>>;
  /** Nothing was declared at all: of a resource that exists, what it has decides. */
  isUndeclared?: boolean;
}

/** One notebook among all that a stack has. */
export interface StackMember {
  /** Its logical name. */
  name: string;
  /** Undefined where it is not known yet; known of some that are about to be changed, too. */
  id?: string;
  seen: Seen;
  props: Notebook;
}

/** What a rule finds by comparing all notebooks of a stack: at one of them, or at the stack as a whole. */
export interface StackFinding<Member = StackMember> extends Finding {
  at?: Member;
  /** Those that it counts, where it is about all of them: one that is exempted is not counted. */
  among?: readonly Member[];
}

/**
 * A resource that breaks a rule, or passes it. Each one is run by the tests and shown in the docs; dates
 * are reckoned from `now`, in milliseconds.
 */
export interface Example<Settings extends object> {
  /** What is special about it, as in "an SSH endpoint without a whitelist". */
  given: string;
  /** What kind of resource it is; a notebook by default. */
  kind?: ResourceKind;
  /** What a program declares. */
  declared?: Properties | ((now: number) => Properties);
  /** What the API answers. */
  live?: Properties | ((now: number) => Properties);
  /** All notebooks of a stack, for a rule that compares them. */
  stack?: readonly Properties[];
  /** Where they are not those of all examples. */
  settings?: Partial<Settings>;
  /** The messages that it leads to, in their order; none where it passes. */
  messages?: readonly string[];
}

export type Properties = Notebook & Storage & Image;

export interface Examples<Settings extends object> {
  /** The rule's settings in all of them, where they are not its defaults. */
  settings?: Partial<Settings>;
  breaks: readonly Example<Settings>[];
  passes: readonly Example<Settings>[];
}

// A list of rules holds rules with settings of any kind; the engine checks them against the schema.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Rule<Settings extends object = any> {
  /** "require-…", "disallow-…" or "limit-…". */
  name: string;
  /** "Require …", "Disallow …" or "Limit …". */
  description: string;
  /** What goes wrong without it. */
  why: string;
  /** What it is by default: mandatory only where that is right for everyone. */
  level: EnforcementLevel;
  severity: Severity;
  /** The controls that it serves; the engine is told the first one. */
  frameworks: readonly PolicyComplianceFramework[];
  /** What it can judge of which kind of resource, and when. */
  judges: Readonly<Partial<Record<ResourceKind, readonly Seen[]>>>;
  /** How the user sets the rule, with safe defaults. */
  settings: PolicyConfigSchema;
  /**
   * What is wrong with settings that fit the schema, all of it, each as `setting: what is wrong`.
   * A rule is not asked anything else while there is something.
   */
  checkSettings?(settings: Settings): string[];
  /** It finds nothing until one of these settings is given. */
  needs?: readonly (keyof Settings & string)[];
  /** Level and settings where a preset has others than the default. */
  presets?: Partial<
    Record<PresetName, { enforcementLevel?: EnforcementLevel } & Partial<Settings>>
  >;
  /** Sentences with `{placeholders}`: the property, the value found and the remedy. */
  messages: Readonly<Record<string, string>>;
  /** What to do about a violation. */
  remedy: string;
  /** Where the rule does more harm than good. */
  whenNot: string;
  examples: Examples<Settings>;

  /** Yields what it finds; a value that is not known yet ends it, but not what it found before. */
  judge?(notebook: Notebook, settings: Settings, sight: Sight): Iterable<Finding>;
  judgeStorage?(storage: Storage, settings: Settings, sight: Sight): Iterable<Finding>;
  judgeImage?(image: Image, settings: Settings, sight: Sight): Iterable<Finding>;
  judgeStack?<Member extends StackMember>(
    members: readonly Member[],
    settings: Settings,
  ): Iterable<StackFinding<Member>>;
  /** What there is to say of exemptions; only `report-exemptions` does. */
  judgeExemptions?(
    uses: readonly ExemptionUse[],
    settings: Settings,
    now: number,
  ): Iterable<{ use: ExemptionUse; kind: ExemptionKind }>;

  /**
   * Mends declared inputs where the right value is certain, by changing them; run only at level
   * `remediate`. Never allows more than was declared.
   *
   * @returns whether it changed anything.
   */
  remediate?(notebook: Notebook, settings: Settings): boolean;
  /** What it mends, as a sentence; there if `remediate` is. */
  remediation?: string;
}

/** A value that looks like a secret, in a tag for instance, is not shown by any rule. */
export function sentence(rule: Pick<Rule, "messages">, finding: Finding): string {
  const data: Record<string, unknown> = { ...finding.data, property: finding.property };
  const template = rule.messages[finding.message] ?? finding.message;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => shown(String(data[name])));
}

/** A rule's settings where the user gives none. */
export function defaultSettings(rule: Rule): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rule.settings.properties).map(([key, schema]) => [key, schema.default]),
  );
}
