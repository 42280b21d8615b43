/** Runs a command. */
import { spawn } from "node:child_process";

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Its abortion ends the process. */
  signal?: AbortSignal;
  /** Gets each line of standard error as it comes. */
  onLine?: (line: string) => void;
}

/**
 * Runs a command and returns its standard output.
 *
 * @throws Error with the last lines of standard error, if the exit code is not 0.
 */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { cwd, env, signal } = options;
    const child = spawn(command, args, { cwd, env, signal, stdio: ["ignore", "pipe", "pipe"] });
    const lastLines: string[] = [];
    let output = "";
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        options.onLine?.(line);
        lastLines.push(line);
        if (lastLines.length > 20) lastLines.shift();
      }
    });
    const fail = (problem: string, cause?: Error): void => {
      const printed = [...lastLines, rest]
        .filter((line) => line.trim())
        .map((line) => `\n  ${line}`);
      reject(
        new Error(`"${[command, ...args].join(" ")}" ${problem}${printed.join("")}`, { cause }),
      );
    };
    child.on("error", (error) =>
      fail(
        signal?.aborted
          ? `was stopped: ${(signal.reason as Error).message}`
          : `could not be run: ${error.message}`,
        error,
      ),
    );
    child.on("close", (code, killedBy) => {
      if (code === 0) resolve(output);
      else fail(killedBy ? `was ended by ${killedBy}` : `ended with exit code ${code}`);
    });
  });
}
