/**
 * The addresses and ranges of a whitelist. An IPv4 range may be written as IPv6: `::ffff:0:0/96` is
 * `0.0.0.0/0`.
 */
import ipaddr from "ipaddr.js";

export interface AddressRange {
  isIpv4: boolean;
  /** The length of the prefix in bits; 32 or 128 for a single address. */
  prefixLength: number;
  address: ipaddr.IPv4 | ipaddr.IPv6;
}

/** All of IPv4, written as IPv6. */
const IPV4_AS_IPV6 = ipaddr.IPv6.parse("::ffff:0:0");
const IPV4_AS_IPV6_PREFIX_LENGTH = 96;

/** Undefined if the text is neither an address nor a range. */
export function parseRange(text: string): AddressRange | undefined {
  try {
    // The family is explicit, because the library would try both.
    const family = text.includes(":") ? ipaddr.IPv6 : ipaddr.IPv4;
    const [address, length] = text.includes("/")
      ? family.parseCIDR(text)
      : [family.parse(text), undefined];
    if (address.kind() === "ipv4") return { isIpv4: true, prefixLength: length ?? 32, address };
    return ipv6Range(address as ipaddr.IPv6, length ?? 128);
  } catch {
    return undefined;
  }
}

function ipv6Range(address: ipaddr.IPv6, prefixLength: number): AddressRange {
  // A range that contains all of IPv4 counts as all of IPv4, even if it contains more.
  const isShort = prefixLength > 0 && prefixLength <= IPV4_AS_IPV6_PREFIX_LENGTH;
  if (isShort && IPV4_AS_IPV6.match(address, prefixLength)) {
    return { isIpv4: true, prefixLength: 0, address: ipaddr.IPv4.parse("0.0.0.0") };
  }
  if (address.isIPv4MappedAddress()) {
    return {
      isIpv4: true,
      prefixLength: prefixLength - IPV4_AS_IPV6_PREFIX_LENGTH,
      address: address.toIPv4Address(),
    };
  }
  return { isIpv4: false, prefixLength, address };
}

export function containsRange(outer: AddressRange, inner: AddressRange): boolean {
  return (
    inner.isIpv4 === outer.isIpv4 &&
    inner.prefixLength >= outer.prefixLength &&
    inner.address.match(outer.address, outer.prefixLength)
  );
}

export function isSameRange(one: AddressRange, other: AddressRange): boolean {
  return containsRange(one, other) && containsRange(other, one);
}

/** True if the range contains every address of its family. */
export function isEveryAddress({ prefixLength }: AddressRange): boolean {
  return prefixLength === 0;
}

const PRIVATE_RANGES = new Set([
  "private",
  "uniqueLocal",
  "loopback",
  "linkLocal",
  "carrierGradeNat",
  "unspecified",
]);

/** True if no packet from the range comes over the internet. Ranges for documentation count as public. */
export function isPrivate({ address }: AddressRange): boolean {
  return PRIVATE_RANGES.has(address.range());
}
