import { strict as assert } from "node:assert";
import { ApiError, ConnectionError } from "../../../provider/client/errors";
import { operations } from "../../../provider/wire/operations";
import { issued, password, readyToken, useTransports, type Answering } from "./transport-steps";

const { createNotebook, showNotebook, startNotebook } = operations;
const input = { path: { id: "n1" } };
const hangUp: Answering = (response) => response.destroy();
const expired: Answering = {
  status: 401,
  body: { error_code: "APIGW.0301", error_msg: "expired" },
};

describe("transport: tries", () => {
  const given = useTransports();

  it("given failures that pass, then a read is answered at the third try", async () => {
    const { transport, seen, clock } = await given({ answers: [{ status: 503 }, hangUp, {}] });
    const notebook = (await transport.send(showNotebook, input)) as { name: string };
    assert.equal(notebook.name, "notebooks_test");
    assert.equal(seen.length, 3);
    assert.deepEqual(clock.slept, [750, 1500]);
  });

  it("given failures without end, then a start is tried three times, and the error says so", async () => {
    const { transport, seen } = await given({
      answers: [{ status: 500 }, { status: 502 }, { status: 503 }],
    });
    await assert.rejects(transport.send(startNotebook, input), {
      name: "ApiError",
      status: 503,
      message: /Tried 3 times in 2 s\.$/,
    });
    assert.equal(seen.length, 3);
  });

  it("given 429 with Retry-After, then a create waits as asked and is sent again", async () => {
    const throttled = { status: 429, headers: { "retry-after": "7" } };
    const { transport, seen, clock } = await given({ answers: [throttled, {}] });
    await transport.send(createNotebook, { body: { name: "lab" } });
    assert.equal(seen.length, 2);
    assert.deepEqual(clock.slept, [7_750]);
    assert.equal(seen[1]?.body, seen[0]?.body);
  });

  it("given a Retry-After of an hour, then it gives up at once and the error keeps it", async () => {
    const { transport, seen, clock } = await given({
      answers: [{ status: 429, headers: { "retry-after": "3600" } }],
    });
    const failure = transport.send(showNotebook, input);
    await assert.rejects(failure, { name: "ApiError", retryAfterMs: 3_600_000 });
    assert.equal(seen.length, 1);
    assert.deepEqual(clock.slept, []);
  });

  it("given a code that passes by itself, then even a create is sent again", async () => {
    const busy = { status: 400, body: { error_code: "ModelArts.6360", error_msg: "later" } };
    const { transport, seen } = await given({ answers: [busy, {}] });
    await transport.send(createNotebook, { body: {} });
    assert.equal(seen.length, 2);
  });

  const once: [what: string, answer: Answering, error: typeof ApiError | typeof ConnectionError][] =
    [
      ["answered with 500", { status: 500 }, ApiError],
      ["answered with 504", { status: 504 }, ApiError],
      ["not answered at all", hangUp, ConnectionError],
      [
        "answered half",
        (response) =>
          response.writeHead(200, { "content-length": "9" }).write("{", () => response.destroy()),
        ConnectionError,
      ],
    ];
  for (const [what, answer, error] of once) {
    it(`given a create that is ${what}, then it is not sent again`, async () => {
      const { transport, seen } = await given({ answers: [answer, {}] });
      await assert.rejects(transport.send(createNotebook, { body: {} }), error);
      assert.equal(seen.length, 1);
    });

    it(`given a start that is ${what}, then it is sent again`, async () => {
      const { transport, seen } = await given({ answers: [answer, {}] });
      await transport.send(startNotebook, input);
      assert.equal(seen.length, 2);
    });
  }

  it("given nobody listens, then a create is tried three times, and was surely not sent", async () => {
    const { transport, server, clock } = await given();
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(transport.send(createNotebook, { body: {} }), (error: unknown) => {
      assert(error instanceof ConnectionError && !error.isSent);
      return true;
    });
    assert.equal(clock.slept.length, 2);
  });

  it("given the abort while it waits to try again, then it ends with the reason", async () => {
    const stop = new AbortController();
    const { transport, seen, clock } = await given({ answers: [{ status: 503 }] });
    const { sleep } = clock;
    clock.sleep = (ms, signal) => {
      stop.abort(new Error("enough"));
      return sleep(ms, signal);
    };
    const sent = transport.send(showNotebook, { ...input, signal: stop.signal });
    await assert.rejects(sent, /^Error: enough$/);
    assert.equal(seen.length, 1);
    assert.deepEqual(clock.slept, []);
  });
});

describe("transport: a token that is refused", () => {
  const given = useTransports();
  const tokensOf = (seen: { headers: NodeJS.Dict<string | string[]> }[]) =>
    seen.map(({ headers }) => headers["x-auth-token"] ?? "login");

  it("given 401, then a new token is fetched once and even a create is sent again with it", async () => {
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [issued("T1"), expired, issued("T2"), {}],
    });
    await transport.send(createNotebook, { body: {} });
    assert.deepEqual(tokensOf(seen), ["login", "T1", "login", "T2"]);
  });

  it("given 403 with ModelArts.0203, then the token is renewed as after 401", async () => {
    const invalid = { status: 403, body: { error_code: "ModelArts.0203", error_msg: "Invalid." } };
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [issued("T1"), invalid, issued("T2"), invalid],
    });
    await assert.rejects(transport.send(showNotebook, input), { name: "ApiError", status: 403 });
    assert.deepEqual(tokensOf(seen), ["login", "T1", "login", "T2"]);
  });

  it("given any other 403, then no token is renewed", async () => {
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [issued("T1"), { status: 403, body: { error_code: "APIGW.0302" } }],
    });
    await assert.rejects(transport.send(showNotebook, input), { name: "ApiError", status: 403 });
    assert.deepEqual(tokensOf(seen), ["login", "T1"]);
  });

  it("given 401 again with the new token, then that is the error", async () => {
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [issued("T1"), expired, issued("T2"), expired],
    });
    await assert.rejects(transport.send(showNotebook, input), { name: "ApiError", status: 401 });
    assert.deepEqual(tokensOf(seen), ["login", "T1", "login", "T2"]);
  });

  it("given failures and 401, then a start is tried three times in all", async () => {
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [issued("T1"), { status: 503 }, expired, issued("T2"), { status: 503 }],
    });
    await assert.rejects(transport.send(startNotebook, input), { name: "ApiError", status: 503 });
    assert.deepEqual(tokensOf(seen), ["login", "T1", "T1", "login", "T2"]);
  });

  it("given 401 for a ready token, then there is no other to try", async () => {
    const { transport, seen } = await given({
      settings: { credentials: readyToken },
      answers: [expired],
    });
    await assert.rejects(transport.send(showNotebook, input), { name: "ApiError", status: 401 });
    assert.equal(seen.length, 1);
  });

  it("given IAM refuses the password, then the next request asks IAM again", async () => {
    const wrong = { status: 401, body: { error: { code: 401, message: "wrong", title: "x" } } };
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [wrong, issued("T1"), {}],
    });
    await assert.rejects(transport.send(showNotebook, input), /Logging in to IAM failed/);
    await transport.send(showNotebook, input);
    assert.deepEqual(tokensOf(seen), ["login", "login", "T1"]);
  });

  it("given IAM is down for a moment, then the login is tried again", async () => {
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [{ status: 503 }, issued("T1"), {}],
    });
    await transport.send(showNotebook, input);
    assert.deepEqual(tokensOf(seen), ["login", "login", "T1"]);
  });
});
