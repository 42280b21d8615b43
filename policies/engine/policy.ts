/**
 * A rule as the SDK wants it. It is asked twice: about each resource's inputs before anything is done,
 * and about the stack's outputs, live ones after a refresh. What was reported from the inputs is not
 * reported again from the outputs.
 */
import type {
  Policy,
  PolicyResource,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import {
  configuredExemptions,
  describeUse,
  ended,
  exemptionsSchema,
  isOver,
  type ExemptionUse,
} from "../exemptions/exemption";
import { judgeStack, judgeSubject, type Subject } from "./evaluate";
import { exemptionOf, type Ledger } from "./run-record";
import { defaultSettings, sentence, type Properties, type Rule, type Seen } from "./rule";
import { settingsProblems } from "./settings";
import { kindOf, referencedKindOf } from "../rule-lib/resource-properties";
import { isUnknownValueError, knownOr, untilUnknown } from "./unknown-value";

export type BothPolicies = ResourceValidationPolicy & StackValidationPolicy;

/** Stands among what was said of a resource for what the SDK says: that a value is not known yet. */
const UNKNOWN = Symbol("unknown");

/** @param now milliseconds since 1970, asked whenever the rule is. */
export function policyOf(rule: Rule, ledger: Ledger, now: () => number = Date.now): BothPolicies {
  if (rule.judgeExemptions) return reportingPolicy(rule, ledger, now);
  const { name } = rule;
  /** What was said of each resource's inputs in this run. */
  const said = new Map<string, Set<string | typeof UNKNOWN>>();
  const settingsOf = settingsReader(rule);
  const read = (config: Config) => ({ ...settingsOf(config), now: now() });

  /** What is found by comparing: at one resource, or of all, of which exempted ones are not counted. */
  const judgeWhole = (
    subjects: readonly Subject[],
    { settings, exemptions, now }: ReturnType<typeof read>,
    say: (subject: Subject, text: string) => void,
    report: ReportViolation,
  ): Error | undefined => {
    const uncounted = new Set<Subject>();
    const over: string[] = [];
    for (const finding of untilUnknown(judgeStack(rule, subjects, settings))) {
      const text = sentence(rule, finding);
      if (finding.at) say(finding.at, text);
      for (const subject of finding.among ?? []) {
        const exemption = exemptionOf(name, subject, exemptions, now);
        if (typeof exemption !== "object") continue;
        ledger.use(exemption, subject, text);
        if (isOver(exemption, now)) over.push(ended(exemption, `${subject.name}'s`));
        else uncounted.add(subject);
      }
    }
    const counted = subjects.filter((subject) => !uncounted.has(subject));
    const findings = untilUnknown(judgeStack(rule, counted, settings));
    let next = findings.next();
    for (; next.done !== true; next = findings.next()) {
      if (!next.value.at) report([sentence(rule, next.value), ...new Set(over)].join(" "));
    }
    return next.value;
  };

  return {
    ...dataOf(rule),

    validateResource({ type, urn, name: resource, props, getConfig }, report) {
      const kind = kindOf(type);
      if (kind === undefined) return;
      said.delete(urn);
      ledger.forget(name, urn);
      ledger.declare(urn, props);
      if (rule.judges[kind]?.includes("declared") !== true) return;
      const mine = new Set<string | typeof UNKNOWN>();
      const given = read(getConfig());
      const subject: Subject = { kind, name: resource, urn, props, seen: "declared" };
      const say = (text: string) => {
        if (mine.has(text)) return;
        said.set(urn, mine.add(text));
        ledger.weigh({ rule: name, text, subject, ...given, report });
      };
      try {
        for (const finding of judgeSubject(rule, subject, given.settings, given.now)) {
          if (!finding.isUndeclared) say(sentence(rule, finding)); // Else the outputs tell what it has.
        }
      } catch (error) {
        if (isUnknownValueError(error)) said.set(urn, mine.add(UNKNOWN));
        throw error; // The SDK says that the rule could not run in the preview.
      }
    },

    validateStack({ resources, getConfig }, report) {
      const given = read(getConfig());
      ledger.offer(name, given.exemptions);
      const subjects = subjectsOf(resources, ledger);
      const say = (subject: Subject, text: string) => {
        if (said.get(subject.urn)?.has(text)) return;
        ledger.weigh({ rule: name, text, subject, ...given, report });
      };
      let unknown: Error | undefined;
      for (const subject of subjects) {
        if (rule.judges[subject.kind]?.includes(subject.seen) !== true) continue;
        try {
          for (const finding of judgeSubject(rule, subject, given.settings, given.now)) {
            say(subject, sentence(rule, finding));
          }
        } catch (error) {
          // One resource that is not known yet must not keep the rule from judging the others.
          if (!isUnknownValueError(error)) throw error;
          if (!said.get(subject.urn)?.has(UNKNOWN)) unknown ??= error;
        }
      }
      unknown ??= judgeWhole(subjects, given, say, report);
      if (unknown !== undefined) throw unknown;
    },

    ...(rule.remediate && {
      remediateResource({ type, urn, name: resource, props, getConfig }) {
        if (kindOf(type) !== "notebook") return undefined;
        const { settings, exemptions, now } = read(getConfig());
        const place = { name: resource, urn, props };
        if (typeof exemptionOf(name, place, exemptions, now) === "object") return undefined;
        try {
          // What was given, changed, and not a copy: it also holds the provider's code.
          return rule.remediate?.(props, settings) === true ? props : undefined;
        } catch (error) {
          // Nothing is mended that is not known yet, which is said by the validation.
          if (!isUnknownValueError(error)) throw error;
          return undefined;
        }
      },
    }),
  };
}

/** `report-exemptions` judges no resource, but what became of the exemptions from the other rules. */
function reportingPolicy(rule: Rule, ledger: Ledger, now: () => number): BothPolicies {
  const settingsOf = settingsReader(rule);
  const tell = (uses: ExemptionUse[], config: Config, report: ReportViolation) => {
    const { settings } = settingsOf(config);
    for (const { use, kind } of rule.judgeExemptions?.(uses, settings, now()) ?? []) {
      report(describeUse(use, kind), use.used?.urn);
    }
  };
  return {
    ...dataOf(rule),
    validateResource({ type, urn, getConfig }, report) {
      if (kindOf(type) !== undefined) tell(ledger.tellOf(urn), getConfig(), report);
    },
    validateStack({ resources, getConfig }, report) {
      tell(ledger.tellAll(subjectsOf(resources, ledger)), getConfig(), report);
    },
  };
}

/**
 * Reads what the user gives, anew only where it is something else: the SDK hands on another object with
 * the same values each time.
 *
 * @throws Error naming everything that is wrong.
 */
function settingsReader(rule: Rule) {
  const defaults = defaultSettings(rule);
  const parse = (config: Config) => {
    const problems = settingsProblems(rule, config);
    if (problems.length > 0) {
      throw new Error(`The settings of ${rule.name} can't be used: ${problems.join("; ")}.`);
    }
    const exemptions = configuredExemptions(rule.name, config["exemptions"]);
    return { settings: { ...defaults, ...config }, exemptions };
  };
  let last: { config: Config; read: ReturnType<typeof parse> } | undefined;
  return (config: Config) => {
    if (last === undefined || !hasSameValues(config, last.config)) {
      last = { config, read: parse(config) };
    }
    return last.read;
  };
}

type Config = Readonly<Record<string, unknown>>;

function hasSameValues(one: Config, other: Config): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

function dataOf(rule: Rule): Policy {
  const [framework] = rule.frameworks;
  const properties = rule.judgeExemptions
    ? rule.settings.properties
    : { ...rule.settings.properties, exemptions: exemptionsSchema };
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    ...(framework && { framework }),
    configSchema: { ...rule.settings, properties },
    remediationSteps: rule.remedy,
  };
}

