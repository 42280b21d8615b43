import { strict as assert } from "node:assert";
import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner";
import { sign } from "../../../provider/client/sign";
import { HOUR_MS, lab, pathOf, useSimulators, type Given, type Json } from "./simulator-steps";

const key = { accessKey: "AK-of-the-test", secretKey: "SK-of-the-test" };

interface Signing {
  method?: string;
  query?: [string, string][];
  headers?: Record<string, string>;
  body?: string;
  key?: { accessKey: string; secretKey: string; securityToken?: string };
  /** How far the client's clock is off. */
  skewMs?: number;
  /** What happens to the request after it was signed. */
  tamper?(request: { headers: Record<string, string>; body?: string; search: string }): void;
}

describe("simulator: authentication", () => {
  const given = useSimulators();

  async function send({ running, clock }: Given, signing: Signing = {}) {
    const { method = "GET", query = [], headers = {}, body } = signing;
    const path = pathOf("listNotebooks");
    const date = new Date(clock.now() + (signing.skewMs ?? 0));
    const added = sign({ method, path, query, headers, body }, signing.key ?? key, date);
    const request = {
      headers: { ...headers, ...added } as Record<string, string>,
      body,
      search: query.length === 0 ? "" : `?${new URLSearchParams(query).toString()}`,
    };
    signing.tamper?.(request);
    const response = await fetch(running.url + path + request.search, { method, ...request });
    return { status: response.status, body: (await response.json()) as Json };
  }

  const accepted: Record<string, (url: string) => Signing> = {
    "host and date": (url) => ({ headers: { host: new URL(url).host } }),
    "only the date": () => ({}),
    // Terraform's provider doesn't sign Host.
    "accept, content-type and user-agent, without host": () => ({
      headers: { accept: "*/*", "content-type": "application/json", "user-agent": "terraform" },
    }),
    // The official Python SDK.
    "content-type, host, user-agent and x-project-id": (url) => ({
      headers: {
        "content-type": "application/json",
        host: new URL(url).host,
        "user-agent": "huaweicloud-usdk-python/3.0",
        "x-project-id": "any-project",
      },
    }),
    "a query that must be encoded": () => ({
      query: [
        ["name", "a +&/*~ü"],
        ["limit", "10"],
      ],
    }),
    "a body": () => ({ method: "POST", body: JSON.stringify({ ...lab, description: "über" }) }),
    "a temporary key": () => ({ key: { ...key, securityToken: "temporary" } }),
    "a clock 14 minutes late": () => ({ skewMs: -14 * 60_000 }),
    "a clock 14 minutes early": () => ({ skewMs: 14 * 60_000 }),
  };
  for (const [what, signing] of Object.entries(accepted)) {
    it(`given a secret, when ${what} is signed, then it is accepted`, async () => {
      const one = await given(key);
      const { status, body } = await send(one, signing(one.running.url));
      assert.equal(status, 200, JSON.stringify(body));
    });
  }

  it("given an advanced clock, when a client signs by its own clock, then the request is accepted", async () => {
    const one = await given(key);
    one.simulator.advance(5 * 24 * 60 * 60_000);
    assert.equal((await send(one, {})).status, 200);
  });

  const refused: Record<string, Signing> = {
    "another secret": { key: { ...key, secretKey: "another" } },
    "another access key": { key: { ...key, accessKey: "another" } },
    "a clock 16 minutes late": { skewMs: -16 * 60_000 },
    "a clock 16 minutes early": { skewMs: 16 * 60_000 },
    "no date": { tamper: ({ headers }) => delete headers["x-sdk-date"] },
    "another body": {
      method: "POST",
      body: JSON.stringify(lab),
      tamper: (request) => (request.body = JSON.stringify({ ...lab, name: "other" })),
    },
    "another query": {
      query: [["limit", "10"]],
      tamper: (request) => (request.search = "?limit=20"),
    },
    "another value of a signed header": {
      headers: { "x-project-id": "a" },
      tamper: ({ headers }) => (headers["x-project-id"] = "b"),
    },
    "a signed header that is missing": {
      headers: { "x-project-id": "a" },
      tamper: ({ headers }) => delete headers["x-project-id"],
    },
    "a body's hash that isn't its": { headers: { "x-sdk-content-sha256": "0".repeat(64) } },
    "no signature": { tamper: ({ headers }) => delete headers["authorization"] },
    "an Authorization of another kind": {
      tamper: ({ headers }) => (headers["authorization"] = "Bearer x"),
    },
    "an unknown token": { headers: { "x-auth-token": "x" } },
  };
  for (const [what, signing] of Object.entries(refused)) {
    it(`given a secret, when there is ${what}, then 401`, async () => {
      const one = await given(key);
      const { status, body } = await send(one, signing);
      assert.deepEqual([status, body.error_code], [401, "APIGW.0301"]);
      assert.equal(JSON.stringify(body).includes(key.secretKey), false);
      assert.deepEqual(one.simulator.notebooks.list(), []);
    });
  }

  it("given the official signer, when it signs, then it is accepted", async () => {
    const { running } = await given({ ...key, clock: Date });
    const url = running.url + pathOf("listNotebooks");
    const headers = AKSKSigner.sign(
      {
        endpoint: url,
        method: "GET",
        headers: { "content-type": "application/json" },
        queryParams: { name: "lab 1/ü", limit: 10 },
      },
      { getAk: () => key.accessKey, getSk: () => key.secretKey } as never,
    );
    const response = await fetch(`${url}?limit=10&name=lab%201%2F%C3%BC`, { headers });
    assert.equal(response.status, 200, await response.text());
  });

  it("given no secret, when a request has any signature, then it is accepted", async () => {
    const one = await given();
    assert.equal((await send(one, refused["another secret"])).status, 200);
    assert.equal((await send(one, { headers: { "x-auth-token": "x" } })).status, 200);
  });

  it("given one key of two, when the simulator is made, then it says what is missing", async () => {
    await assert.rejects(given({ accessKey: "a" }), /go together/);
    await assert.rejects(given({ secretKey: "a" }), /go together/);
  });
});

