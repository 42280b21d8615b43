import { MAX_ALLOWED_IPS } from "pulumi-modelarts/wire/facts/limits";
import {
  isEveryAddress,
  isPrivate,
  isSameRange,
  parseRange,
  type AddressRange,
} from "../rule-lib/addresses";
import { cis, iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";
import { ssh, WHITELIST } from "../rule-lib/ssh";
import { checkEach } from "../rule-lib/unknown-value";

export const requireSshWhitelist = defineRule({
  name: "require-ssh-whitelist",
  description: "Require a whitelist of addresses on SSH endpoints, with no range that is too wide.",
  why:
    "An SSH endpoint without a whitelist, or with an empty one, is open to the whole internet. A wide range " +
    `is hardly better. A whitelist has at most ${MAX_ALLOWED_IPS} entries, and private or repeated addresses waste them.`,
  level: "mandatory",
  severity: "high",
  frameworks: [cis("5.2"), cis("5.3"), nist("SC-7"), nist("AC-17"), iso("A.8.20")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      widestIpv4Prefix: {
        type: "integer",
        minimum: 1,
        maximum: 32,
        default: 16,
        description: "The shortest prefix that an IPv4 range may have.",
      },
      widestIpv6Prefix: {
        type: "integer",
        minimum: 1,
        maximum: 128,
        default: 32,
        description: "The shortest prefix that an IPv6 range may have.",
      },
      mostAddresses: {
        type: "integer",
        minimum: 1,
        maximum: MAX_ALLOWED_IPS,
        default: MAX_ALLOWED_IPS,
        description: `How many addresses and ranges a whitelist may hold; the API accepts ${MAX_ALLOWED_IPS}.`,
      },
    },
  },
  presets: { strict: { widestIpv4Prefix: 24, widestIpv6Prefix: 48 } },
  messages: {
    empty:
      "{property} is empty: every public address may connect over SSH. " +
      "List the addresses that may connect.",
    open:
      "{property} holds {found}: every public address may connect over SSH. " +
      "List the addresses that may connect.",
    wide:
      "{property} holds {found}, which is wider than /{widest}. " +
      "List narrower ranges or single addresses.",
    invalid:
      "{property} holds {found}, which is neither an address nor a range. " +
      "Write it as 198.51.100.7 or 198.51.100.0/24.",
    private:
      "{property} holds {found}, which is no public address, so nobody connects from there. " +
      "List the public address behind which the users sit.",
    twice: "{property} holds {found} twice. Take one of them out.",
    many: "{property} holds {found} entries, which is more than {most}. Join or remove some.",
  },
  remedy: "Set allowedAccessIps of the SSH endpoint to the few addresses that may connect.",
  whenNot:
    "If all users reach the notebooks through a private network, and never over a public address.",
  examples: {
    breaks: [
      {
        given: "no whitelist",
        declared: { endpoints: [{ service: "SSH" }] },
        messages: ["empty"],
      },
      { given: "an empty whitelist", live: ssh(), messages: ["empty"] },
      { given: "the whole internet", declared: ssh("0.0.0.0/0"), messages: ["open"] },
      { given: "the whole internet in IPv6", live: ssh("::/0"), messages: ["open"] },
      {
        given: "all of IPv4, written as IPv6",
        declared: ssh("::ffff:0:0/96"),
        messages: ["open"],
      },
      {
        given: "more than all of IPv4, written as IPv6",
        live: ssh("::ffff:0:0/90"),
        messages: ["open"],
      },
      {
        given: "a range of IPv6 around all of IPv4",
        declared: ssh("::8000:0:0/81"),
        messages: ["open"],
      },
      {
        given: "half of the internet, twice",
        declared: ssh("0.0.0.0/1", "128.0.0.0/1"),
        messages: ["wide", "wide"],
      },
      {
        given: "ranges that are too wide",
        declared: ssh("198.50.0.0/15", "2001:db8::/31"),
        messages: ["wide", "wide"],
      },
      { given: "a private address", declared: ssh("192.168.1.7"), messages: ["private"] },
      {
        given: "a range twice, in two spellings",
        declared: ssh("198.51.100.0/24", "198.51.100.7/24"),
        messages: ["twice"],
      },
      {
        given: "text that is no address",
        live: ssh("office"),
        messages: ["invalid"],
      },
      {
        given: "more addresses than allowed",
        declared: ssh("198.51.100.1", "198.51.100.2"),
        settings: { mostAddresses: 1 },
        messages: ["many"],
      },
      {
        given: "a range, if only addresses are allowed",
        declared: ssh("198.51.100.0/31"),
        settings: { widestIpv4Prefix: 32 },
        messages: ["wide"],
      },
    ],
    passes: [
      { given: "no endpoints", declared: {} },
      { given: "no SSH endpoint", live: { endpoints: [{ service: "NOTEBOOK" }] } },
      { given: "an address", declared: ssh("198.51.100.7") },
      { given: "ranges for documentation", declared: ssh("203.0.113.0/24", "2001:db8::/32") },
    ],
  },

  *checkNotebook({ endpoints }, settings) {
    yield* checkEach(endpoints, ({ service, allowedAccessIps }) =>
      service === "SSH" ? checkWhitelist(allowedAccessIps ?? [], settings) : [],
    );
  },
});

type MessageId = "empty" | "open" | "wide" | "invalid" | "private" | "twice" | "many";

interface Limits {
  widestIpv4Prefix: number;
  widestIpv6Prefix: number;
  mostAddresses: number;
}

function* checkWhitelist(list: readonly string[], limits: Limits): Generator<Finding<MessageId>> {
  if (list.length === 0) yield { message: "empty", property: WHITELIST };
  const most = limits.mostAddresses;
  if (list.length > most) {
    yield { message: "many", property: WHITELIST, data: { found: list.length, most } };
  }
  const earlier: AddressRange[] = [];
  yield* checkEach(list, (text) => checkEntry(text, limits, earlier));
}

/** @param earlier the ranges of the entries before; this entry's range is added. */
function checkEntry(found: string, limits: Limits, earlier: AddressRange[]): Finding<MessageId>[] {
  const finding = (message: MessageId, data = {}): Finding<MessageId>[] => [
    { message, property: WHITELIST, data: { found, ...data } },
  ];
  const range = parseRange(found);
  if (range === undefined) return finding("invalid");
  if (earlier.some((other) => isSameRange(other, range))) return finding("twice");
  earlier.push(range);
  const widest = range.isIpv4 ? limits.widestIpv4Prefix : limits.widestIpv6Prefix;
  if (isEveryAddress(range)) return finding("open");
  if (range.prefixLength < widest) return finding("wide", { widest });
  return isPrivate(range) ? finding("private") : [];
}
