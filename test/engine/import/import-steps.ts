/** The command `pulumi-modelarts` with the real CLI. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { WireNotebook } from "pulumi-modelarts-simulator";
import { useGenerated } from "./import-code";
import { PLUGIN_SETTING, newStack, NOTEBOOK, ROOT, type Stack } from "../stack";

const COMMAND = join(ROOT, "provider", "pulumi-modelarts");

export interface Ended {
  code: number | null;
  out: string;
  /** Standard error and, of pulumi itself, standard output. */
  text: string;
}

let running: ChildProcess | undefined;

/** Ctrl-C, which a terminal sends to the command and to the pulumi that it has started. */
export function interrupt(): void {
  if (running?.pid !== undefined) process.kill(-running.pid, "SIGINT");
}

/** `npx pulumi-modelarts` in the stack's folder. */
export function command(
  stack: Stack,
  args: string[],
  env: Record<string, string | undefined> = {},
) {
  return new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      cwd: stack.folder,
      env: { ...stack.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true, // A process group of its own.
    });
    running = child;
    let [out, text] = ["", ""];
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
      text += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => (text += data.toString()));
    child.once("close", (code) => resolve({ code, out, text }));
  });
}

export async function succeeds(
  stack: Stack,
  args: string[],
  env: Record<string, string | undefined> = {},
): Promise<Ended> {
  const ended = await command(stack, args, env);
  assert.equal(ended.code, 0, ended.text);
  return ended;
}

export function add(stack: Stack, name: string, more: Partial<WireNotebook> = {}): string {
  const { id } = stack.simulator.notebooks.add({
    name,
    flavor: NOTEBOOK.flavor,
    image: { id: NOTEBOOK.imageId },
    volume: { category: "EVS", ownership: "MANAGED", capacity: 5 },
    ...more,
  });
  return id;
}

export function readJson(stack: Stack, name = "modelarts-import.json") {
  return JSON.parse(readFileSync(join(stack.folder, name), "utf8"));
}

export function imported(stack: Stack): (string | undefined)[] {
  const notebooks = stack.resources().filter(({ type }) => type.endsWith(":Notebook"));
  return notebooks.map(({ id }) => id);
}

/** The printed code becomes the program. */
export function adopt(stack: Stack, file: string): void {
  useGenerated(stack, "", file);
}

/** Stands before the simulator and refuses what it is told to. */
export async function refusing(url: string, refuses: (path: string) => boolean) {
  const server: Server = createServer((request, response) => {
    if (refuses(request.url ?? "")) {
      response.writeHead(403, { "content-type": "application/json" });
      response.end('{"error_code":"ModelArts.0403","error_msg":"not yours"}');
      return;
    }
    void fetch(url + request.url).then(async (answer) => {
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A stack for each test. `onRead` is told of each read of a notebook, before its answer is sent. */
export function useStacks() {
  let stack: Stack;
  let onRead: (id: string, times: number) => void = () => undefined;
  afterEach(async () => {
    onRead = () => undefined;
    await stack.close();
  });
  return {
    async open(options: { latencyMs?: number; isPlain?: boolean } = {}): Promise<Stack> {
      const reads = new Map<string, number>();
      stack = await newStack({
        ...options,
        log: ({ path }) => {
          const id = /\/notebooks\/([0-9a-f-]{36})$/.exec(path)?.[1];
          if (id === undefined) return;
          reads.set(id, (reads.get(id) ?? 0) + 1);
          onRead(id, reads.get(id) ?? 0);
        },
      });
      if (!options.isPlain) appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
      return stack;
    },
    onRead: (listener: typeof onRead) => void (onRead = listener),
  };
}

export const RUN = ["import", "--run", "--yes", "--out-code", "index.ts"];
