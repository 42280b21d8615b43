import { formatExemptionMessage, type ExemptionKind } from "../exemptions/exemption-message";
import { isOver } from "../exemptions/exemption";
import type { Rule } from "../engine/rule";
import { dateOf, DAY_MS } from "../rule-lib/time";

interface Settings {
  soonDays: number;
}

const template = (kind: ExemptionKind) =>
  formatExemptionMessage({
    kind,
    rule: "{rule}",
    resource: "{resource}",
    until: "{until}",
    reason: "{reason}",
    ...(kind !== "unused" && kind !== "unknown" && { message: "{message}" }),
  });

export const reportExemptions: Rule<Settings> = {
  name: "report-exemptions",
  description:
    "Report exemptions: used ones, those that end soon or have ended, and those that nothing uses.",
  why: "What is exempted stays in the report, so that nobody forgets it and nobody can hide it.",
  level: "advisory",
  severity: "low",
  frameworks: [],
  judges: {},
  settings: {
    properties: {
      soonDays: {
        type: "integer",
        minimum: 0,
        default: 14,
        description: "How many days before its end an exemption is said to end soon.",
      },
    },
  },
  messages: {
    exempted: template("exempted"),
    expiring: template("expiring"),
    expired: template("expired"),
    unused: template("unused"),
    unknown: template("unknown"),
  },
  remedy: "Mend what is exempted before the exemption ends, and take unused exemptions out.",
  whenNot: "Where another report lists the exemptions.",
  examples: { breaks: [], passes: [] },

  *judgeExemptions(uses, { soonDays }, now) {
    for (const use of uses) yield { use, kind: kindOf(use, soonDays, now) };
  },
};

function kindOf(
  { exemption, used, isOfNoRule }: Parameters<NonNullable<Rule["judgeExemptions"]>>[0][number],
  soonDays: number,
  now: number,
): ExemptionKind {
  if (isOfNoRule === true) return "unknown";
  if (used === undefined) return "unused";
  if (isOver(exemption, now)) return "expired";
  return exemption.until <= dateOf(now + soonDays * DAY_MS) ? "expiring" : "exempted";
}
