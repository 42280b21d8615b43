import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";
import { DAY_MS, dateOf, daysBetween } from "../rule-lib/time";

export const disallowStaleNotebooks = defineRule({
  name: "disallow-stale-notebooks",
  description: "Disallow notebooks that stay stopped for long while their storage is billed.",
  why: "A stopped notebook costs nothing for its machine, but its disk is billed month after month.",
  level: "advisory",
  severity: "low",
  frameworks: [nist("CM-8"), iso("A.5.9")],
  appliesTo: { notebook: ["live", "referenced"] },
  settings: {
    properties: {
      longestStoppedDays: {
        type: "integer",
        minimum: 1,
        default: 30,
        description: "How long a notebook may be stopped, in days.",
      },
    },
  },
  presets: { cost: { enforcementLevel: "mandatory", longestStoppedDays: 14 } },
  messages: {
    stale:
      "{property} is STOPPED since {since}, {days} days, which is more than {longest}, and its " +
      "storage is billed. Save what is needed and delete the notebook.",
  },
  remedy: "Copy the data to object storage and delete the notebook, which deletes its storage.",
  whenNot: "For notebooks that are used once a quarter.",
  examples: {
    breaks: [
      {
        given: "a notebook that was stopped three months ago",
        live: (now) => ({
          status: "STOPPED",
          updateAt: now - 90 * DAY_MS,
          billingItems: ["STORAGE"],
        }),
        messages: ["stale"],
      },
    ],
    passes: [
      {
        given: "a notebook that was stopped yesterday",
        live: (now) => ({ status: "STOPPED", updateAt: now - DAY_MS }),
      },
      {
        given: "a notebook whose storage is not billed",
        live: (now) => ({ status: "STOPPED", updateAt: now - 90 * DAY_MS, billingItems: [] }),
      },
    ],
  },

  checkNotebook({ status, updateAt, billingItems }, { longestStoppedDays: longest }, { now }) {
    if (status !== "STOPPED" || typeof updateAt !== "number") return [];
    // If the API does not return the billing items, storage counts as billed.
    const isBilled = billingItems?.some((item) => item === "STORAGE" || item === "ALL") ?? true;
    const days = daysBetween(updateAt, now);
    if (!isBilled || days <= longest) return [];
    const data = { since: dateOf(updateAt), days, longest };
    return [{ message: "stale", property: "status", data }];
  },
});
