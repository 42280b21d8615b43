/** Our client beside plain undici: reads of a notebook over 50 connections. */
import { createClient } from "pulumi-modelarts/client/client";
import { defaultLimits, Pool } from "pulumi-modelarts/client/pool";
import type { Settings } from "pulumi-modelarts/client/settings";
import { sign } from "pulumi-modelarts/client/sign";
import { operations } from "pulumi-modelarts/wire/operations";
import { readResponse } from "pulumi-modelarts/wire/response";
import type { Plan } from "../plan";
import { packageFolder } from "../environment";
import type { SeriesRow } from "../result";
import { inRound } from "../statistics";
import { published, startCanned } from "./canned";

const CONNECTIONS = 50;
const credentials = { kind: "aksk", accessKey: "test", secretKey: "test" } as const;
interface Reader {
  name: string;
  comparedWith?: string;
  read(): Promise<unknown>;
  close(): Promise<void>;
}

export async function measureClient({ requests, samples }: Plan["client"]): Promise<SeriesRow[]> {
  const server = await startCanned(published);
  try {
    const readers = readersOf(server.url);
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
    server.close();
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
  const { id } = published;
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
  const getSigned = () => {
    const headers = { host: url.host, "content-type": "application/json" };
    return get({ ...headers, ...sign({ ...signable, headers }, credentials, new Date()) });
  };
  return [
    { name: "undici", read: () => get({}), close: () => agent.close() },
    {
      name: "undici, signed",
      comparedWith: "undici",
      read: getSigned,
      close: () => Promise.resolve(),
    },
    {
      // What an answer must be before it is used: checked, and under the names of programs.
      name: "undici, signed, answer checked",
      comparedWith: "undici, signed",
      read: async () => readResponse(operations.showNotebook, await getSigned(), { id }),
      close: () => Promise.resolve(),
    },
    {
      name: "client, signed",
      comparedWith: "undici, signed",
      read: () => client.showNotebook({ id }),
      close: () => client.close(),
    },
  ];
}
