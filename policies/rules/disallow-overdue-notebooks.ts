import { timeLeft } from "pulumi-modelarts/wire/facts/lease-time";
import { iso } from "../rule-lib/frameworks";
import { leaseOf } from "../rule-lib/lease";
import { defineRule } from "../engine/rule";
import { HOUR_MS } from "../rule-lib/time";

export const disallowOverdueNotebooks = defineRule({
  name: "disallow-overdue-notebooks",
  description: "Disallow notebooks that run after the end of their lease.",
  why:
    "A notebook that auto stop does not stop is billed on. Without a refresh, the state may still show a " +
    "stopped notebook as running, so use the rule with `preview --refresh`, references and the audit.",
  level: "disabled",
  severity: "medium",
  frameworks: [iso("A.8.6")],
  appliesTo: { notebook: ["live", "referenced"] },
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
  whenNot: "If previews run without --refresh.",
  examples: {
    breaks: [
      {
        given: "a notebook that was created the day before, for four hours",
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
        given: "a notebook in use, with an idle lease",
        live: (now) => ({
          status: "RUNNING",
          lease: { enable: true, type: "idle", duration: HOUR_MS, createAt: now - 24 * HOUR_MS },
        }),
      },
    ],
  },

  checkNotebook(notebook, { graceHours }, { now }) {
    if (notebook.status !== "RUNNING") return [];
    const lease = leaseOf(notebook);
    if (!lease || lease.type?.toLowerCase() === "idle") return []; // An idle lease counts from the last use.
    const over = -(timeLeft(lease, now, notebook.createAt ?? undefined) ?? 0);
    if (over <= graceHours * HOUR_MS) return [];
    return [{ message: "over", property: "status", data: { hours: Math.floor(over / HOUR_MS) } }];
  },
});
