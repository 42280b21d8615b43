import { formatExemptionMessage, type ExemptionKind } from "../exemptions/exemption-message";
import { isExpired, type ExemptionUse } from "../exemptions/exemption";
import { defineRule } from "../engine/rule";
import { dateOf, DAY_MS } from "../rule-lib/time";

const template = (kind: ExemptionKind) =>
  formatExemptionMessage({
    kind,
    rule: "{rule}",
    resource: "{resource}",
    until: "{until}",
    reason: "{reason}",
    ...(kind !== "unused" && kind !== "unknown" && { message: "{message}" }),
  });

export const reportExemptions = defineRule({
  name: "report-exemptions",
  description:
    "Report exemptions: those in use, those that end soon or have ended, and those without a use.",
  why: "Each exempted violation stays in the report, so that nobody forgets it and nobody can hide it.",
  level: "advisory",
  severity: "low",
  frameworks: [],
  appliesTo: {},
  settings: {
    properties: {
      soonDays: {
        type: "integer",
        minimum: 0,
        default: 14,
        description:
          "An exemption that ends within this number of days is reported as ending soon.",
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
  remedy: "Fix the exempted violations before the exemption ends, and remove unused exemptions.",
  whenNot: "If another report lists the exemptions.",
  examples: { breaks: [], passes: [] },

  *classifyExemptions(uses, { soonDays }, now) {
    for (const use of uses) yield { use, kind: kindOf(use, soonDays, now) };
  },
});

function kindOf(
  { exemption, used, isOfUnknownRule }: ExemptionUse,
  soonDays: number,
  now: number,
): ExemptionKind {
  if (isOfUnknownRule === true) return "unknown";
  if (used === undefined) return "unused";
  if (isExpired(exemption, now)) return "expired";
  return exemption.until <= dateOf(now + soonDays * DAY_MS) ? "expiring" : "exempted";
}
