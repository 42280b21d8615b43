import { strict as assert } from "node:assert";
import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner";
import fc from "fast-check";
import { sdkDate, sign, type SignableRequest } from "../../../provider/client/sign";

/** What the official signer's url.parse leaves alone; what it escapes, that signer encodes twice. */
const pathCharacters = [..."azAZ09-._~!$&()*+,;=:@éß文字😀"];
/** Anything but a lone surrogate, which has no encoding. */
const text = fc.string({ unit: "binary", maxLength: 12 });
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

const segment = fc.string({
  unit: fc.constantFrom(...pathCharacters),
  minLength: 1,
  maxLength: 12,
});
const request = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
  segments: fc.array(segment, { maxLength: 5 }),
  slash: fc.constantFrom("", "/"),
  // An object's key with a meaning of its own can't be a parameter's name for the official signer.
  query: fc.dictionary(
    text.filter((name) => name !== "__proto__"),
    fc.oneof(text, fc.array(fc.oneof(text, fc.constant("")), { minLength: 1, maxLength: 4 })),
    { maxKeys: 5, noNullPrototype: true },
  ),
  headers: fc.record(
    {
      "content-type": fc.constantFrom("application/json", "application/json;charset=utf-8"),
      "User-Agent": headerValue,
      "X-Project-Id": headerValue,
      accept: headerValue,
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  data: fc.option(fc.dictionary(text, fc.jsonValue(), { noNullPrototype: true }), {
    nil: undefined,
  }),
  key: fc.record({
    accessKey: fc.stringMatching(/^[A-Z0-9]{1,20}$/),
    secretKey: fc.string({ minLength: 1, maxLength: 40 }),
    securityToken: fc.option(headerValue, { nil: undefined }),
  }),
  date: fc.date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2099-12-31T23:59:59Z"),
    noInvalidDate: true,
  }),
});

const host = "modelarts.eu-de.otc.t-systems.com";

describe("sign: against the official signer", () => {
  it("given any request, when both sign it, then the signatures are the same", () => {
    fc.assert(
      fc.property(request, ({ method, segments, slash, query, headers, data, key, date }) => {
        const path = `/${["v1", ...segments].join("/")}${slash}`;
        const ours = sign(
          {
            method,
            path,
            query: pairs(query),
            headers: { host, ...headers },
            body: data && JSON.stringify(data),
          },
          key,
          date,
        );
        assert.deepEqual(
          { authorization: ours["authorization"], date: ours["x-sdk-date"] },
          official({ method, path, query, headers, data, key, date }),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("given any path, when it is signed encoded and decoded, then the signatures are the same", () => {
    // The official signers disagree here: Python's and Go's decode first, as ours does.
    const decoded = fc.array(
      text.map((each) => each.replace(/[%/]/g, "")),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(decoded, (segments) => {
        const [plain, encoded] = [segments, segments.map(encodeURIComponent)].map((each) =>
          sign(
            requestTo(`/v1/${each.join("/")}`),
            { accessKey: "AK", secretKey: "SK" },
            new Date(0),
          ),
        );
        assert.deepEqual(encoded, plain);
      }),
      { numRuns: 500 },
    );
  });

  it("given any order of the query and any case of header names, then the signature is the same", () => {
    const query = fc.uniqueArray(fc.tuple(text, text), { maxLength: 6 });
    const shuffled = query.chain((pairs) =>
      fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const key = { accessKey: "AK", secretKey: "SK" };
        const upper = { HOST: host, "X-PROJECT-ID": "p" };
        const lower = { "x-project-id": "p", host };
        assert.deepEqual(
          sign({ ...requestTo("/"), query: one, headers: upper }, key, new Date(0)),
          sign({ ...requestTo("/"), query: other, headers: lower }, key, new Date(0)),
        );
      }),
    );
  });
});

type Given = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

function official(given: Omit<Given, "segments" | "slash"> & { path: string }) {
  const { method, path, query, headers, data, key, date } = given;
  const signed = AKSKSigner.sign(
    {
      method,
      endpoint: `https://${host}${path}`,
      // It sorts the lists that it is given.
      queryParams: structuredClone(query),
      headers: {
        ...headers,
        "X-Sdk-Date": sdkDate(date),
        ...(key.securityToken !== undefined && { "X-Security-Token": key.securityToken }),
      },
      data,
    },
    { getAk: () => key.accessKey, getSk: () => key.secretKey } as never,
  ) as Record<string, string>;
  return { authorization: signed["Authorization"], date: signed["X-Sdk-Date"] };
}

function pairs(query: Given["query"]): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
}

function requestTo(path: string): SignableRequest {
  return { method: "GET", path, query: [], headers: { host } };
}
