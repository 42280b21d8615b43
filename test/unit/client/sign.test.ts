import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import {
  canonicalQuery,
  canonicalRequest,
  canonicalUri,
  percentEncode,
  sdkDate,
  sign,
  signature,
  stringToSign,
  type SignableRequest,
} from "../../../provider/client/sign";

const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

describe("sign: the steps of the specification", () => {
  it("given the example of the signing guide, then each intermediate text is the guide's", () => {
    // https://support.huaweicloud.com/eu/devg-apisign/api-sign-algorithm-003.html
    const date = "20191115T033655Z";
    const request: SignableRequest = {
      method: "GET",
      path: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
      query: [
        ["limit", "2"],
        ["marker", "13551d6b-755d-4757-b956-536f674975c0"],
      ],
      headers: {
        "Content-Type": "application/json",
        Host: "service.region.example.com",
        "X-Sdk-Date": date,
      },
    };
    const canonical = canonicalRequest(request, ["content-type", "host", "x-sdk-date"]);
    assert.equal(
      canonical,
      `GET
/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/
limit=2&marker=13551d6b-755d-4757-b956-536f674975c0
content-type:application/json
host:service.region.example.com
x-sdk-date:20191115T033655Z

content-type;host;x-sdk-date
${emptyHash}`,
    );
    assert.equal(
      stringToSign(date, canonical),
      `SDK-HMAC-SHA256
20191115T033655Z
b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a`,
    );
  });

  it("given a key and a text, then the signature is their HMAC-SHA256", () => {
    // RFC 4231, test case 2.
    assert.equal(
      signature("Jefe", "what do ya want for nothing?"),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  const uris: [path: string, canonical: string][] = [
    ["/", "/"],
    ["/v1", "/v1/"],
    ["/v1/", "/v1/"],
    ["/v1//p", "/v1//p/"],
    ["/v1/a b", "/v1/a%20b/"],
    ["/v1/a%20b", "/v1/a%20b/"],
    ["/v1/a%2Fb", "/v1/a%2Fb/"],
    ["/v1/100%", "/v1/100%25/"],
    ["/v1/über/文", "/v1/%C3%BCber/%E6%96%87/"],
    ["/v1/a+b*(c)!'", "/v1/a%2Bb%2A%28c%29%21%27/"],
  ];
  for (const [path, canonical] of uris) {
    it(`given the path ${path}, then each segment is encoded once: ${canonical}`, () => {
      assert.equal(canonicalUri(path), canonical);
    });
  }

  const queries: [query: SignableRequest["query"], canonical: string][] = [
    [[], ""],
    [[["a", ""]], "a="],
    [
      [
        ["b", "1"],
        ["a", "2"],
      ],
      "a=2&b=1",
    ],
    [
      [
        ["a", "2"],
        ["a", "10"],
        ["a", ""],
      ],
      "a=&a=10&a=2",
    ],
    [[["a b", "c&d=é"]], "a%20b=c%26d%3D%C3%A9"],
    // Sorted before they are encoded: { comes after the letters, %7B would come before them.
    [
      [
        ["{", "1"],
        ["a", "2"],
        ["B", "3"],
      ],
      "B=3&a=2&%7B=1",
    ],
  ];
  for (const [query, canonical] of queries) {
    it(`given the query ${JSON.stringify(query)}, then it is sorted and encoded: ${canonical}`, () => {
      assert.equal(canonicalQuery(query), canonical);
    });
  }

  it("given every ASCII character, then only the unreserved ones stay as they are", () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    for (const character of ascii) {
      const hex = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
      const expected = /[A-Za-z0-9_.~-]/.test(character) ? character : `%${hex}`;
      assert.equal(percentEncode(character), expected);
    }
  });

  it("given a date, then it is written without punctuation and milliseconds", () => {
    assert.equal(sdkDate(new Date("2026-11-24T06:45:57.123Z")), "20261124T064557Z");
  });
});

describe("sign: the headers", () => {
  const key = { accessKey: "AK", secretKey: "SK" };
  const date = new Date("2026-11-24T06:45:57.123Z");
  const request: SignableRequest = {
    method: "PUT",
    path: "/v1/p/notebooks/n",
    query: [],
    headers: { Host: "modelarts.eu-de.otc.t-systems.com", "X-Project-Id": " p " },
    body: '{"name":"ü"}',
  };
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

  it("given a request, then the date and the signature over all its headers are added", () => {
    const { authorization, ...others } = sign(request, key, date);
    assert.deepEqual(others, { "x-sdk-date": "20261124T064557Z" });
    const canonical = `PUT
/v1/p/notebooks/n/

host:modelarts.eu-de.otc.t-systems.com
x-project-id:p
x-sdk-date:20261124T064557Z

host;x-project-id;x-sdk-date
${sha256('{"name":"ü"}')}`;
    const expected = signature("SK", stringToSign("20261124T064557Z", canonical));
    assert.equal(
      authorization,
      `SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-project-id;x-sdk-date, Signature=${expected}`,
    );
  });

  it("given a temporary key, then its security token is added and signed too", () => {
    const added = sign(request, { ...key, securityToken: "ST" }, date);
    assert.equal(added["x-security-token"], "ST");
    assert.match(added["authorization"] ?? "", /=host;x-project-id;x-sdk-date;x-security-token,/);
  });

  it("given a permanent key, then there is no security token", () => {
    assert(!("x-security-token" in sign(request, key, date)));
  });

  const changes: Record<string, Partial<SignableRequest>> = {
    method: { method: "GET" },
    path: { path: "/v1/p/notebooks/m" },
    query: { query: [["a", "b"]] },
    "header's value": { headers: { ...request.headers, Host: "elsewhere" } },
    body: { body: '{"name":"u"}' },
    "missing body": { body: undefined },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`given another ${what}, then the signature is another`, () => {
      const [one, other] = [request, { ...request, ...change }].map((each) =>
        sign(each, key, date),
      );
      assert.notEqual(one?.["authorization"], other?.["authorization"]);
    });
  }

  it("given bytes for a body, then they are signed as the same text is", () => {
    const bytes = new TextEncoder().encode(request.body as string);
    assert.deepEqual(sign({ ...request, body: bytes }, key, date), sign(request, key, date));
  });
});
