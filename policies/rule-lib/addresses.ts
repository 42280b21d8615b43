/** Addresses and ranges of a whitelist. An IPv4 range can come as IPv6, so ::ffff:0:0/96 is 0.0.0.0/0. */
import ipaddr from "ipaddr.js";

export interface Range {
  isIpv4: boolean;
  /** Length of the prefix in bits; that of a single address is the whole length. */
  length: number;
  address: ipaddr.IPv4 | ipaddr.IPv6;
}

/** All of IPv4 as IPv6 writes it. Ranges around it hold all of it, too. */
const IPV4_AS_IPV6 = ipaddr.IPv6.parse("::ffff:0:0");
const IPV4_BITS = 96;

/** Undefined where the text is neither an address nor a range. */
export function rangeOf(text: string): Range | undefined {
  try {
    // Said which it is, since the library would try both.
    const family = text.includes(":") ? ipaddr.IPv6 : ipaddr.IPv4;
    const [address, length] = text.includes("/")
      ? family.parseCIDR(text)
      : [family.parse(text), undefined];
    if (address.kind() === "ipv4") return { isIpv4: true, length: length ?? 32, address };
    const v6 = address as ipaddr.IPv6;
    const bits = length ?? 128;
    if (bits > 0 && bits <= IPV4_BITS && IPV4_AS_IPV6.match(v6, bits)) {
      return { isIpv4: true, length: 0, address: ipaddr.IPv4.parse("0.0.0.0") };
    }
    if (v6.isIPv4MappedAddress()) {
      return { isIpv4: true, length: bits - IPV4_BITS, address: v6.toIPv4Address() };
    }
    return { isIpv4: false, length: bits, address };
  } catch {
    return undefined;
  }
}

export function isWithin(inner: Range, outer: Range): boolean {
  return (
    inner.isIpv4 === outer.isIpv4 &&
    inner.length >= outer.length &&
    inner.address.match(outer.address, outer.length)
  );
}

export function isSame(one: Range, other: Range): boolean {
  return isWithin(one, other) && isWithin(other, one);
}

const NOT_PUBLIC = new Set([
  "private",
  "uniqueLocal",
  "loopback",
  "linkLocal",
  "carrierGradeNat",
  "unspecified",
]);

/** Whether every address of its kind is in it. */
export function isWorld({ length }: Range): boolean {
  return length === 0;
}

/** No packet from there comes over the internet. Ranges for documentation are addresses as any other. */
export function isPrivate({ address }: Range): boolean {
  return NOT_PUBLIC.has(address.range());
}
