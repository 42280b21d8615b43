/** A real Pulumi project in a folder of its own, with a file backend, run by the real CLI. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import {
  createSimulator,
  type LogEntry,
  type RunningSimulator,
  type Simulator,
  type SimulatorOptions,
  type WireNotebook,
} from "pulumi-modelarts-simulator";
import { findPulumi } from "../../tools/pulumi/cli";
import { makeProject, projectEnvironment, stateFile } from "../../tools/pulumi/project";

export { NOTEBOOK } from "../notebook-args";

export const ROOT = join(__dirname, "..", "..");
export const POLICIES = join(ROOT, "policies");

export interface Run {
  code: number;
  /** Standard output and standard error in the order in which they came. */
  text: string;
}

/** What a project's Pulumi.yaml says to use the plugin. */
export const PLUGIN_SETTING =
  "plugins:\n  providers:\n    - name: modelarts\n      path: node_modules/pulumi-modelarts\n";

/** What the engine said at the end of each notebook, by logical name. */
export function diagnostics({ text }: Run): Record<string, string | undefined> {
  const [, listed = ""] = text.split("Diagnostics:");
  const each = listed.matchAll(/:Notebook \((.*)\):\n((?: {4}.*\n)+)/g);
  return Object.fromEntries([...each].map(([, name = "", lines]) => [name, lines]));
}

export interface Resource {
  urn: string;
  type: string;
  id?: string;
  external?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  initErrors?: string[];
}

export interface Stack {
  folder: string;
  /** What the CLI runs in. */
  env: NodeJS.ProcessEnv;
  simulator: Simulator;
  url: string;
  /** Requests since the last call, as `PUT /notebooks/{id}`; reads too. */
  requests(): string[];
  log: LogEntry[];
  /** JavaScript; `Notebook` and `pulumi` are in scope. */
  program(body: string): void;
  run(args: string[], env?: Record<string, string | undefined>): Promise<Run>;
  /** Runs and fails unless the exit code is 0. */
  ok(args: string[], env?: Record<string, string | undefined>): Promise<string>;
  /** What the state holds, as `stack export` prints it: secrets encrypted. */
  resources(): Resource[];
  /** The resource with that logical name; a notebook, not a component. */
  notebook(name: string): Resource;
  close(): Promise<void>;
}

/** The duration that a live lease was asked for, in milliseconds. */
export function askedOf({ lease }: Pick<WireNotebook, "lease">): number {
  const { create_at: createAt = 0, update_at: updateAt = 0, duration = 0 } = lease ?? {};
  return duration - (updateAt - createAt);
}

/**
 * The files with a text in them, among all that Pulumi wrote: its home, the stack's configuration and the
 * backend with the state, its backups and its history. Paths below the stack's folder.
 */
export function filesWith({ folder }: Stack, text: string): string[] {
  const below = (name: string) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const files = [...below("backend"), ...below("home"), join(folder, "Pulumi.test.yaml")];
  return files
    .filter((file) => readFileSync(file).includes(text))
    .map((file) => relative(folder, file));
}

export async function newStack(options: SimulatorOptions = {}): Promise<Stack> {
  const log: LogEntry[] = [];
  const simulator = createSimulator({
    transitionMs: 100,
    log: (entry) => log.push(entry),
    ...options,
  });
  const server = await simulator.listen();
  const stack = await openProject(simulator, server, log);
  await initialize(stack);
  return stack;
}

/** What `stack init` writes; nothing of it names the folder. */
const INITIAL = ["backend", "Pulumi.test.yaml"];
let initial: string | undefined;

/** Made once by the CLI in each process, and copied from then on. */
async function initialize({ folder, ok }: Stack): Promise<void> {
  if (initial !== undefined) return copy(initial, folder);
  await ok(["stack", "init", "test"]);
  const kept = mkdtempSync(join(tmpdir(), "modelarts-initial-"));
  process.once("exit", () => rmSync(kept, { recursive: true, force: true }));
  copy(folder, kept);
  initial = kept;
}

function copy(from: string, to: string): void {
  for (const name of INITIAL) cpSync(join(from, name), join(to, name), { recursive: true });
}

async function openProject(
  simulator: Simulator,
  server: RunningSimulator,
  log: LogEntry[],
): Promise<Stack> {
  const cli = await findPulumi(() => undefined);
  const folder = makeProject("modelarts-test-");
  const env = {
    ...projectEnvironment(cli, folder, server.url),
    GOGC: "off", // The CLI runs for seconds: what it would collect goes with it.
  };

  const stack: Stack = {
    folder,
    env,
    simulator,
    url: server.url,
    log,
    requests: () =>
      log
        .splice(0)
        .map(({ method, path }) => `${method} ${path}`)
        .map((line) => line.replace("/v1/test-project", "").replace(/[0-9a-f-]{36}/g, "{id}")),
    program: (body) =>
      writeFileSync(
        join(folder, "index.js"),
        `const pulumi = require("@pulumi/pulumi");\n` +
          `const { Notebook } = require("pulumi-modelarts");\n${body}\n`,
      ),
    run: (args, more = {}) => execute(cli.path, args, folder, { ...env, ...more }),
    ok: async (args, more) => {
      const { code, text } = await stack.run(args, more);
      if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${text}`);
      return text;
    },
    resources: () => {
      const { checkpoint } = JSON.parse(readFileSync(stateFile(folder), "utf8")) as {
        checkpoint: { latest?: { resources?: Resource[] } };
      };
      return checkpoint.latest?.resources ?? [];
    },
    notebook: (name) => {
      const found = stack.resources().find(({ urn }) => urn.endsWith(`:Notebook::${name}`));
      if (found === undefined) throw new Error(`the state holds no notebook ${name}`);
      return found;
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stack;
}

function execute(path: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const all = [...args, "--non-interactive", "--color", "never"];
  return new Promise((resolve, reject) => {
    let text = "";
    // The default for the output is 1 MiB, and the events of a run have more.
    const child = execFile(path, all, { cwd, env, maxBuffer: 2 ** 26 }, (error) => {
      if (error !== null && typeof error.code !== "number") {
        reject(new Error(`pulumi ${args.join(" ")} did not run`, { cause: error }));
        return;
      }
      resolve({ code: (error?.code as number | undefined) ?? 0, text });
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: string) => (text += chunk));
    }
  });
}
