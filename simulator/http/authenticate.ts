/**
 * Checks the credentials of a request: an AK/SK signature or a token of the simulated IAM. A signature may be
 * over any headers, since real clients differ, and some do not sign Host.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { ALGORITHM, canonicalRequest, signature, stringToSign } from "pulumi-modelarts/client/sign";
import { ApiError } from "../answers/errors";
import type { Tokens } from "../data/tokens";

/** How far a client's clock may differ. */
const MAX_SKEW_MS = 15 * 60_000;

export interface ReceivedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

export interface Credentials {
  accessKey: string;
  secretKey: string;
}

/**
 * @param credentials undefined if only tokens are accepted.
 * @param now the time to compare a signature's date with, in milliseconds since 1970 (UTC).
 * @throws ApiError if the request has no valid token and no valid signature.
 */
export function authenticate(
  request: ReceivedRequest,
  credentials: Credentials | undefined,
  tokens: Tokens,
  now: number,
): void {
  const token = header(request, "x-auth-token");
  if (token !== undefined) {
    const state = tokens.stateOf(token);
    if (state === "valid") return;
    throw state === "expired" ? new ApiError("ModelArts.0202") : refusal("The token is unknown.");
  }
  const authorization = header(request, "authorization");
  if (authorization === undefined) {
    throw refusal("There is neither an Authorization nor an X-Auth-Token header.");
  }
  if (credentials === undefined) throw refusal("Only tokens are accepted.");
  verify(request, authorization, credentials, now);
}

function verify(
  request: ReceivedRequest,
  authorization: string,
  { accessKey, secretKey }: Credentials,
  now: number,
): void {
  const { Access, SignedHeaders, Signature } = parts(authorization);
  if (Access !== accessKey) throw refusal("The access key is unknown.");
  const date = header(request, "x-sdk-date") ?? "";
  // An unreadable date is NaN. Comparing NaN gives false, so the negation refuses such a date, too.
  if (!(Math.abs(parseDate(date) - now) <= MAX_SKEW_MS)) {
    throw refusal("X-Sdk-Date is missing, unreadable or more than 15 minutes off.");
  }
  const claimedHash = header(request, "x-sdk-content-sha256");
  if (claimedHash !== undefined && claimedHash !== sha256(request.body)) {
    throw refusal("X-Sdk-Content-Sha256 is not the hash of the body.");
  }
  const signedHeaders = SignedHeaders.toLowerCase().split(";");
  const missing = signedHeaders.find((name) => header(request, name) === undefined);
  if (missing !== undefined) throw refusal(`The signed header ${missing} is missing.`);
  const canonical = canonicalRequest(
    {
      ...request,
      query: [...request.query],
      headers: Object.fromEntries(signedHeaders.map((name) => [name, header(request, name) ?? ""])),
    },
    signedHeaders,
  );
  if (!areEqual(Signature, signature(secretKey, stringToSign(date, canonical)))) {
    throw refusal("The signature does not match.");
  }
}

function parts(authorization: string) {
  const match = /^(\S+) Access=([^,]*), *SignedHeaders=([^,]*), *Signature=([^,]*)$/.exec(
    authorization.trim(),
  );
  const [, algorithm, Access = "", SignedHeaders = "", Signature = ""] = match ?? [];
  if (algorithm !== ALGORITHM)
    throw refusal(`Authorization does not have the form of ${ALGORITHM}.`);
  return { Access, SignedHeaders, Signature };
}

function header({ headers }: ReceivedRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Parses `20261124T064557Z` to milliseconds since 1970 (UTC); NaN if the text has another form. */
function parseDate(date: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function areEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sha256(data: Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function refusal(reason: string): ApiError {
  return new ApiError("APIGW.0301", reason);
}
