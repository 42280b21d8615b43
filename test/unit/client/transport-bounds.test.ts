import { strict as assert } from "node:assert";
import type { ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import { AnswerError, ConnectionError } from "../../../provider/client/errors";
import { operations } from "../../../provider/wire/operations";
import { FEW_TRIES } from "../../../provider/client/retry";
import { seedExample } from "../wire/wire-examples";
import { listen, useTransports, type Answering } from "./transport-steps";

const { createNotebook, showNotebook } = operations;
const input = { path: { id: "n1" } };
const silence: Answering = () => undefined;

describe("transport: connections", () => {
  const given = useTransports();

  it("given requests one after the other, then they share one connection", async () => {
    const { transport, seen } = await given();
    for (let count = 0; count < 4; count++) await transport.send(showNotebook, input);
    assert.equal(new Set(seen.map(({ socket }) => socket)).size, 1);
  });

  it("given more requests than connections, then the others wait for their turn", async () => {
    const { transport, seen } = await given({ limits: { connections: 2 } });
    await Promise.all(Array.from({ length: 10 }, () => transport.send(showNotebook, input)));
    assert.equal(seen.length, 10);
    assert.equal(new Set(seen.map(({ socket }) => socket)).size, 2);
  });

  it("given the client is closed, then its connections are, and it can be used again", async function () {
    this.timeout(2_000); // An idle connection ends by itself after 4 s.
    const { transport, seen } = await given();
    await transport.send(showNotebook, input);
    const { socket } = seen[0]!;
    const ended = new Promise((resolve) => socket.once("close", resolve));
    await transport.close();
    await ended;
    await transport.send(showNotebook, input);
    assert.notEqual(seen[1]?.socket, socket);
  });
});

describe("transport: bounds", () => {
  const given = useTransports();

  const begin = (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"id":');
  };
  const drip: Answering = (response) => {
    begin(response);
    const dripping = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(dripping));
  };
  const slow: [what: string, answer: Answering, words: RegExp][] = [
    ["the answer does not begin", silence, /the answer did not begin within 0\.1 s/],
    ["the answer stops half-way", begin, /the answer was not complete within 0\.1 s/],
    ["the answer never ends", drip, /the answer was not complete within 0\.1 s/],
  ];
  for (const [what, answer, words] of slow) {
    it(`given ${what}, then it ends in time, and may have reached the API`, async () => {
      const { transport, origin } = await given({ limits: { exchangeMs: 100 }, answers: [answer] });
      await assert.rejects(transport.send(createNotebook, { body: {} }), (error: unknown) => {
        assert(error instanceof ConnectionError && error.isSent);
        assert.match(error.message, words);
        assert(error.message.includes(`no answer from ${origin}`));
        return true;
      });
    });
  }

  it("given a connection that never comes to stand, then it ends in time, surely not sent", async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket)); // Says nothing, so TLS never begins.
    const endpoint = `https://127.0.0.1:${await listen(mute)}`;
    const { transport } = await given({ settings: { endpoint }, limits: { connectMs: 50 } });
    try {
      await assert.rejects(transport.send(createNotebook, { body: {} }), (error: unknown) => {
        assert(error instanceof ConnectionError && !error.isSent);
        assert.match(error.message, /connecting took too long/);
        return true;
      });
    } finally {
      sockets.forEach((socket) => socket.destroy());
      mute.close();
    }
  });

  const body = { id: "n1", description: "d".repeat(1000) };
  const bytes = JSON.stringify(body).length;
  const chunked: Answering = (response) => {
    response.write(JSON.stringify(body)); // Without Content-Length.
    response.end();
  };
  for (const [what, answer] of [
    ["announced", { body }],
    ["unannounced", chunked],
  ] as const) {
    it(`given an answer of just the most bytes, ${what}, then it is read`, async () => {
      const { transport } = await given({ limits: { bodyBytes: bytes }, answers: [answer] });
      assert.deepEqual(await transport.send(showNotebook, input), body);
    });

    it(`given an answer of a byte more, ${what}, then it is an error after a few tries`, async () => {
      const { transport, seen } = await given({
        limits: { bodyBytes: bytes - 1 },
        answers: [answer],
      });
      await assert.rejects(transport.send(showNotebook, input), (error: unknown) => {
        assert(error instanceof AnswerError);
        assert.match(error.message, new RegExp(`the answer is larger than ${bytes - 1} bytes`));
        return true;
      });
      assert.equal(seen.length, FEW_TRIES);
    });
  }
});

describe("transport: abort", () => {
  const given = useTransports();

  it("given the abort came before, then nothing is sent", async () => {
    const { transport, seen } = await given();
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(transport.send(showNotebook, { ...input, signal }), /^Error: enough$/);
    assert.equal(seen.length, 0);
  });

  it("given the abort comes while it waits for the answer, then it ends and is not tried again", async () => {
    const stop = new AbortController();
    const { transport, seen } = await given({ answers: [() => stop.abort(new Error("enough"))] });
    const sent = transport.send(showNotebook, { ...input, signal: stop.signal });
    await assert.rejects(sent, /^Error: enough$/);
    assert.equal(seen.length, 1);
  });

  it("given the abort comes after a create was sent, then its answer still counts", async () => {
    const stop = new AbortController();
    const late: Answering = (response) => {
      stop.abort(new Error("enough"));
      setTimeout(() => response.end(JSON.stringify(seedExample)), 50);
    };
    const { transport } = await given({ answers: [late] });
    const sent = transport.send(createNotebook, { body: {}, signal: stop.signal });
    assert.equal(((await sent) as { id: string }).id, seedExample.id);
  });

  it("given the abort comes after a create was sent and no answer comes, then it may have reached the API", async () => {
    const stop = new AbortController();
    const { transport, seen } = await given({
      limits: { graceMs: 50 },
      answers: [() => stop.abort(new Error("enough"))],
    });
    const sent = transport.send(createNotebook, { body: {}, signal: stop.signal });
    await assert.rejects(sent, (error: unknown) => {
      assert(error instanceof ConnectionError && error.isSent);
      assert.match(error.message, /the command was cancelled before the answer came/);
      return true;
    });
    assert.equal(seen.length, 1);
  });

  it("given the abort comes amid the body, then it ends with the reason", async () => {
    const stop = new AbortController();
    const half: Answering = (response) => {
      response.writeHead(200);
      response.write("{", () => setImmediate(() => stop.abort(new Error("enough"))));
    };
    const { transport } = await given({ answers: [half] });
    const sent = transport.send(showNotebook, { ...input, signal: stop.signal });
    await assert.rejects(sent, /^Error: enough$/);
  });
});
