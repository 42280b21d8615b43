import { iso, nist } from "../rule-lib/frameworks";
import { matchesAny } from "../rule-lib/patterns";
import { defineRule } from "../engine/rule";
import { poolIdOf } from "../rule-lib/resource-properties";

export const requireDedicatedPool = defineRule({
  name: "require-dedicated-pool",
  description: "Require a dedicated resource pool.",
  why: "In the public pool, other customers share the machines and networks, and capacity may be sold out.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("SC-7"), iso("A.8.22")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedPools: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The ids of the pools that may be used, `*` for any characters; empty: all.",
      },
    },
  },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    missing: "{property} is not set: the notebook runs in the public pool. Name a dedicated pool.",
    other: "{property} is {found}, which is not among {allowed}. Use one of those pools.",
  },
  remedy: "Set poolId to a dedicated pool. This replaces an existing notebook.",
  whenNot: "If the account has no dedicated pool.",
  examples: {
    settings: { allowedPools: ["pool-prod*"] },
    breaks: [
      { given: "no pool", declared: {}, messages: ["missing"] },
      { given: "a live notebook in the public pool", live: {}, messages: ["missing"] },
      { given: "another pool", live: { pool: { id: "pool-lab" } }, messages: ["other"] },
    ],
    passes: [
      { given: "an allowed pool", declared: { poolId: "pool-prod-1" } },
      { given: "a live notebook in it", live: { pool: { id: "pool-prod-1" } } },
    ],
  },

  checkNotebook(notebook, { allowedPools }) {
    const found = poolIdOf(notebook);
    if (!found) return [{ message: "missing", property: "poolId", isUndeclared: true }];
    if (allowedPools.length === 0 || matchesAny(allowedPools, found)) return [];
    return [
      { message: "other", property: "poolId", data: { found, allowed: allowedPools.join(", ") } },
    ];
  },
});
