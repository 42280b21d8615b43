/** Many notebooks at once on an API that answers many requests with 429. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "../../../provider/client/client";
import type { Clock } from "../../../provider/client/clock";
import { createSimulator } from "pulumi-modelarts-simulator";
import { INPUTS, lifecycle } from "./lifecycle-fixture";
import { temporaryJournal } from "./temporary-journal";
import { readyToken } from "../client/transport-steps";

const NOTEBOOKS = 100;
const SEED = 20_261_130;
/** Waits at the same time overlap, as on a real clock, but each takes a fraction of its time. */
const SPEED = 20;

function fastClock(random: () => number): Clock {
  const began = performance.now();
  return {
    now: () => Date.parse("2026-01-01T00:00:00Z") + Math.round((performance.now() - began) * SPEED),
    random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / SPEED)),
  };
}

/** Random numbers in [0, 1) that are the same in each run: a linear congruential generator. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** Hands requests on, or refuses them as the gateway does. */
async function throttlingProxy(target: string, isRefused: () => boolean) {
  const counts = { answered: 0, refused: 0 };
  const body = JSON.stringify({ error_code: "APIGW.0308", error_msg: "Too many requests." });
  const server = createServer((request, response) => {
    if (isRefused()) {
      counts.refused++;
      request.resume().on("end", () => response.writeHead(429, { "retry-after": "1" }).end(body));
      return;
    }
    counts.answered++;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      const headers = { "content-type": "application/json", "x-auth-token": "the-ready-token" };
      const sent = chunks.length === 0 ? undefined : Buffer.concat(chunks);
      void fetch(target + url, { method, headers, body: sent }).then(async (answer) => {
        const { status } = answer;
        response.writeHead(status, { date: answer.headers.get("date") ?? "" });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, counts, server };
}

describe(`given ${NOTEBOOKS} notebooks and 30 % of all requests answered with 429`, () => {
  it("creates, refreshes and deletes all of them, each once", async () => {
    const random = seeded(SEED);
    const clock = fastClock(random);
    const simulator = createSimulator({ clock, transitionMs: 30_000 });
    const api = await simulator.listen();
    const proxy = await throttlingProxy(api.url, () => random() < 0.3);
    const settings = { endpoint: proxy.url, authUrl: undefined, projectId: "p", insecure: false };
    const client = createClient({ ...settings, credentials: readyToken, caCert: undefined }, clock);
    const context = { client, clock, log: () => undefined, journal: temporaryJournal() };
    try {
      const names = Array.from({ length: NOTEBOOKS }, (_, index) => `lab-${index}`);
      const made = await Promise.all(
        names.map((name) => lifecycle.create(context, { ...INPUTS, name, tags: { team: "a" } })),
      );
      assert.deepEqual(
        simulator.notebooks
          .list()
          .map(({ name, status }) => `${name} ${status}`)
          .sort(),
        names.map((name) => `${name} RUNNING`).sort(),
      );
      const read = await Promise.all(made.map(({ id, outs }) => lifecycle.read(context, id, outs)));
      assert.ok(read.every(({ id }, index) => id === made[index]?.id));
      await Promise.all(made.map(({ id, outs }) => lifecycle.delete(context, id, outs)));
      assert.deepEqual(simulator.notebooks.list(), []);
      const share = proxy.counts.refused / (proxy.counts.answered + proxy.counts.refused);
      assert.ok(share > 0.25 && share < 0.35, `${share} of the requests were refused`);
    } finally {
      await client.close();
      proxy.server.closeAllConnections();
      proxy.server.close();
      await api.close();
    }
  });
});
