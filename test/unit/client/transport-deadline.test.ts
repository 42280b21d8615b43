import { strict as assert } from "node:assert";
import { createServer } from "node:net";
import { createClient } from "../../../provider/client/client";
import { AnswerError, ApiError, ConnectionError } from "../../../provider/client/errors";
import { FEW_TRIES } from "../../../provider/client/retry";
import { operations } from "../../../provider/wire/operations";
import {
  aksk,
  issued,
  jumpingClock,
  listen,
  password,
  START,
  useTransports,
  type Answering,
} from "./transport-steps";

const { createNotebook, showNotebook, stopNotebook } = operations;
const input = { path: { id: "n1" } };
const hangUp: Answering = (response) => response.destroy();
const silence: Answering = () => undefined;
const busy = { status: 400, body: { error_code: "ModelArts.6357", error_msg: "busy" } };
const gateway = { status: 429, body: { error_code: "APIGW.0308", error_msg: "slower" } };

describe("transport: until the deadline", () => {
  const given = useTransports();
  const MINUTE_MS = 60_000;

  const outages: [what: string, answer: Answering][] = [
    ["a lost connection", hangUp],
    ["an answer that is not JSON", { body: "<html>maintenance</html>" }],
    ["an empty answer", { body: "" }],
    ["a busy notebook", busy],
    ["408", { status: 408 }],
    ["503", { status: 503, body: "<html>" }],
    ["429", gateway],
  ];
  for (const [what, answer] of outages) {
    it(`given ${what} ten times, then a read is answered nevertheless`, async () => {
      const { transport, seen, clock } = await given({
        answers: [{}, ...Array<Answering>(10).fill(answer), {}],
      });
      await transport.send(showNotebook, input);
      clock.slept.length = 0;
      await transport.send(showNotebook, { ...input, deadline: clock.now() + 5 * MINUTE_MS });
      assert.equal(seen.length, 12);
      assert.deepEqual(clock.slept.slice(0, 6), [750, 1500, 3000, 6000, 12_000, 15_000]);
    });

    it(`given ${what} without end, then a read ends at the deadline and says how often it was tried`, async () => {
      const { transport, seen, clock } = await given({ answers: [{}, answer] });
      await transport.send(showNotebook, input);
      const began = clock.now();
      const sent = transport.send(showNotebook, { ...input, deadline: began + 2 * MINUTE_MS });
      await assert.rejects(sent, /Tried 13 times in 119 s\.$/);
      assert.equal(seen.length, 14);
      assert.equal(clock.now() - began, 2 * MINUTE_MS - 1000);
    });
  }

  it("given 429 fifty times, then even a create is answered", async () => {
    const { transport, seen } = await given({
      answers: [...Array<Answering>(50).fill(gateway), {}],
    });
    await transport.send(createNotebook, { body: {}, deadline: START + 20 * MINUTE_MS });
    assert.equal(seen.length, 51);
  });

  it("given no deadline, then a read has two minutes, or what is configured", async () => {
    const { transport, clock } = await given({ answers: [{ status: 503 }] });
    await assert.rejects(transport.send(showNotebook, input), { status: 503 });
    assert.equal(clock.now() - START, 119_000);
    const configured = await given({
      settings: { readTimeoutMs: 10_000 },
      answers: [{ status: 503 }],
    });
    await assert.rejects(configured.transport.send(showNotebook, input), { status: 503 });
    assert.equal(configured.clock.now() - START, 9_000);
  });

  it("given Retry-After later than the deadline, then the API's error comes at once", async () => {
    const throttled = { ...gateway, headers: { "retry-after": "60" } };
    const { transport, seen } = await given({ answers: [throttled] });
    const sent = transport.send(showNotebook, { ...input, deadline: START + 30_000 });
    await assert.rejects(sent, { name: "ApiError", retryAfterMs: 60_000 });
    assert.equal(seen.length, 1);
  });

  it("given the deadline has passed, then nothing is sent", async () => {
    const { transport, seen } = await given();
    await assert.rejects(
      transport.send(createNotebook, { body: {}, deadline: START }),
      (error: unknown) => {
        assert(error instanceof ConnectionError && !error.isSent);
        return true;
      },
    );
    assert.equal(seen.length, 0);
  });

  it("given a busy notebook, then a stop is not repeated: the lifecycle reads the notebook first", async () => {
    const { transport, seen } = await given({ answers: [busy] });
    await assert.rejects(transport.send(stopNotebook, input), ApiError);
    assert.equal(seen.length, 1);
  });

  it("given a silent API, then the deadline ends the exchange, and the connection", async () => {
    const { transport, seen } = await given({ answers: [silence] });
    const began = performance.now();
    const sent = transport.send(createNotebook, { body: {}, deadline: START + 200 });
    await assert.rejects(sent, /the answer did not begin within 0\.2 s/);
    assert(performance.now() - began < 2_000);
    const { socket } = seen[0]!;
    if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
  });

  it("given more requests than connections, then the wait for a connection is not an exchange's time", async () => {
    const slowly: Answering = (response) => void setTimeout(() => response.end('{"id":"n1"}'), 60);
    const limits = { connections: 1, exchangeMs: 200 };
    const { transport, seen } = await given({ limits, answers: [slowly] });
    await Promise.all(
      Array.from({ length: 8 }, () => transport.send(operations.updateNotebook, input)),
    );
    assert.equal(seen.length, 8);
  });

  it("given a request that got no connection until the deadline, then it was surely not sent", async () => {
    const { transport, seen } = await given({ limits: { connections: 1 }, answers: [silence] });
    const first = transport.send(createNotebook, { body: {}, deadline: START + 400 });
    const second = transport.send(createNotebook, { body: {}, deadline: START + 200 });
    await assert.rejects(second, (error: unknown) => {
      assert(error instanceof ConnectionError && !error.isSent);
      assert.match(error.message, /the request could not be sent within 0\.2 s/);
      return true;
    });
    await assert.rejects(
      first,
      (error: unknown) => error instanceof ConnectionError && error.isSent,
    );
    assert.equal(seen.length, 1);
  });

  it("given a silent IAM, then each request waits for the login only until its own deadline", async () => {
    const { transport, seen } = await given({
      settings: { credentials: password },
      answers: [silence],
    });
    const began = performance.now();
    const sent = [200, 300].map((ms) =>
      transport.send(showNotebook, { ...input, deadline: START + ms }),
    );
    for (const each of sent)
      await assert.rejects(each, /Logging in to IAM failed: .*no token within/);
    await transport.close(); // Waits for the end of every request, so of the login, too.
    assert(performance.now() - began < 2_000);
    assert.equal(seen.length, 1);
  });

  it("given an outage of IAM, then a change waits for the login until its own deadline", async () => {
    const outage = Array<Answering>(30).fill({ status: 503, body: "<html>" });
    const { transport, clock } = await given({
      settings: { credentials: password },
      answers: [...outage, issued("T1"), {}],
    });
    const began = clock.now();
    await transport.send(stopNotebook, { ...input, deadline: began + 20 * MINUTE_MS });
    assert.ok(clock.now() - began > 5 * MINUTE_MS);
  });

  it("given an outage of IAM without end, then a change ends at its deadline", async () => {
    const { transport, clock } = await given({
      settings: { credentials: password },
      answers: [{ status: 503, body: "<html>" }],
    });
    const began = clock.now();
    const sent = transport.send(stopNotebook, { ...input, deadline: began + 5 * MINUTE_MS });
    await assert.rejects(sent, /Logging in to IAM failed: .*503/);
    assert.ok(clock.now() - began <= 5 * MINUTE_MS);
  });

  it("given IAM answered the project once, then the project's id needs no further login", async () => {
    const { transport, seen, clock } = await given({
      settings: { credentials: password, projectId: undefined },
      answers: [issued("T1")],
    });
    assert.equal(await transport.projectId(), "p-of-iam");
    clock.time += 48 * 3_600_000; // The token has expired.
    assert.equal(await transport.projectId(), "p-of-iam");
    assert.equal(seen.length, 1);
  });
});