/**
 * What there is to judge, each thing once: what the stack manages, under each name that it has there, and
 * what is referred to beside that, under the first one.
 */
function subjectsOf(resources: readonly PolicyResource[], ledger: Ledger): Subject[] {
  const subjects = everySubject(resources, ledger);
  const isReference = ({ seen }: Subject) => seen === "referenced";
  const judged = new Set(subjects.filter((each) => !isReference(each)).map(identity));
  return subjects.filter((subject) => {
    const own = identity(subject);
    if (!isReference(subject) || own === undefined) return true;
    if (judged.has(own)) return false;
    judged.add(own);
    return true;
  });
}

/** A program may write the id of what it refers to in either case. */
const identity = ({ kind, id }: Subject) => (id ? `${kind} ${id.toLowerCase()}` : undefined);

function everySubject(resources: readonly PolicyResource[], ledger: Ledger): Subject[] {
  // Where the engine shows a resource that is only read, it is judged itself; elsewhere its component.
  const read = new Set<string>();
  for (const { type, parent } of resources) {
    if (referencedKindOf(type) !== undefined && parent !== undefined) read.add(parent.urn);
  }
  return resources.flatMap(({ type, urn, name, props, parent }): Subject[] => {
    const referenced = referencedKindOf(type);
    const kind = referenced ?? kindOf(type);
    if (kind === undefined || (referenced && parent && kindOf(parent.type))) return [];
    const declared = ledger.declared(urn);
    const seen = referenced || read.has(urn) ? "referenced" : seenIn(props);
    // The plugin's outputs are not known before it has acted, whatever is declared.
    const judged = seen === "declared" ? (declared ?? props) : props;
    const id = knownOr(undefined, () => (props as Properties).id);
    const known = { ...(id !== undefined && { id }), ...(declared && { declared }) };
    return [{ kind, name, urn, props: judged, seen, ...known }];
  });
}

/**
 * What is about to be created or updated has no status yet, or one of before; and then the inputs as
 * outputs, or outputs that are not known, such as the time of the update.
 */
function seenIn(props: Properties): Seen {
  const [status] = knownOr<unknown[]>([], () => [props.status, props.updateAt]);
  return typeof status === "string" ? "live" : "declared";
}
