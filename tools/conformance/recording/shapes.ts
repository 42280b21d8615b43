/** What ids and addresses look like, and their stand-ins of the same look. */
import { isIPv6 } from "node:net";

export type Shape = (number: number) => string;

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const HEX_ID = /\b[0-9a-f]{32}\b/gi;
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const URL_TEXT = /\b[a-z][a-z0-9+]*:\/\/[^\s"'<>]+/gi;
const IPV4 = /\b\d{1,3}(\.\d{1,3}){3}\b/g;
const HOST = /\b([a-z0-9-]+\.)+(com|de|eu|net|org|cn|ch|io|local|internal)\b/gi;
const IPV6 = /(?<![\w:.])[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*[0-9a-f:]/gi;
/** Kept for documentation (RFC 5737, RFC 3849): what the checks send, however a server spells it. */
const DOCUMENTATION = /^(203\.0\.113\.|2001:0?db8:)/i;

const pad = (number: number, length: number) => number.toString(16).padStart(length, "0");
const asUuid: Shape = (number) => `00000000-0000-4000-8000-${pad(number, 12)}`;
export const asHex: Shape = (number) => pad(number, 32);
const asEmail: Shape = (number) => `user-${number}@example.com`;
const asUrl: Shape = (number) => `https://host-${number}.example.com/`;
const asHost: Shape = (number) => `host-${number}.example.com`;
const asIpv4: Shape = (number) =>
  number < 255 ? `198.51.100.${number}` : `192.0.2.${number % 256}`;
const asIpv6: Shape = (number) => `2001:db8::${number.toString(16)}`;

/** In this order, since a URL holds a host, and a host an address. */
export const shapes: readonly [RegExp, noun: string, Shape][] = [
  [URL_TEXT, "url", asUrl],
  [EMAIL, "email", asEmail],
  [UUID, "uuid", asUuid],
  [HEX_ID, "hex", asHex],
  [IPV6, "ipv6", asIpv6],
  [IPV4, "ipv4", asIpv4],
  [HOST, "host", asHost],
];

/** An address may have the length of its range behind it. */
export function isWhole(pattern: RegExp, text: string): boolean {
  return text.replace(/\/\d+$/, "").replace(pattern, "") === "";
}

/** Whether something that a pattern found is left as it is. */
export function isKept(text: string, noun: string): boolean {
  // A time of the day looks like an IPv6 address.
  return DOCUMENTATION.test(text) || isStandIn(text) || (noun === "ipv6" && !isIPv6(text));
}

/** What a pattern finds may be the stand-in that another pattern has put there. */
function isStandIn(text: string): boolean {
  return (
    /(^|[/@.])example\.com(?![-.\w])/.test(text) ||
    /^(00000000-0000-4000-8000-|0{20}|198\.51\.100\.|192\.0\.2\.)/.test(text)
  );
}
