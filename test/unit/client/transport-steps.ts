/** Givens of the transport's tests: a real server on loopback, a client for it, and a clock that jumps. */
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server as TcpServer, Socket } from "node:net";
import type { Clock } from "../../../provider/client/clock";
import { defaultLimits, type Limits } from "../../../provider/client/pool";
import type { Settings } from "../../../provider/client/settings";
import { Transport } from "../../../provider/client/transport";
import { seedExample } from "../wire/wire-examples";

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  socket: Socket;
}

export interface AnswerData {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** An answer as data, or what a server does instead of answering. */
export type Answering = AnswerData | ((response: ServerResponse, seen: Seen) => void);

export interface Given {
  /** One for each request, the last one for all further ones. */
  answers?: Answering[];
  settings?: Partial<Settings>;
  limits?: Partial<Limits>;
  /** Key and certificate of the server. */
  tls?: { key: string; cert: string };
}

export const START = Date.parse("2026-11-24T06:45:57.000Z");
export const aksk = { kind: "aksk", accessKey: "AK", secretKey: "the-secret-key" } as const;
export const readyToken = { kind: "token", token: "the-ready-token" } as const;
export const password = {
  kind: "password",
  userName: "ada",
  password: "the-password",
  domainName: "account",
  projectName: "eu-de",
} as const;

/** Waits end at once, and the clock shows the time as if they had lasted. */
export function jumpingClock(): Clock & { time: number; slept: number[] } {
  const clock = {
    time: START,
    slept: [] as number[],
    now: () => clock.time,
    random: () => 0.5,
    sleep: async (ms: number, signal?: AbortSignal) => {
      await Promise.resolve();
      signal?.throwIfAborted();
      clock.slept.push(ms);
      clock.time += ms;
    },
  };
  return clock;
}

/** IAM's answer to a login. */
export function issued(token: string, hours = 24): Answering {
  return {
    status: 201,
    headers: { "x-subject-token": token },
    body: {
      token: {
        expires_at: new Date(START + hours * 3_600_000).toISOString(),
        project: { id: "p-of-iam", name: "eu-de" },
      },
    },
  };
}

/** Makes servers and clients for a suite, and closes them after each test. */
export function useTransports() {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  return async function given({ answers = [{}], settings, limits, tls }: Given = {}) {
    const seen: Seen[] = [];
    const answer = (request: Seen, response: ServerResponse) => {
      seen.push(request);
      const now = answers[Math.min(seen.length, answers.length) - 1] ?? {};
      if (typeof now === "function") return now(response, request);
      const { status = 200, headers = {}, body = notebookAt(request.url) } = now;
      response.writeHead(status, headers);
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    const server = tls ? createTlsServer(tls) : createServer();
    server.on("request", (request, response: ServerResponse) => {
      const { method = "", url = "", headers, socket } = request;
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => answer({ method, url, headers, body, socket }, response));
    });
    const origin = `${tls ? "https" : "http"}://127.0.0.1:${await listen(server)}`;
    closing.push(() => stop(server));

    const clock = jumpingClock();
    const transport = new Transport(
      {
        endpoint: origin,
        authUrl: `${origin}/v3`,
        projectId: "p1",
        credentials: aksk,
        insecure: false,
        caCert: undefined,
        ...settings,
      },
      clock,
      { ...defaultLimits, ...limits },
    );
    closing.push(() => transport.close());
    return { transport, clock, seen, origin, server };
  };
}

/** The notebook that the path names. */
function notebookAt(url: string): object {
  const id = /\/notebooks\/([^/?]+)/.exec(url)?.[1];
  return { ...seedExample, ...(id !== undefined && { id: decodeURIComponent(id) }) };
}

export async function listen(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
