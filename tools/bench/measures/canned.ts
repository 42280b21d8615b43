/** A server that answers every request with one text, in a process of its own. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../environment";
import { firstLine } from "./first-line";

/** The example on the detail API's page. */
export const published = JSON.parse(
  readFileSync(join(ROOT, "simulator/seeds/show-notebook.json"), "utf8"),
) as Readonly<Record<string, unknown>> & { readonly id: string };

export interface CannedServer {
  url: string;
  close(): void;
}

export async function startCanned(answer: object): Promise<CannedServer> {
  const server = spawn(process.execPath, [join(__dirname, "canned-server.js")], {
    env: { ...process.env, BENCH_BODY: JSON.stringify(answer) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = `http://127.0.0.1:${await firstLine(server.stdout)}`;
  return { url, close: () => server.kill() };
}
