/** The command in a folder of its own, with a `pulumi` on PATH that does what the test says, or none. */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COMMAND = join(__dirname, "../../../provider/pulumi-modelarts");
/** A project that says where the plugin is. */
export const PLUGIN =
  "name: p\nruntime: nodejs\nplugins: { providers: [{ name: modelarts, path: x }] }\n";
const SECRET = "the-secret-key-of-the-user";

export interface Ended {
  code: number | null;
  out: string;
  errors: string;
}

/** What the fake answers to each of its commands: standard output, or an exit code. */
export interface FakePulumi {
  config?: object | number;
  version?: string;
  state?: { urn: string; type: string; id?: string; external?: boolean }[];
  /** Further resources of the state once `import` has run. */
  imported?: FakePulumi["state"];
  /** Exit codes of `import`, one after the other; the last one stays. */
  imports?: number[];
  /** `import` ends as Ctrl-C would end it, the command having got it too. */
  interrupts?: boolean;
  /** `import` says that it went well, and leaves the file of the code empty. */
  printsNothing?: boolean;
}

export interface Folder {
  path: string;
  write(name: string, text: string): void;
  json(name?: string): { resources: { type: string; name: string; id: string }[] };
  exists(name: string): boolean;
  pulumi(fake: FakePulumi): void;
  /** Arguments of each call of the fake's `import`. */
  imports(): string[][];
  /** Ctrl-C to the command that runs. */
  interrupt(): void;
  /** @param input what another command pipes into this one. */
  run(args: string[], env?: Record<string, string | undefined>, input?: string): Promise<Ended>;
  /** The same on a terminal, where the two outputs are one. `typed` is what the user types. */
  runOnTerminal(
    args: string[],
    typed?: string,
    env?: Record<string, string | undefined>,
  ): Promise<Ended>;
}

/** @param endpoint of the API. */
export function useFolder(endpoint: () => string): () => Folder {
  let folder: Folder;
  beforeEach(() => (folder = newFolder(endpoint)));
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));
  return () => folder;
}

function newFolder(endpoint: () => string): Folder {
  const path = mkdtempSync(join(tmpdir(), "modelarts-cli-"));
  const calls = join(path, "calls");
  let running: ChildProcess | undefined;
  mkdirSync(join(path, "bin"));

  function start(
    command: string,
    args: string[],
    env?: Record<string, string | undefined>,
    stdin: "ignore" | "pipe" = "ignore",
  ): Promise<Ended> {
    const child = spawn(command, args, {
      cwd: path,
      stdio: [stdin, "pipe", "pipe"],
      env: {
        PATH: `${join(path, "bin")}${stdin === "pipe" ? ":/usr/bin:/bin" : ""}`,
        CALLS: calls,
        MODELARTS_ENDPOINT: endpoint(),
        HW_ACCESS_KEY: "the-access-key",
        HW_SECRET_KEY: SECRET,
        HW_PROJECT_ID: "p",
        ...env,
      },
    });
    running = child;
    return new Promise((resolve) => {
      let [out, errors] = ["", ""];
      child.stdout?.on("data", (data: Buffer) => (out += data.toString()));
      child.stderr?.on("data", (data: Buffer) => (errors += data.toString()));
      child.once("close", (code) => resolve({ code, out, errors }));
    });
  }

  return {
    path,
    write: (name, text) => writeFileSync(join(path, name), text),
    json: (name = "modelarts-import.json") =>
      JSON.parse(readFileSync(join(path, name), "utf8")) as ReturnType<Folder["json"]>,
    exists: (name) => existsSync(join(path, name)),
    pulumi(fake) {
      const file = join(path, "bin", "pulumi");
      writeFileSync(
        file,
        `#!${process.execPath}\n(${String(fakePulumi)})(${JSON.stringify(fake)})`,
      );
      chmodSync(file, 0o755);
      writeFileSync(join(path, "bin", "pulumi-resource-modelarts"), "", { mode: 0o755 });
    },
    imports: () =>
      readFileSync(calls, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as string[]),
    interrupt: () => void running?.kill("SIGINT"),
    run(args, env, input) {
      const stdin = input === undefined ? "ignore" : "pipe";
      const ended = start(process.execPath, [COMMAND, ...args], env, stdin);
      running?.stdin?.end(input);
      return ended;
    },
    runOnTerminal(args, typed = "", env) {
      const line = [process.execPath, COMMAND, ...args].map((word) => `'${word}'`).join(" ");
      // With an input that ends, script would not pass on what the command prints after the end.
      const ended = start("script", ["-qec", line, "/dev/null"], { TERM: "xterm", ...env }, "pipe");
      // A user types when there is a question. Before that, the terminal would take Ctrl-D for the end of the input.
      let shown = "";
      running?.stdout?.on("data", (data: Buffer) => {
        if (shown.includes("[y/N]")) return;
        shown += data.toString();
        if (shown.includes("[y/N]")) running?.stdin?.write(typed);
      });
      return ended;
    },
  };
}

/** Runs in a process of its own, so it must not use anything from around it. */
function fakePulumi(fake: FakePulumi): void {
  const { config = {}, state = [], imported = [], imports = [0], interrupts } = fake;
  const argument = (name: string) => process.argv[process.argv.indexOf(name) + 1] ?? "";
  const fs = require("node:fs") as typeof import("node:fs");
  const calls = process.env["CALLS"] ?? "";
  const [command] = process.argv.slice(2);
  if (command === "version") console.log(fake.version ?? "v3.259.0");
  if (command === "config" && typeof config === "number") process.exit(config);
  if (command === "config") console.log(JSON.stringify(config));
  const resources = [...state, ...(fs.existsSync(calls) ? imported : [])];
  if (command === "stack") console.log(JSON.stringify({ deployment: { resources } }));
  if (command !== "import") return;
  fs.appendFileSync(calls, `${JSON.stringify(process.argv.slice(2))}\n`);
  const times = fs.readFileSync(calls, "utf8").trim().split("\n").length;
  if (interrupts) process.kill(process.ppid, "SIGINT");
  if (process.argv.includes("--out")) {
    // Enough of a program: the names.
    const names = fs.readFileSync(argument("--file"), "utf8").match(/"name": ".*?"/g) ?? [];
    fs.writeFileSync(argument("--out"), fake.printsNothing ? "" : names.join("\n"));
  }
  process.exit(imports[Math.min(times, imports.length) - 1]);
}

export { SECRET };