describe("transport: an address that never answered", () => {
  const given = useTransports();

  it("given nobody listens, then a read is given up after a few tries", async () => {
    const { transport, server, clock } = await given();
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(transport.send(showNotebook, input), ConnectionError);
    assert.equal(clock.slept.length, FEW_TRIES - 1);
  });

  it("given a server without TLS at an https address, then a read is given up after a few tries", async () => {
    const { origin } = await given();
    const settings = { endpoint: origin.replace("http:", "https:") };
    const { transport, clock } = await given({ settings });
    await assert.rejects(transport.send(showNotebook, input), ConnectionError);
    assert.equal(clock.slept.length, FEW_TRIES - 1);
  });

  it("given it had answered before, then a read is tried until the deadline", async () => {
    const { transport, server, clock } = await given();
    await transport.send(showNotebook, input);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const deadline = clock.now() + 120_000;
    await assert.rejects(transport.send(showNotebook, { ...input, deadline }), /Tried 13 times/);
  });

  it("given only web pages, then a read is given up after a few tries", async () => {
    const { transport, seen } = await given({ answers: [{ body: "<html>Log in</html>" }] });
    await assert.rejects(transport.send(showNotebook, input), AnswerError);
    assert.equal(seen.length, FEW_TRIES);
  });
});

describe("client: within bounds", () => {
  const given = useTransports();
  const bases = { authUrl: undefined, insecure: false, caCert: undefined, projectId: "p1" };

  async function clientFor(answers: Answering[]) {
    const { origin, seen } = await given({ answers });
    const clock = jumpingClock();
    return {
      client: createClient({ ...bases, endpoint: origin, credentials: aksk }, clock),
      clock,
      seen,
    };
  }

  it("given a deadline, then all requests share it", async () => {
    const { client, clock, seen } = await clientFor([{ status: 503 }]);
    const bound = client.within({ deadline: START + 60_000 });
    await assert.rejects(bound.showNotebook({ id: "n1" }), /Tried/);
    assert.equal(clock.now() - START, 59_000);
    const sent = seen.length;
    clock.time += 1_000;
    await assert.rejects(bound.showNotebook({ id: "n1" }), ConnectionError);
    assert.equal(seen.length, sent);
    await client.close();
  });

  it("given a signal, then it ends every request, and those of clients within it", async () => {
    const { client, seen } = await clientFor([{}]);
    const signal = AbortSignal.abort(new Error("enough"));
    const bound = client.within({ signal });
    for (const each of [bound, bound.within({}), bound.within({ deadline: START + 1000 })]) {
      await assert.rejects(each.showNotebook({ id: "n1" }), /^Error: enough$/);
    }
    assert.equal(seen.length, 0);
  });

  it("given no deadline, then the requests together have that of one read", async () => {
    const { client, clock } = await clientFor([{ status: 503 }]);
    const bound = client.within({});
    await assert.rejects(bound.showNotebook({ id: "n1" }), /Tried/);
    await assert.rejects(bound.showNotebook({ id: "n1" }), ApiError);
    assert.equal(clock.now() - START, 119_000);
    await client.close();
  });
});

describe("transport: a connection that is never established", () => {
  it("given the deadline, then the request ends there although the connection is still tried", async () => {
    const mute = createServer(); // Says nothing, so TLS never begins.
    const endpoint = `https://127.0.0.1:${await listen(mute)}`;
    const settings = { endpoint, authUrl: undefined, projectId: "p1", insecure: false };
    const client = createClient({ ...settings, caCert: undefined, credentials: aksk });
    const began = performance.now();
    const sent = client
      .within({ deadline: Date.now() + 300 })
      .createNotebook({ body: {} as never });
    await assert.rejects(sent, /the request could not be sent within 0\.3 s/);
    assert(performance.now() - began < 2_000);
    mute.close();
  });
});
