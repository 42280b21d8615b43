import { containsRange, parseRange } from "../rule-lib/addresses";
import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";
import { ssh, WHITELIST } from "../rule-lib/ssh";
import { checkEach } from "../rule-lib/unknown-value";

export const limitSshSources = defineRule({
  name: "limit-ssh-sources",
  description: "Limit whitelists of SSH endpoints to the organization's own ranges.",
  why: "A home address or the address of a former partner stays in a whitelist long after it belongs to somebody else.",
  level: "advisory",
  severity: "high",
  frameworks: [nist("SC-7"), nist("AC-4"), iso("A.8.20")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedRanges: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The ranges that must contain each entry, as 198.51.100.0/24.",
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
  remedy: "Allow SSH only from the organization's ranges; everyone else connects through its VPN.",
  whenNot: "If people connect from changing addresses that belong to no organization.",
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
      parseRange(text)
        ? []
        : [`allowedRanges[${index}]: ${text} is neither an address nor a range`],
    ),

  *checkNotebook({ endpoints }, { allowedRanges }) {
    if (allowedRanges.length === 0) return;
    const allowed = allowedRanges.flatMap((text) => parseRange(text) ?? []);
    yield* checkEach(endpoints, ({ service, allowedAccessIps }) =>
      checkEach(service === "SSH" ? allowedAccessIps : [], (found) => {
        const range = parseRange(found);
        if (range === undefined || allowed.some((outer) => containsRange(outer, range))) return [];
        const data = { found, allowed: allowedRanges.join(", ") };
        return [{ message: "outside", property: WHITELIST, data }];
      }),
    );
  },
});
