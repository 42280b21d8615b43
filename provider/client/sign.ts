/**
 * AK/SK signing, SDK-HMAC-SHA256. The functions have the names of the specification's steps, and the
 * date is a parameter. test/unit/client/sign-official.test.ts compares the signatures with the official
 * signer's. Source: https://support.huaweicloud.com/eu/devg-apisign/api-sign-algorithm-003.html
 */
import { createHmac, hash } from "node:crypto";

export const ALGORITHM = "SDK-HMAC-SHA256";

export interface SigningKey {
  accessKey: string;
  secretKey: string;
  securityToken?: string;
}

export interface SignableRequest {
  method: string;
  /** The path, percent-encoded or not. */
  path: string;
  /** Decoded names and values; a name may come more than once. */
  query: readonly (readonly [name: string, value: string])[];
  /** The headers that will be sent and are to be signed, `host` among them. */
  headers: Readonly<Record<string, string>>;
  /** The exact body that will be sent. */
  body?: string | Uint8Array;
}

/**
 * The headers to add to a request so that the API accepts it: X-Sdk-Date, Authorization and, for
 * temporary keys, X-Security-Token.
 */
export function sign(
  request: SignableRequest,
  key: SigningKey,
  date: Date,
): Record<string, string> {
  const time = sdkDate(date);
  const added: Record<string, string> = { "x-sdk-date": time };
  if (key.securityToken !== undefined) added["x-security-token"] = key.securityToken;
  const headers = lowerCaseNames({ ...request.headers, ...added });
  const signedHeaders = Object.keys(headers).sort();
  const toSign = stringToSign(time, canonicalRequest({ ...request, headers }, signedHeaders));
  return {
    ...added,
    authorization:
      `${ALGORITHM} Access=${key.accessKey}, ` +
      `SignedHeaders=${signedHeaders.join(";")}, Signature=${signature(key.secretKey, toSign)}`,
  };
}

/** The date as `20261124T064557Z`. */
export function sdkDate(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** @param signedHeaders names of the headers that the signature covers, in lower case and sorted. */
export function canonicalRequest(
  request: SignableRequest,
  signedHeaders: readonly string[],
): string {
  const headers = lowerCaseNames(request.headers);
  return [
    request.method,
    canonicalUri(request.path),
    canonicalQuery(request.query),
    signedHeaders.map((name) => `${name}:${(headers[name] ?? "").trim()}\n`).join(""),
    signedHeaders.join(";"),
    hexSha256(request.body ?? ""),
  ].join("\n");
}

export function stringToSign(date: string, canonical: string): string {
  return [ALGORITHM, date, hexSha256(canonical)].join("\n");
}

export function signature(secretKey: string, toSign: string): string {
  return createHmac("sha256", secretKey).update(toSign).digest("hex");
}

/** Every segment percent-encoded once, whether `path` is encoded or not. The result ends in a slash. */
export function canonicalUri(path: string): string {
  const encoded = UNRESERVED.test(path.replaceAll("/", ""))
    ? path
    : path
        .split("/")
        .map((segment) => percentEncode(decode(segment)))
        .join("/");
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

/** Sorted by name, then by value, before encoding. The official signers sort before encoding, too. */
export function canonicalQuery(query: SignableRequest["query"]): string {
  return [...query]
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
}

/** Texts that percent-encoding leaves as they are: most ids and paths. */
const UNRESERVED = /^[\w.~-]*$/;

/** Encodes everything but letters, digits and `-_.~` (RFC 3986). */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // A % that begins no escape is an ordinary character.
  }
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) named[name.toLowerCase()] = value;
  return named;
}

function hexSha256(data: string | Uint8Array): string {
  return hash("sha256", data);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
