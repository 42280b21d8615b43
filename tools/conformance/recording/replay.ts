/**
 * Serves a recording: the answer to a request is that of the first exchange with the same method, path and query
 * that was not served before.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../../provider/client/clock";
import type { RecordedExchange, Recording } from "./format";

export interface Replay {
  url: string;
  /** The time of the recording: it advances as exchanges are served, and by sleeping, which takes no real time. */
  clock: Clock;
  /** The exchanges that were not served. */
  left(): RecordedExchange[];
  close(): Promise<void>;
}

export async function replay({ began, exchanges }: Recording): Promise<Replay> {
  const left = [...exchanges];
  let now = Date.parse(began);
  const server = createServer((request, response) => {
    request.resume();
    const wanted = keyOfRequest(request);
    const index = left.findIndex((each) => keyOf(each) === wanted);
    const [served] = index < 0 ? [] : left.splice(index, 1);
    if (served !== undefined) now = Math.max(now, Date.parse(began) + served.at + served.ms);
    answer(response, served, wanted);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock: {
      now: () => now,
      random: () => 0.5,
      sleep: async (ms, signal) => {
        await Promise.resolve();
        signal?.throwIfAborted();
        now += ms;
      },
    },
    left: () => [...left],
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function answer(response: ServerResponse, served: RecordedExchange | undefined, wanted: string) {
  if (served === undefined) {
    const error_msg = `The recording has no further exchange for ${wanted}.`;
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ error_code: "APIG.0101", error_msg }));
    return;
  }
  if (served.status === undefined) {
    response.destroy(); // In the run no answer came either.
    return;
  }
  response.writeHead(served.status, served.headers);
  response.end(served.answer === undefined ? undefined : JSON.stringify(served.answer));
}

function keyOf({ method, path, query }: RecordedExchange): string {
  const sorted = new URLSearchParams(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${method} ${path}?${sorted.toString()}`;
}

function keyOfRequest({ method = "", url = "/" }: IncomingMessage): string {
  const { pathname, searchParams } = new URL(url, "http://replay");
  const path = pathname.split("/").map(decodeURIComponent).join("/");
  return keyOf({
    method,
    path,
    query: Object.fromEntries(searchParams),
    at: 0,
    ms: 0,
    headers: {},
  });
}