describe("simulator: IAM", () => {
  const given = useSimulators();
  const login = (password: string, name = "ann", project: object = { name: "eu-de" }) => ({
    body: {
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name, password, domain: { name: "account" } } },
        },
        scope: { project },
      },
    },
  });

  it("given a secret, when a token was asked for, then it authenticates for 24 hours", async () => {
    const { send, clock } = await given(key);
    const { status, headers, body } = await send("createToken", login("any"));
    assert.equal(status, 201);
    assert.equal(body.token.expires_at, new Date(clock.now() + 24 * HOUR_MS).toISOString());
    assert.equal(body.token.project.name, "eu-de");
    assert.match(body.token.project.id, /^[0-9a-f]{32}$/);
    const token = headers.get("x-subject-token") ?? "";
    const asking = () => send("listNotebooks", { headers: { "x-auth-token": token } });
    clock.advance(24 * HOUR_MS - 1);
    assert.equal((await asking()).status, 200);
    clock.advance(1);
    assert.equal((await asking()).status, 401);
  });

  it("given a user and a password, when others log in, then 401 as IAM has it", async () => {
    const { send } = await given({ userName: "ann", password: "right" });
    assert.equal((await send("createToken", login("right"))).status, 201);
    for (const wrong of [login("wrong"), login("right", "bob"), login("")]) {
      const { status, body } = await send("createToken", wrong);
      assert.deepEqual([status, body.error.code, body.error.title], [401, 401, "Unauthorized"]);
    }
    assert.equal((await send("listNotebooks")).status, 401);
  });

  it("given a project's id, when a token is asked for, then it is for that project", async () => {
    const { send } = await given();
    const { body } = await send("createToken", login("any", "ann", { id: "p1" }));
    assert.deepEqual(body.token.project, { id: "p1" });
  });

  it("given a body that isn't a login, when a token is asked for, then 400", async () => {
    const { send } = await given();
    const { status, body } = await send("createToken", { body: { auth: {} } });
    assert.deepEqual([status, body.error.code], [400, 400]);
  });
});
