import { isWithin, rangeOf } from "../rule-lib/addresses";
import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";
import { ssh, WHITELIST } from "../rule-lib/ssh";
import { eachKnown } from "../engine/unknown-value";

interface Settings {
  allowedRanges: string[];
}

export const limitSshSources: Rule<Settings> = {
  name: "limit-ssh-sources",
  description: "Limit whitelists of SSH endpoints to the organization's own ranges.",
  why: "An address at home or of a former partner stays in a whitelist long after it changed hands.",
  level: "advisory",
  severity: "high",
  frameworks: [nist("SC-7"), nist("AC-4"), iso("A.8.20")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedRanges: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The ranges, as 198.51.100.0/24, in which each entry must lie.",
      },
    },
  },
  needs: ["allowedRanges"],
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    outside:
      "{property} holds {found}, which lies outside of {allowed}. " +
      "Take it out, or add its range to the rule's allowedRanges.",
  },
  remedy: "Let SSH in from the organization's ranges only; others connect through its VPN.",
  whenNot: "Where people connect from changing addresses that belong to no organization.",
  examples: {
    settings: { allowedRanges: ["198.51.100.0/24", "2001:db8::/32"] },
    breaks: [
      { given: "an address outside", declared: ssh("203.0.113.7"), messages: ["outside"] },
      {
        given: "a range that only overlaps",
        live: ssh("198.51.0.0/16"),
        messages: ["outside"],
      },
    ],
    passes: [
      { given: "addresses inside", declared: ssh("198.51.100.7", "2001:db8:1::/48") },
      { given: "a live address inside", live: ssh("198.51.100.7") },
      { given: "no allowed ranges", declared: ssh("203.0.113.7"), settings: { allowedRanges: [] } },
    ],
  },

  checkSettings: ({ allowedRanges }) =>
    allowedRanges.flatMap((text, index) =>
      rangeOf(text) ? [] : [`allowedRanges[${index}]: ${text} is neither an address nor a range`],
    ),

  *judge({ endpoints }, { allowedRanges }) {
    if (allowedRanges.length === 0) return;
    const allowed = allowedRanges.flatMap((text) => rangeOf(text) ?? []);
    yield* eachKnown(endpoints, ({ service, allowedAccessIps }) =>
      eachKnown(service === "SSH" ? allowedAccessIps : [], (found) => {
        const range = rangeOf(found);
        if (range === undefined || allowed.some((outer) => isWithin(range, outer))) return [];
        const data = { found, allowed: allowedRanges.join(", ") };
        return [{ message: "outside", property: WHITELIST, data }];
      }),
    );
  },
};
