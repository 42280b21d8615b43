import { strict as assert } from "node:assert";
import { sign } from "../../../provider/client/sign";
import { operations } from "../../../provider/wire/operations";
import { aksk, issued, password, readyToken, START, useTransports } from "./transport-steps";
import { lease, page } from "../wire/wire-examples";

const { version } = require("../../../provider/package.json") as { version: string };
const { createNotebook, listNotebooks, renewLease, showNotebook, stopNotebook } = operations;

describe("transport: what goes out", () => {
  const given = useTransports();

  it("given a read, then path, host, project and user agent are as they should be", async () => {
    const { transport, seen, origin } = await given();
    await transport.send(showNotebook, { path: { id: "n1" } });
    const [{ method, url, headers, body }] = [seen[0]!];
    assert.deepEqual(
      { method, url, body },
      { method: "GET", url: "/v1/p1/notebooks/n1", body: "" },
    );
    assert.equal(headers.host, new URL(origin).host);
    assert.equal(headers["x-project-id"], "p1");
    assert.equal(headers.accept, "application/json");
    assert.equal(
      headers["user-agent"],
      `pulumi-modelarts/${version} node/${process.versions.node}`,
    );
    assert.equal(headers["content-type"], "application/json", "as official clients send it");
    assert.equal(headers["x-language"], "en-us");
  });

  it("given a body, then it goes out under the API's names, as JSON", async () => {
    const { transport, seen } = await given({ answers: [{ body: lease }] });
    await transport.send(renewLease, {
      path: { id: "n1" },
      body: { duration: 3_600_000, type: undefined },
    });
    assert.equal(seen[0]?.method, "PATCH");
    assert.equal(seen[0]?.headers["content-type"], "application/json");
    assert.equal(seen[0]?.body, '{"duration":3600000}');
  });

  it("given a post without a body, then none goes out", async () => {
    const { transport, seen } = await given();
    await transport.send(stopNotebook, { path: { id: "n1" } });
    assert.equal(seen[0]?.url, "/v1/p1/notebooks/n1/stop");
    assert.equal(seen[0]?.headers["content-length"], "0");
  });

  it("given values with a meaning in URLs, then they go out encoded", async () => {
    const { transport, seen } = await given({ answers: [{ body: page({ id: "n" }) }] });
    await transport.send(listNotebooks, { query: { name: "a b&c=ü*", poolId: "0" } });
    await transport.send(showNotebook, { path: { id: "../a?b#c/d" } }).catch(() => undefined);
    assert.equal(seen[0]?.url, "/v1/p1/notebooks?name=a%20b%26c%3D%C3%BC%2A&pool_id=0");
    assert.equal(seen[1]?.url, "/v1/p1/notebooks/..%2Fa%3Fb%23c%2Fd");
  });

  for (const id of ["", ".", ".."]) {
    it(`given "${id}" as an id, then nothing goes out`, async () => {
      const { transport, seen } = await given();
      const reading = transport.send(showNotebook, { path: { id } });
      await assert.rejects(reading, { message: `${showNotebook.doing} failed: "${id}" is no id.` });
      assert.deepEqual(seen, []);
    });
  }

  describe("by access key", () => {
    it("given headers, path, query and body, then the signature is over just what goes out", async () => {
      const credentials = { ...aksk, securityToken: "the-security-token" };
      const { transport, seen } = await given({
        settings: { credentials },
        answers: [{ body: lease }],
      });
      const input = { path: { id: "n 1" }, query: { duration: 3_600_000 }, body: { type: "idle" } };
      await transport.send(renewLease, input);
      const { method, url, headers, body } = seen[0]!;
      const { authorization = "" } = headers;
      const names = /SignedHeaders=([^,]+),/.exec(authorization)?.[1]?.split(";") ?? [];
      const own = ["accept", "content-type", "host", "user-agent", "x-language", "x-project-id"];
      assert.deepEqual(names, [...own, "x-sdk-date", "x-security-token"]);
      const [path = "", search] = url.split("?");
      const signed = sign(
        {
          method,
          path,
          query: [...new URLSearchParams(search)],
          headers: Object.fromEntries(own.map((name) => [name, String(headers[name])])),
          body,
        },
        credentials,
        new Date(START),
      );
      assert.equal(authorization, signed["authorization"]);
      assert.equal(headers["x-sdk-date"], "20261124T064557Z");
      assert.equal(headers["x-security-token"], "the-security-token");
      assert.equal(headers["x-auth-token"], undefined);
    });

    it("given a second try, then it is signed anew, with the time of then", async () => {
      const { transport, seen } = await given({
        answers: [{ status: 503, headers: { "retry-after": "60" } }, {}],
      });
      await transport.send(showNotebook, { path: { id: "n1" } });
      const [one, two] = seen.map(({ headers }) => headers);
      assert.equal(one?.["x-sdk-date"], "20261124T064557Z");
      assert.equal(two?.["x-sdk-date"], "20261124T064657Z");
      assert.notEqual(one?.authorization, two?.authorization);
    });
  });

  describe("by token", () => {
    it("given a ready token, then it goes out and nothing is signed", async () => {
      const { transport, seen } = await given({ settings: { credentials: readyToken } });
      await transport.send(showNotebook, { path: { id: "n1" } });
      assert.equal(seen[0]?.headers["x-auth-token"], "the-ready-token");
      assert.equal(seen[0]?.headers["x-project-id"], "p1");
      for (const name of ["authorization", "x-sdk-date"]) assert(!(name in seen[0].headers));
    });

    it("given a password, then IAM is asked first, and its token and project are used", async () => {
      const settings = { credentials: password, projectId: undefined };
      const { transport, seen } = await given({ settings, answers: [issued("T1"), {}] });
      await transport.send(showNotebook, { path: { id: "n1" } });
      await transport.send(showNotebook, { path: { id: "n2" } });
      assert.deepEqual(
        seen.map(({ method, url, headers }) => [method, url, headers["x-auth-token"]]),
        [
          ["POST", "/v3/auth/tokens", undefined],
          ["GET", "/v1/p-of-iam/notebooks/n1", "T1"],
          ["GET", "/v1/p-of-iam/notebooks/n2", "T1"],
        ],
      );
      assert.deepEqual(JSON.parse(seen[0]!.body), {
        auth: {
          identity: {
            methods: ["password"],
            password: {
              user: { name: "ada", password: "the-password", domain: { name: "account" } },
            },
          },
          scope: { project: { name: "eu-de", domain: { name: "account" } } },
        },
      });
    });

    it("given requests at the same time, then one login serves them all", async () => {
      const settings = { credentials: password };
      const { transport, seen } = await given({ settings, answers: [issued("T1"), {}] });
      const read = () => transport.send(showNotebook, { path: { id: "n1" } });
      await Promise.all([read(), read(), read()]);
      assert.deepEqual(
        seen.map(({ method }) => method),
        ["POST", "GET", "GET", "GET"],
      );
    });

    it("given the token is about to expire, then the next request has a new one", async () => {
      const settings = { credentials: password };
      const { transport, seen, clock } = await given({
        settings,
        answers: [issued("T1"), {}, issued("T2", 48), {}],
      });
      await transport.send(showNotebook, { path: { id: "n1" } });
      clock.time += 24 * 3_600_000 - 60_000;
      await transport.send(createNotebook, { body: { name: "lab" } });
      assert.deepEqual(
        seen.map(({ headers }) => headers["x-auth-token"]),
        [undefined, "T1", undefined, "T2"],
      );
    });
  });
});
