import ipaddr from "ipaddr.js";
import type { Finding, Rule } from "../rule";

interface Settings {
  widestIpv4Prefix: number;
  widestIpv6Prefix: number;
}

const PROPERTY = "endpoints[SSH].allowedAccessIps";

export const requireSshWhitelist: Rule<Settings> = {
  name: "require-ssh-whitelist",
  description: "Require a whitelist of addresses on SSH endpoints, with no range that is too wide.",
  level: "mandatory",
  severity: "high",
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
    },
  },
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
  },
  remedy: "Set allowedAccessIps of the SSH endpoint to the few addresses that may connect.",

  *judge({ endpoints }, settings) {
    for (const { service, allowedAccessIps } of endpoints ?? []) {
      if (service !== "SSH") continue;
      if (allowedAccessIps === undefined || allowedAccessIps.length === 0) {
        yield { message: "empty", property: PROPERTY };
      }
      for (const range of allowedAccessIps ?? []) yield* judgeRange(range, settings);
    }
  },
};

function judgeRange(found: string, settings: Settings): Finding[] {
  const prefix = prefixOf(found);
  if (prefix === undefined) return [{ message: "invalid", property: PROPERTY, data: { found } }];
  const widest = prefix.isIpv4 ? settings.widestIpv4Prefix : settings.widestIpv6Prefix;
  if (prefix.length >= widest) return [];
  const message = prefix.length <= 0 ? "open" : "wide";
  return [{ message, property: PROPERTY, data: { found, widest } }];
}

/** An IPv4 range can come as IPv6, so ::ffff:0:0/96 is 0.0.0.0/0. */
function prefixOf(range: string): { isIpv4: boolean; length: number } | undefined {
  try {
    const [address, length] = range.includes("/")
      ? ipaddr.parseCIDR(range)
      : [ipaddr.parse(range), undefined];
    if (address.kind() === "ipv4") return { isIpv4: true, length: length ?? 32 };
    const isMapped = (address as ipaddr.IPv6).isIPv4MappedAddress() && (length ?? 128) >= 96;
    return { isIpv4: isMapped, length: (length ?? 128) - (isMapped ? 96 : 0) };
  } catch {
    return undefined;
  }
}
