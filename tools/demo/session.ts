/** Runs the demo's steps: with the simulator, a backend in a temporary folder, and the real CLI. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findPulumi, withPulumi } from "../pulumi/cli";

const ROOT = join(__dirname, "..", "..");
const SEED = "simulator/seeds/two-notebooks.json";

export interface Expectation {
  /** Texts that the output must contain. */
  shows?: readonly string[];
  /** Whether the command must fail. */
  fails?: boolean;
}

interface WireNotebook {
  id: string;
  name?: string;
  endpoints?: Record<string, unknown>[];
}

/** The folders of the projects in which the demo creates stacks. */
const projects = [".", "examples/import-existing"];

const nextSteps = `
To go on by yourself, start the simulator in one terminal:
$ npm run simulator -- --port 8080 --seed ${SEED}
and run Pulumi in another one:
$ export MODELARTS_ENDPOINT=http://127.0.0.1:8080 HW_ACCESS_KEY=demo HW_SECRET_KEY=demo HW_PROJECT_ID=demo
$ npm run pulumi -- login --local
$ npm run pulumi -- up`;

/** The command that is running. */
let runningCommand: ChildProcess | undefined;
let isInterrupted = false;

// Ctrl-C in a terminal reaches the running command, too; after the other signals it gets one from here. It then
// ends in order, and the demo fails and cleans up.
process.on("SIGINT", () => (isInterrupted = true));
for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    isInterrupted = true;
    runningCommand?.kill("SIGINT");
  });
}

export class Session {
  private constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly simulator: ChildProcess,
    private readonly url: string,
  ) {}

  private stepCount = 0;

  /** Runs the steps and cleans up. Returns the exit code. */
  static async run(steps: (session: Session) => Promise<void>): Promise<number> {
    const existing = projects
      .map((project) => join(project, "Pulumi.demo.yaml"))
      .filter((file) => existsSync(join(ROOT, file)));
    if (existing.length > 0) {
      console.error(
        `The demo did not start: it would overwrite and remove ${existing.join(" and ")}. ` +
          "Move the file away, or remove it if it is left from a demo that was killed.",
      );
      return 1;
    }
    const cli = await findPulumi();
    const began = Date.now();
    const folder = mkdtempSync(join(tmpdir(), "modelarts-demo-"));
    const { simulator, url } = await startSimulator();
    const settings = {
      MODELARTS_ENDPOINT: url,
      HW_ACCESS_KEY: "demo",
      HW_SECRET_KEY: "demo",
      HW_PROJECT_ID: "demo",
    };
    for (const name of ["backend", "home"]) mkdirSync(join(folder, name));
    const own = {
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "demo",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const others = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(PULUMI|HW|OS)_/.test(name)),
    );
    const session = new Session(
      folder,
      { ...withPulumi(cli, others), ...settings, ...own },
      simulator,
      url,
    );
    console.log(`\nThe simulator takes the place of ModelArts. It has two existing notebooks:`);
    console.log(`$ npm run simulator -- --port ${new URL(url).port} --seed ${SEED}`);
    console.log(
      `\nThe program finds the simulator through these variables; the credentials are dummies:`,
    );
    for (const [name, value] of Object.entries(settings)) console.log(`$ export ${name}=${value}`);
    try {
      await steps(session);
      const seconds = Math.round((Date.now() - began) / 1000);
      console.log(`\nDone: all ${session.stepCount} steps did what they say, in ${seconds} s.`);
      console.log(nextSteps);
      return 0;
    } catch (error) {
      console.error(`\nThe demo failed: ${(error as Error).message}`);
      return 1;
    } finally {
      await session.close();
    }
  }

  /** @throws Error if the command does not do what is expected. */
  async pulumi(title: string, args: string[], expected: Expectation = {}): Promise<void> {
    if (isInterrupted) throw new Error("it was interrupted");
    this.announce(title, `pulumi ${args.join(" ")}`);
    const { code, text } = await this.execute(args, (line) => console.log(`  ${line}`));
    if ((code !== 0) !== (expected.fails === true)) {
      throw new Error(`"pulumi ${args.join(" ")}" ended with exit code ${code}`);
    }
    for (const phrase of expected.shows ?? []) {
      if (!text.includes(phrase)) {
        throw new Error(`"pulumi ${args.join(" ")}" does not show ${JSON.stringify(phrase)}`);
      }
    }
  }

  /** Opens SSH on the notebook that the program manages, without Pulumi, as somebody in the console would. */
  async openBehindPulumi(title: string, address: string): Promise<void> {
    const notebook = (await this.notebooks()).find(({ name }) => name?.startsWith("dev-"));
    const path = `/_simulator/notebooks/${notebook?.id}`;
    const endpoints = notebook?.endpoints?.map((endpoint) =>
      endpoint["service"] === "SSH" ? { ...endpoint, allowed_access_ips: [address] } : endpoint,
    );
    const body = JSON.stringify({ endpoints });
    this.announce(title, `curl -X PATCH ${this.url}${path} -d '${body}'`);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(this.url + path, { method: "PATCH", headers, body });
    if (!answer.ok) throw new Error(`the simulator answered ${answer.status}`);
  }

  /** @throws Error unless exactly these notebooks are left. */
  async expectNotebooks(names: string[]): Promise<void> {
    const left = (await this.notebooks()).map(({ name }) => name);
    if (left.sort().join() !== names.sort().join()) {
      throw new Error(`the simulator holds ${left.join(", ")} instead of ${names.join(", ")}`);
    }
  }

  private async notebooks(): Promise<WireNotebook[]> {
    const answer = await fetch(`${this.url}/v1/demo/notebooks/all?limit=50`);
    return ((await answer.json()) as { data: WireNotebook[] }).data;
  }

  private announce(title: string, command: string): void {
    this.stepCount++;
    console.log(`\n${this.stepCount}. ${title}\n$ ${command}`);
  }

  private async execute(
    args: string[],
    print: (line: string) => void,
    errors: "inherit" | "ignore" = "inherit",
  ): Promise<{ code: number | null; text: string }> {
    const stack = args.includes("stack") ? [] : ["--stack", "demo"];
    const all = [...args, "--non-interactive", ...stack];
    const child = spawn("pulumi", all, {
      cwd: ROOT,
      env: this.env,
      stdio: ["ignore", "pipe", errors],
    });
    runningCommand = child;
    const closed = once(child, "close") as Promise<[number | null]>;
    let text = "";
    for await (const line of createInterface({ input: child.stdout })) {
      text += `${line}\n`;
      print(line);
    }
    const [code] = await closed;
    return { code, text };
  }

  private async close(): Promise<void> {
    for (const project of projects) {
      const args = ["-C", project, "stack", "rm", "demo", "--yes", "--force"];
      await this.execute(args, () => undefined, "ignore"); // A project may have no stack.
    }
    this.simulator.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function startSimulator(): Promise<{ simulator: ChildProcess; url: string }> {
  const args = ["simulator/dist/main.js", "--port", "0", "--seed", SEED];
  const simulator = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: simulator.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { simulator, url };
  }
  throw new Error("the simulator did not start");
}
