/** Our client beside plain undici: reads of a notebook over 50 connections. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "pulumi-modelarts/client/client";
import { defaultLimits, Pool } from "pulumi-modelarts/client/pool";
import type { Settings } from "pulumi-modelarts/client/settings";
import { sign } from "pulumi-modelarts/client/sign";
import type { Plan } from "../plan";
import { packageFolder, ROOT } from "../environment";
import type { SeriesRow } from "../result";
import { inRound } from "../statistics";
import { firstLine } from "./first-line";

const CONNECTIONS = 50;
const credentials = { kind: "aksk", accessKey: "test", secretKey: "test" } as const;
const example = readFileSync(join(ROOT, "simulator/seeds/show-notebook.json"), "utf8");
const { id } = JSON.parse(example) as { id: string };

interface Reader {
  name: string;
  comparedWith?: string;
  read(): Promise<unknown>;
  close(): Promise<void>;
}

export async function measureClient({ requests, samples }: Plan["client"]): Promise<SeriesRow[]> {
  const server = spawn(process.execPath, [join(__dirname, "canned-server.js")], {
    env: { ...process.env, BENCH_BODY: example },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const port = await firstLine(server.stdout);
    const readers = readersOf(`http://127.0.0.1:${port}`);
    const rows = readers.map(({ name, comparedWith }): SeriesRow => ({
      ...{ group: "client", name, unit: "requests/s", samples: [] },
      ...(comparedWith !== undefined && { comparedWith }),
    }));
    // The first round warms up the compiler of each reader, and does not count.
    for (let round = -1; round < samples; round++) {
      for (const reader of inRound(readers, Math.max(round, 0))) {
        const rate = await rateOf(reader, round < 0 ? Math.min(requests, 2000) : requests);
        if (round >= 0) rows.find(({ name }) => name === reader.name)?.samples.push(rate);
      }
    }
    await Promise.all(readers.map((reader) => reader.close()));
    return rows;
  } finally {
    server.kill();
  }
}

async function rateOf({ read }: Reader, requests: number): Promise<number> {
  let left = requests;
  const began = performance.now();
  const worker = async () => {
    while (left-- > 0) await read();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (requests / (performance.now() - began)) * 1000;
}

function readersOf(endpoint: string): Reader[] {
  const settings: Settings = {
    ...{ endpoint, authUrl: undefined, projectId: "test-project", credentials },
    ...{ insecure: false, caCert: undefined },
  };
  const limits = { ...defaultLimits, connections: CONNECTIONS };
  const client = createClient(settings, undefined, new Pool(settings, limits));
  // The copy that the client uses.
  const { Agent, request } = require(packageFolder("undici")) as typeof import("undici");
  const agent = new Agent({ connections: CONNECTIONS });
  const url = new URL(`${endpoint}/v1/test-project/notebooks/${id}`);
  const get = async (headers: Record<string, string>) =>
    (await request(url, { headers, dispatcher: agent })).body.json();
  const signable = { method: "GET", path: url.pathname, query: [], body: undefined };
  return [
    { name: "undici", read: () => get({}), close: () => agent.close() },
    {
      name: "undici, signed",
      comparedWith: "undici",
      read: () => {
        const headers = { host: url.host, "content-type": "application/json" };
        return get({ ...headers, ...sign({ ...signable, headers }, credentials, new Date()) });
      },
      close: () => Promise.resolve(),
    },
    {
      name: "client",
      comparedWith: "undici",
      read: () => client.showNotebook({ id }),
      close: () => client.close(),
    },
  ];
}
