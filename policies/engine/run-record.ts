/**
 * What the rules of one pack share in one run: the declared inputs of each resource, and the use of each
 * exemption. The engine calls rule after rule; `report-exemptions` comes last and reads the uses.
 */
import type { ReportViolation } from "@pulumi/policy";
import {
  expiredSentence,
  isExpired,
  type Exemption,
  type ExemptionUse,
} from "../exemptions/exemption";
import { malformedSentence, taggedExemption, taggedRules } from "../exemptions/exemption-tag";
import { findExemption, type ExemptibleResource } from "../exemptions/find-exemption";
import { knownOr } from "../rule-lib/unknown-value";
import type { Properties } from "./rule";

export interface Violation {
  rule: string;
  message: string;
  resource: ExemptibleResource;
  /** The exemptions in the rule's settings. */
  exemptions: readonly Exemption[];
  /** Milliseconds since 1970 (UTC). */
  now: number;
}

export class RunRecord {
  private readonly declarations = new Map<string, Properties>();
  private readonly usesByRule = new Map<string, ExemptionUse[]>();
  private readonly configuredByRule = new Map<string, readonly Exemption[]>();
  private readonly taken = new Set<ExemptionUse>();
  private readonly ruleNames: ReadonlySet<string>;

  /** @param ruleNames the names that an exemption may give, also of disabled rules and of other packs. */
  constructor(ruleNames: Iterable<string>) {
    this.ruleNames = new Set(ruleNames);
  }

  recordDeclaration(urn: string, props: Properties): void {
    this.declarations.set(urn, props);
  }

  /** The declared inputs of the resource; undefined if the engine did not show them in this run. */
  declarationOf(urn: string): Properties | undefined {
    return this.declarations.get(urn);
  }

  /** Records the exemptions in a rule's settings. */
  recordConfigured(rule: string, exemptions: readonly Exemption[]): void {
    this.configuredByRule.set(rule, exemptions);
  }

  /** Reports a violation, or records the use of an exemption if the resource is exempted. */
  reportUnlessExempted(
    { rule, message, resource, exemptions, now }: Violation,
    report: ReportViolation,
  ): void {
    const { urn } = resource;
    const exemption = findExemption(rule, resource, exemptions, now);
    if (exemption === undefined) return report(message, urn);
    if (exemption === "malformed") return report(`${message} ${malformedSentence(rule)}`, urn);
    this.recordUse(exemption, resource, message);
    if (isExpired(exemption, now)) report(`${message} ${expiredSentence(exemption)}`, urn);
  }

  /** Records a use of an exemption, valid or expired. */
  recordUse(exemption: Exemption, { name, urn }: ExemptibleResource, message: string): void {
    const uses = this.usesByRule.get(exemption.rule) ?? [];
    uses.push({ exemption, used: { name, urn, message } });
    this.usesByRule.set(exemption.rule, uses);
  }

  /** Forgets a rule's uses at one resource, because the rule evaluates the resource's inputs again. */
  forgetUses(rule: string, urn: string): void {
    const uses = this.usesByRule.get(rule);
    const rest = uses?.filter(({ used }) => used?.urn !== urn);
    if (rest) this.usesByRule.set(rule, rest);
  }

  /** The uses at one resource that were not taken before. */
  takeUsesAt(urn: string): ExemptionUse[] {
    return this.takeUses((use) => use.used?.urn === urn);
  }

  /**
   * All uses that were not taken before, and every exemption without a use.
   *
   * @param resources all resources of the stack.
   */
  takeAllUses(resources: readonly ExemptibleResource[]): ExemptionUse[] {
    const used = new Set(
      [...this.usesByRule.values()].flat().map(({ exemption }) => keyOf(exemption)),
    );
    const configured = [...this.configuredByRule.values()].flat();
    const tagged = resources.flatMap((resource) => [...this.tagsOfEvaluatedRules(resource)]);
    const unused = new Map(
      [...configured, ...tagged]
        .filter((exemption) => !used.has(keyOf(exemption)))
        .map((exemption) => {
          const isOfUnknownRule = !this.ruleNames.has(exemption.rule);
          return [keyOf(exemption), { exemption, ...(isOfUnknownRule && { isOfUnknownRule }) }];
        }),
    );
    return [...this.takeUses(() => true), ...unused.values()];
  }

  private takeUses(isWanted: (use: ExemptionUse) => boolean): ExemptionUse[] {
    const uses = [...this.usesByRule.values()]
      .flat()
      .filter((use) => !this.taken.has(use) && isWanted(use));
    for (const use of uses) this.taken.add(use);
    return uses;
  }

  /** The exemptions in a resource's tags, without those from a rule that this run did not evaluate. */
  private *tagsOfEvaluatedRules({ props, name }: ExemptibleResource): Generator<Exemption> {
    for (const rule of knownOr([], () => taggedRules(props))) {
      if (this.ruleNames.has(rule) && !this.configuredByRule.has(rule)) continue;
      const tagged = taggedExemption(rule, props, name);
      if (typeof tagged === "object") yield tagged;
    }
  }
}

const keyOf = ({ rule, resource, until, reason }: Exemption) =>
  JSON.stringify([rule, resource, until, reason]);
