/** What the demo's steps run in: the simulator, a backend in a temporary folder, and the real CLI. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findPulumi, withPulumi } from "../pulumi/cli";

const ROOT = join(__dirname, "..", "..");
const SEED = "examples/quickstart/notebooks.json";

export interface Expectation {
  /** What the output must hold. */
  shows?: readonly string[];
  /** Whether the command must end with another exit code than 0. */
  fails?: boolean;
}

interface WireNotebook {
  id: string;
  name?: string;
  endpoints?: Record<string, unknown>[];
}

/** The projects whose demo stacks may be left. */
const projects = [".", "examples/import-existing"];

const playOn = `
To play on, in a terminal of its own:
$ npm run simulator -- --port 8080 --seed ${SEED}
and in another one:
$ export MODELARTS_ENDPOINT=http://127.0.0.1:8080 HW_ACCESS_KEY=demo HW_SECRET_KEY=demo HW_PROJECT_ID=demo
$ npm run pulumi -- login --local
$ npm run pulumi -- up`;

/** The command that runs at the moment. */
let running: ChildProcess | undefined;
let isEnding = false;

// The command that runs ends in order, by the terminal's Ctrl-C or by ours; the demo then fails and cleans up.
process.on("SIGINT", () => (isEnding = true));
for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    isEnding = true;
    running?.kill("SIGINT");
  });
}

export class Session {
  private constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly simulator: ChildProcess,
    private readonly url: string,
  ) {}

  private steps = 0;

  /** Runs the steps, cleans up whatever they left, and gives the exit code. */
  static async run(steps: (session: Session) => Promise<void>): Promise<number> {
    const taken = projects
      .map((project) => join(project, "Pulumi.demo.yaml"))
      .filter((file) => existsSync(join(ROOT, file)));
    if (taken.length > 0) {
      console.error(
        `The demo did not start: there is ${taken.join(" and ")} already, and the demo would ` +
          "remove it. Move it away, or remove it if an earlier demo was killed and left it.",
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
    console.log(
      `\nThe simulator answers as ModelArts would, with two notebooks that exist already:`,
    );
    console.log(`$ npm run simulator -- --port ${new URL(url).port} --seed ${SEED}`);
    console.log(`\nThe program is told where it is, with credentials of no worth:`);
    for (const [name, value] of Object.entries(settings)) console.log(`$ export ${name}=${value}`);
    try {
      await steps(session);
      const seconds = Math.round((Date.now() - began) / 1000);
      console.log(`\nDone: all ${session.steps} steps did what they say, in ${seconds} s.`);
      console.log(playOn);
      return 0;
    } catch (error) {
      console.error(`\nThe demo failed: ${(error as Error).message}`);
      return 1;
    } finally {
      await session.close();
    }
  }

  async pulumi(title: string, args: string[], expected: Expectation = {}): Promise<void> {
    if (isEnding) throw new Error("it was interrupted");
    this.say(title, `pulumi ${args.join(" ")}`);
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

  /** Opens SSH on the notebook that the program manages, as somebody in the console would. */
  async openBehindPulumi(title: string, address: string): Promise<void> {
    const notebook = (await this.notebooks()).find(({ name }) => name?.startsWith("dev-"));
    const path = `/_simulator/notebooks/${notebook?.id}`;
    const endpoints = notebook?.endpoints?.map((endpoint) =>
      endpoint["service"] === "SSH" ? { ...endpoint, allowed_access_ips: [address] } : endpoint,
    );
    const body = JSON.stringify({ endpoints });
    this.say(title, `curl -X PATCH ${this.url}${path} -d '${body}'`);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(this.url + path, { method: "PATCH", headers, body });
    if (!answer.ok) throw new Error(`the simulator answered ${answer.status}`);
  }

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

  private say(title: string, command: string): void {
    this.steps++;
    console.log(`\n${this.steps}. ${title}\n$ ${command}`);
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
    running = child;
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
      await this.execute(args, () => undefined, "ignore"); // Not every project came to have the stack.
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
