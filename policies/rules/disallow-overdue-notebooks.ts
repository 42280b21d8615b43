import { timeLeft } from "pulumi-modelarts/wire/lease-time";
import { iso } from "../rule-lib/frameworks";
import { leaseOf } from "../rule-lib/lease";
import type { Rule } from "../engine/rule";
import { HOUR_MS } from "../rule-lib/time";

interface Settings {
  graceHours: number;
}

export const disallowOverdueNotebooks: Rule<Settings> = {
  name: "disallow-overdue-notebooks",
  description: "Disallow notebooks that run although their lease is over.",
  why:
    "Auto stop that does not stop is billed like none. A state that was not refreshed still shows as " +
    "running what was stopped since, so that this is for `preview --refresh`, references and the audit.",
  level: "disabled",
  severity: "medium",
  frameworks: [iso("A.8.6")],
  judges: { notebook: ["live", "referenced"] },
  settings: {
    properties: {
      graceHours: {
        type: "number",
        minimum: 0,
        default: 1,
        description: "How long after the lease's stop time a notebook may still run, in hours.",
      },
    },
  },
  presets: { cost: { enforcementLevel: "advisory" } },
  messages: {
    over:
      "{property} is RUNNING, {hours} h after the lease's stop time. " +
      "Refresh; if it still runs, stop it and enable the lease anew.",
  },
  remedy: "Stop the notebook, then start it with a lease.",
  whenNot: "Where previews run without --refresh.",
  examples: {
    breaks: [
      {
        given: "a notebook that was made the day before, for four hours",
        live: (now) => ({
          status: "RUNNING",
          lease: {
            enable: true,
            type: "timing",
            duration: 4 * HOUR_MS,
            createAt: now - 24 * HOUR_MS,
          },
        }),
        messages: ["over"],
      },
    ],
    passes: [
      {
        given: "a notebook of five days that was renewed an hour ago, for four hours",
        live: (now) => ({
          status: "RUNNING",
          lease: {
            enable: true,
            type: "timing",
            duration: 123 * HOUR_MS,
            createAt: now - 120 * HOUR_MS,
            updateAt: now - HOUR_MS,
          },
        }),
      },
      {
        given: "one that is in use, with an idle lease",
        live: (now) => ({
          status: "RUNNING",
          lease: { enable: true, type: "idle", duration: HOUR_MS, createAt: now - 24 * HOUR_MS },
        }),
      },
    ],
  },

  judge(notebook, { graceHours }, { now }) {
    if (notebook.status !== "RUNNING") return [];
    const lease = leaseOf(notebook);
    if (!lease || lease.type?.toLowerCase() === "idle") return []; // Idleness counts from the last use.
    const over = -(timeLeft(lease, now, notebook.createAt ?? undefined) ?? 0);
    if (over <= graceHours * HOUR_MS) return [];
    return [{ message: "over", property: "status", data: { hours: Math.floor(over / HOUR_MS) } }];
  },
};
