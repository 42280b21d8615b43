import { isLeaseDeclaredOn, isLeaseOn } from "pulumi-modelarts/wire/lease-time";
import { iso } from "../rule-lib/frameworks";
import { leaseOf } from "../rule-lib/lease";
import type { Rule } from "../engine/rule";
import { HOUR_MS } from "../rule-lib/time";

export const requireIdleLease: Rule = {
  name: "require-idle-lease",
  description: "Require auto stop to watch for idleness, not only the clock.",
  why:
    "A lease by the clock stops work that is under way and lets an idle notebook run to its end; an idle " +
    "one does neither.",
  level: "advisory",
  severity: "low",
  frameworks: [iso("A.8.6")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { cost: { enforcementLevel: "mandatory" } },
  messages: {
    timing:
      "{property} is {found}: the notebook is stopped after its time, whether it is used or not. " +
      "Set it to idle.",
  },
  remedy: "Set lease.type to idle.",
  whenNot: "Where a run must end at a certain time, or on a cloud that knows no idle leases.",
  examples: {
    breaks: [
      {
        given: "a lease by the clock",
        declared: { lease: { duration: 4 * HOUR_MS, type: "timing" } },
        messages: ["timing"],
      },
      {
        given: "a lease of the default type",
        declared: { lease: { duration: 4 * HOUR_MS } },
        messages: ["timing"],
      },
      {
        given: "a live lease, in upper case",
        live: (now) => ({
          lease: { createAt: now, enable: true, duration: 4 * HOUR_MS, type: "TIMING" },
        }),
        messages: ["timing"],
      },
    ],
    passes: [
      { given: "an idle lease", declared: { lease: { duration: 4 * HOUR_MS, type: "idle" } } },
      {
        given: "a live idle lease, in upper case",
        live: (now) => ({
          lease: { createAt: now, enable: true, duration: 4 * HOUR_MS, type: "IDLE" },
        }),
      },
      {
        given: "no auto stop, which is another rule's concern",
        declared: { lease: { enable: false } },
      },
    ],
  },

  judge(notebook, _settings, { seen }) {
    const lease = leaseOf(notebook);
    const isDeclared = seen === "declared";
    if (!lease || !(isDeclared ? isLeaseDeclaredOn(lease) : isLeaseOn(lease))) return [];
    // Of a live one that does not say, nothing is known; undeclared it is the API's default.
    const found = (lease.type ?? (isDeclared ? "timing" : "idle")).toLowerCase();
    return found === "idle" ? [] : [{ message: "timing", property: "lease.type", data: { found } }];
  },
};
