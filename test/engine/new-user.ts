/** A new user's terminal: empty folders, our packages as npm installs them, and commands copied from documents. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPulumi, withPulumi } from "../../tools/pulumi/cli";
import { packAll } from "../pack";
import { serveRegistry } from "./npm-registry";
import { ROOT } from "./stack";

const run = promisify(execFile);

/** The blocks of commands of a text. */
export const blocksOf = (text: string) =>
  [...text.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, code = ""]) => code);

/** The blocks of commands of a document, without those that leave something to fill in (…). */
export function commandsOf(document: string, ...headings: string[]): string[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  const sections = headings.map((heading) => {
    const [, section] = new RegExp(`^## ${heading}\n([^]*?)(?=^## |(?![^]))`, "m").exec(text) ?? [];
    return section ?? assert.fail(`${document} has no section ${heading}`);
  });
  return blocksOf(sections.join("\n")).filter((code) => !code.includes("…"));
}

/** What README tells a user with an empty folder: a project, a running simulator, a first notebook. */
export const start = () => commandsOf("README.md", "Start in an empty folder");

export interface NewUser {
  folder: string;
  env: NodeJS.ProcessEnv;
  emptyFolder(name: string): string;
  /**
   * Runs the commands in one shell, as a terminal would; a simulator in the background ends with the shell. All questions
   * are answered with yes. Returns what was printed, and which commands failed.
   */
  terminal(commands: readonly string[], cwd: string): Promise<{ text: string; failed: string[] }>;
  close(): Promise<void>;
}

export async function newUser(): Promise<NewUser> {
  const folder = mkdtempSync(join(tmpdir(), "modelarts-new-user-"));
  for (const name of ["packed", "home"]) mkdirSync(join(folder, name));
  const registry = await serveRegistry(await packAll(join(folder, "packed")));
  const others = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PULUMI|HW|OS|MODELARTS|npm)_/i.test(name)),
  );
  const env = {
    ...withPulumi(await findPulumi(() => undefined), others),
    PULUMI_HOME: join(folder, "home"),
    npm_config_registry: registry.url,
    npm_config_prefer_offline: "true",
    npm_config_omit_lockfile_registry_resolved: "false", // npm's default, which `npm ci --offline` needs.
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SKIP_CONFIRMATIONS: "true",
  };
  return {
    folder,
    env,
    emptyFolder: (name) => {
      const path = join(folder, name);
      mkdirSync(path);
      return path;
    },
    terminal: async (commands, cwd) => {
      const port = await freePort();
      const script = [
        "set -m", // As in a terminal: what runs in the background is a job of its own.
        `trap 'echo "failed: $BASH_COMMAND"' ERR`,
        "trap 'kill %1 2>/dev/null || :' EXIT",
        ...commands.map((code) =>
          code.replaceAll("8080", String(port)).replaceAll("# asks for the value", "<<< typed"),
        ),
        "exit 0",
      ].join("\n");
      const file = join(folder, "script");
      writeFileSync(file, script);
      const { stdout, stderr } = await run("bash", [file], { cwd, env, maxBuffer: 2 ** 26 });
      const failed = [...stdout.matchAll(/^failed: (.*)/gm)].map(([, command = ""]) => command);
      return { text: stdout + stderr, failed };
    },
    close: async () => {
      await registry.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Below the ports that systems give to outgoing connections: one of those could take the port before the simulator. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    await promisify(server.close.bind(server))();
    return port;
  }
}
