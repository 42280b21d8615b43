import { isLeaseDeclaredOn, isLeaseOn } from "pulumi-modelarts/wire/facts/lease-time";
import { iso } from "../rule-lib/frameworks";
import { leaseOf } from "../rule-lib/lease";
import { defineRule } from "../engine/rule";
import { HOUR_MS } from "../rule-lib/time";

export const requireIdleLease = defineRule({
  name: "require-idle-lease",
  description: "Require auto stop to wait until the notebook is idle.",
  why:
    "A timing lease stops a notebook in the middle of its work, and lets an idle notebook run until the " +
    "time is over. An idle lease does neither.",
  level: "advisory",
  severity: "low",
  frameworks: [iso("A.8.6")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { cost: { enforcementLevel: "mandatory" } },
  messages: {
    timing:
      "{property} is {found}: the notebook is stopped after its time, whether it is used or not. " +
      "Set it to idle.",
  },
  remedy: "Set lease.type to idle.",
  whenNot: "If a run must end at a certain time, or on a cloud without idle leases.",
  examples: {
    breaks: [
      {
        given: "a timing lease",
        declared: { lease: { duration: 4 * HOUR_MS, type: "timing" } },
        messages: ["timing"],
      },
      {
        given: "a lease of the default type",
        declared: { lease: { duration: 4 * HOUR_MS } },
        messages: ["timing"],
      },
      {
        given: "a live timing lease, in upper case",
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
        given: "no auto stop, which another rule checks",
        declared: { lease: { enable: false } },
      },
    ],
  },

  checkNotebook(notebook, _settings, { source }) {
    const lease = leaseOf(notebook);
    const isDeclared = source === "declared";
    if (!lease || !(isDeclared ? isLeaseDeclaredOn(lease) : isLeaseOn(lease))) return [];
    // The API's default is timing. A live lease without a type may be of either type, so it passes.
    const found = (lease.type ?? (isDeclared ? "timing" : "idle")).toLowerCase();
    return found === "idle" ? [] : [{ message: "timing", property: "lease.type", data: { found } }];
  },
});
