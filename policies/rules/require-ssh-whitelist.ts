import { isPrivate, isSame, isWorld, rangeOf, type Range } from "../rule-lib/addresses";
import { cis, iso, nist } from "../rule-lib/frameworks";
import type { Finding, Rule } from "../engine/rule";
import { ssh, WHITELIST } from "../rule-lib/ssh";
import { eachKnown } from "../engine/unknown-value";

interface Settings {
  widestIpv4Prefix: number;
  widestIpv6Prefix: number;
  mostAddresses: number;
}

export const requireSshWhitelist: Rule<Settings> = {
  name: "require-ssh-whitelist",
  description: "Require a whitelist of addresses on SSH endpoints, with no range that is too wide.",
  why:
    "An SSH endpoint whose whitelist is absent or empty is open to the whole internet. A range that is " +
    "too wide is hardly better, and private addresses and repeated ones waste the five places there are.",
  level: "mandatory",
  severity: "high",
  frameworks: [cis("5.2"), cis("5.3"), nist("SC-7"), nist("AC-17"), iso("A.8.20")],
  judges: { notebook: ["declared", "live", "referenced"] },
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
        maximum: 5,
        default: 5,
        description: "How many addresses and ranges a whitelist may hold; the API takes 5.",
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
    "Where notebooks are reached from within a private network only and never over a public address.",
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
        given: "the whole of IPv4 written as IPv6",
        declared: ssh("::ffff:0:0/96"),
        messages: ["open"],
      },
      {
        given: "more than the whole of IPv4 written as IPv6",
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
        given: "ranges wider than the widest",
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
        given: "something else than an address",
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
        given: "a range, where only addresses are allowed",
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

  *judge({ endpoints }, settings) {
    yield* eachKnown(endpoints, ({ service, allowedAccessIps }) =>
      service === "SSH" ? judgeWhitelist(allowedAccessIps ?? [], settings) : [],
    );
  },
};

function* judgeWhitelist(list: readonly string[], settings: Settings): Generator<Finding> {
  if (list.length === 0) yield { message: "empty", property: WHITELIST };
  const most = settings.mostAddresses;
  if (list.length > most) {
    yield { message: "many", property: WHITELIST, data: { found: list.length, most } };
  }
  const before: Range[] = [];
  yield* eachKnown(list, (text) => judgeRange(text, settings, before));
}

function judgeRange(found: string, settings: Settings, before: Range[]): Finding[] {
  const finding = (message: string, data = {}): Finding[] => [
    { message, property: WHITELIST, data: { found, ...data } },
  ];
  const range = rangeOf(found);
  if (range === undefined) return finding("invalid");
  if (before.some((other) => isSame(other, range))) return finding("twice");
  before.push(range);
  const widest = range.isIpv4 ? settings.widestIpv4Prefix : settings.widestIpv6Prefix;
  if (isWorld(range)) return finding("open");
  if (range.length < widest) return finding("wide", { widest });
  return isPrivate(range) ? finding("private") : [];
}
