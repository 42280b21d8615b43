/** Patterns of ids and addresses, and placeholders of the same form. */
import { isIPv6 } from "node:net";

/** Makes the placeholder with this number. */
export type Shape = (number: number) => string;

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const HEX_ID = /\b[0-9a-f]{32}\b/gi;
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
const URL_TEXT = /\b[a-z][a-z0-9+]*:\/\/[^\s"'<>]+/gi;
const IPV4 = /\b\d{1,3}(\.\d{1,3}){3}\b/g;
const HOST = /\b([a-z0-9-]+\.)+(com|de|eu|net|org|cn|ch|io|local|internal)\b/gi;
const IPV6 = /(?<![\w:.])[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*[0-9a-f:]/gi;
/** Reserved for documentation (RFC 5737, RFC 3849): the checks send such addresses, and a server may respell them. */
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

/** The first that matches counts: a URL contains a host, and a host may contain an address. */
export const shapes: readonly [RegExp, noun: string, Shape][] = [
  [URL_TEXT, "url", asUrl],
  [EMAIL, "email", asEmail],
  [UUID, "uuid", asUuid],
  [HEX_ID, "hex", asHex],
  [IPV6, "ipv6", asIpv6],
  [IPV4, "ipv4", asIpv4],
  [HOST, "host", asHost],
];

/** Whether the pattern matches the whole text; the text may end in a range's length, as in `10.0.0.0/8`. */
export function isWhole(pattern: RegExp, text: string): boolean {
  return text.replace(/\/\d+$/, "").replace(pattern, "") === "";
}

/** Whether a text that a pattern found stays in the recording. */
export function isKept(text: string, noun: string): boolean {
  // A time of the day looks like an IPv6 address.
  return DOCUMENTATION.test(text) || isPlaceholder(text) || (noun === "ipv6" && !isIPv6(text));
}

/** A pattern may find a placeholder that another pattern has inserted. */
function isPlaceholder(text: string): boolean {
  return (
    /(^|[/@.])example\.com(?![-.\w])/.test(text) ||
    /^(00000000-0000-4000-8000-|0{20}|198\.51\.100\.|192\.0\.2\.)/.test(text)
  );
}
