import { spawn } from "node:child_process";

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Ends the process when it is aborted. */
  signal?: AbortSignal;
  /** Is told each line of standard error as it comes. */
  onLine?: (line: string) => void;
}

/** Runs a command and returns its standard output. What it said last is in the error. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { cwd, env, signal } = options;
    const child = spawn(command, args, { cwd, env, signal, stdio: ["ignore", "pipe", "pipe"] });
    const last: string[] = [];
    let output = "";
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        options.onLine?.(line);
        last.push(line);
        if (last.length > 20) last.shift();
      }
    });
    const fail = (came: string, cause?: Error): void => {
      const said = [...last, rest].filter((line) => line.trim()).map((line) => `\n  ${line}`);
      reject(new Error(`"${[command, ...args].join(" ")}" ${came}${said.join("")}`, { cause }));
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
