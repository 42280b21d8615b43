/** An API with canned answers over real HTTP. API and client share a clock, which sleeping advances. */
import { createServer } from "node:http";
import { createClient, type Client } from "../../../provider/client/client";
import type { Context } from "../../../provider/resources/tasks/task";
import type { Journal } from "../../../provider/journal/journal";
import { journalIn, temporaryHome } from "./temporary-journal";
import { jumpingClock, listen, readyToken } from "../client/transport-steps";

export interface Asked {
  /** `GET /images/1`, without the project. */
  call: string;
  query: Record<string, string>;
  body: unknown;
}

export interface Canned {
  status?: number;
  body?: unknown;
}

export type CannedApi = Context & {
  client: Client;
  asked: Asked[];
  lines: string[];
  /** The journal as another process of the provider sees it. */
  newJournal(): Journal;
  close(): Promise<void>;
};

/** An error as the API answers one. */
export const refusal = (code: string, status = 400): Canned => ({
  status,
  body: { error_code: code, error_msg: "refused by the test" },
});

/** @param answer returns the answer to a request; undefined: the gateway's 404. */
export async function cannedApi(answer: (asked: Asked) => Canned | undefined): Promise<CannedApi> {
  const clock = jumpingClock();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += String(chunk)));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://127.0.0.1");
      const one = {
        call: `${request.method} ${url.pathname.replace("/v1/p", "")}`,
        query: Object.fromEntries(url.searchParams),
        body: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
      asked.push(one);
      const { status = 200, body = {} } = answer(one) ?? refusal("APIGW.0101", 404);
      // By default, Node sends the time of this machine.
      response.writeHead(status, { date: new Date(clock.now()).toUTCString() });
      response.end(JSON.stringify(body));
    });
  });
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  const settings = { endpoint, authUrl: undefined, projectId: "p", insecure: false };
  const client = createClient({ ...settings, credentials: readyToken, caCert: undefined }, clock);
  const lines: string[] = [];
  const home = temporaryHome();
  const newJournal = () => journalIn(home);
  return {
    client,
    clock,
    asked,
    lines,
    log: (line) => void lines.push(line),
    journal: newJournal(),
    newJournal,
    close: async () => {
      await client.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
