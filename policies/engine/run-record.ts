/**
 * What the rules of one pack have to know of each other in one run: what programs declare, and which
 * exemptions were used. The engine asks rule after rule; `report-exemptions` is asked last and tells.
 */
import type { ReportViolation } from "@pulumi/policy";
import {
  ended,
  isFor,
  isOver,
  taggedExemption,
  taggedRules,
  tagProperty,
  type Exemption,
  type ExemptionUse,
} from "../exemptions/exemption";
import type { Subject } from "./evaluate";
import type { Properties } from "./rule";
import { knownOr } from "./unknown-value";

type Place = Pick<Subject, "name" | "urn" | "props">;

export interface Violation {
  rule: string;
  text: string;
  subject: Place;
  exemptions: readonly Exemption[];
  now: number;
  report: ReportViolation;
}

export class Ledger {
  private readonly declarations = new Map<string, Properties>();
  private readonly uses = new Map<string, ExemptionUse[]>();
  /** Those of each rule's settings. */
  private readonly offered = new Map<string, readonly Exemption[]>();
  private readonly told = new Set<ExemptionUse>();
  private readonly rules: ReadonlySet<string>;

  /** @param rules the names that exemptions may name, also of rules that are off or in another pack. */
  constructor(rules: Iterable<string>) {
    this.rules = new Set(rules);
  }

  declare(urn: string, props: Properties): void {
    this.declarations.set(urn, props);
  }

  declared(urn: string): Properties | undefined {
    return this.declarations.get(urn);
  }

  /** A rule begins to judge a resource's inputs anew. */
  forget(rule: string, urn: string): void {
    const uses = this.uses.get(rule);
    const rest = uses?.filter(({ used }) => used?.urn !== urn);
    if (rest) this.uses.set(rule, rest);
  }

  /** A rule begins to judge the stack. */
  offer(rule: string, exemptions: readonly Exemption[]): void {
    this.offered.set(rule, exemptions);
  }

  /** Reports a violation, or notes it where the resource is exempted. */
  weigh({ rule, text, subject, exemptions, now, report }: Violation): void {
    const { urn } = subject;
    const exemption = exemptionOf(rule, subject, exemptions, now);
    if (exemption === undefined) return report(text, urn);
    if (exemption === "malformed") return report(`${text} ${malformedTag(rule)}`, urn);
    this.use(exemption, subject, text);
    if (isOver(exemption, now)) report(`${text} ${ended(exemption)}`, urn);
  }

  /** Notes that an exemption took a violation back, or would have before it ended. */
  use(exemption: Exemption, { name, urn }: Place, message: string): void {
    const uses = this.uses.get(exemption.rule) ?? [];
    uses.push({ exemption, used: { name, urn, message } });
    this.uses.set(exemption.rule, uses);
  }

  /** The uses at one resource that were not told yet. */
  tellOf(urn: string): ExemptionUse[] {
    return this.tellUses((use) => use.used?.urn === urn);
  }

  /**
   * All uses that were not told yet, and what nobody used: of the rules' settings, and of tags.
   *
   * @param subjects all that the stack has.
   */
  tellAll(subjects: readonly Place[]): ExemptionUse[] {
    const used = new Set([...this.uses.values()].flat().map(({ exemption }) => key(exemption)));
    const configured = [...this.offered.values()].flat();
    const tagged = subjects.flatMap((subject) => [...this.taggedAt(subject)]);
    const unused = new Map(
      [...configured, ...tagged]
        .filter((exemption) => !used.has(key(exemption)))
        .map((exemption) => {
          const isOfNoRule = !this.rules.has(exemption.rule);
          return [key(exemption), { exemption, ...(isOfNoRule && { isOfNoRule }) }];
        }),
    );
    return [...this.tellUses(() => true), ...unused.values()];
  }

  private tellUses(isWanted: (use: ExemptionUse) => boolean): ExemptionUse[] {
    const fresh = [...this.uses.values()]
      .flat()
      .filter((use) => !this.told.has(use) && isWanted(use));
    for (const use of fresh) this.told.add(use);
    return fresh;
  }

  private *taggedAt({ props, name }: Place): Generator<Exemption> {
    for (const rule of knownOr([], () => taggedRules(props))) {
      // A rule that is off would not have used it.
      if (this.rules.has(rule) && !this.offered.has(rule)) continue;
      const tagged = taggedExemption(rule, props, name);
      if (typeof tagged === "object") yield tagged;
    }
  }
}

/**
 * The exemption that counts for a resource: one that holds, before one that is over. A tag that can't be
 * read exempts from nothing.
 */
export function exemptionOf(
  rule: string,
  { props, name, urn }: Place,
  configured: readonly Exemption[],
  now: number,
): Exemption | "malformed" | undefined {
  const tagged = knownOr(undefined, () => taggedExemption(rule, props, name));
  const all = configured.filter((exemption) => isFor(exemption, name, urn));
  if (typeof tagged === "object") all.unshift(tagged);
  const holding = all.find((exemption) => !isOver(exemption, now));
  return holding ?? (tagged === "malformed" ? tagged : all[0]);
}

const malformedTag = (rule: string) =>
  `${tagProperty(rule)} exempts from nothing: ` +
  "write it as YYYY-MM-DD: reason, with the last day on which it holds.";

const key = ({ rule, resource, until, reason }: Exemption) =>
  JSON.stringify([rule, resource, until, reason]);
