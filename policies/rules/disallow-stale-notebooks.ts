import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";
import { DAY_MS, dateOf, daysBetween } from "../rule-lib/time";

interface Settings {
  longestStoppedDays: number;
}

export const disallowStaleNotebooks: Rule<Settings> = {
  name: "disallow-stale-notebooks",
  description: "Disallow notebooks that are stopped for long while their storage is billed.",
  why: "Stopping ends the bill for the machine only; a forgotten disk is paid for month after month.",
  level: "advisory",
  severity: "low",
  frameworks: [nist("CM-8"), iso("A.5.9")],
  judges: { notebook: ["live", "referenced"] },
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
  remedy:
    "Save the data to object storage and delete the notebook; deleting it deletes its storage.",
  whenNot: "For notebooks that are used once a quarter.",
  examples: {
    breaks: [
      {
        given: "a notebook that is stopped for three months",
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
        given: "one whose storage costs nothing",
        live: (now) => ({ status: "STOPPED", updateAt: now - 90 * DAY_MS, billingItems: [] }),
      },
    ],
  },

  judge({ status, updateAt, billingItems }, { longestStoppedDays: longest }, { now }) {
    if (status !== "STOPPED" || typeof updateAt !== "number") return [];
    // What is not answered is taken as billed.
    const isBilled = billingItems?.some((item) => item === "STORAGE" || item === "ALL") ?? true;
    const days = daysBetween(updateAt, now);
    if (!isBilled || days <= longest) return [];
    const data = { since: dateOf(updateAt), days, longest };
    return [{ message: "stale", property: "status", data }];
  },
};
