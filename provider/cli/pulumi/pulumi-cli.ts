/** Runs the Pulumi CLI on PATH: to read its output, or with the user's terminal. */
import { spawn, type StdioOptions } from "node:child_process";
import { constants } from "node:os";
import { ModelArtsError } from "../../client/errors";
import { onInterrupt } from "../terminal/interrupt";

/** What a command printed, or why it failed. The caller decides whether that is an error. */
export type Answer = { text: string } | { reason: string };

/** Runs a command without questions to the user. @returns its standard output, or why it failed; never throws. */
export async function askPulumi(args: readonly string[], stack?: string): Promise<Answer> {
  const all = [...args, "--non-interactive", "--color", "never", ...stackFlag(stack)];
  try {
    const { code, stdout, stderr } = await run(all, ["ignore", "pipe", "pipe"]);
    if (code === 0) return { text: stdout };
    const cause = stderr.replace(/^error: /, "").trim() || `it ended with ${code}`;
    return { reason: `\`pulumi ${args[0]}\` failed: ${cause.replace(/\s*\n\s*/g, "; ")}` };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/** Runs a command with the user's terminal. @throws ModelArtsError if pulumi can't be started. */
export async function runPulumi(
  args: readonly string[],
  stack?: string,
): Promise<{ code: number; isInterrupted: boolean }> {
  let isInterrupted = false;
  // Ctrl-C reaches pulumi, too. Pulumi then ends in order, and the command reports the result.
  const release = onInterrupt(() => (isInterrupted = true));
  try {
    const { code } = await run([...args, ...stackFlag(stack)], "inherit");
    return { code, isInterrupted };
  } finally {
    release();
  }
}

/** With this variable set to true, `preview --json` would print a stream of events. */
const ONE_JSON = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "false" };

function stackFlag(stack: string | undefined): string[] {
  return stack === undefined ? [] : ["--stack", stack];
}

function run(
  args: readonly string[],
  stdio: StdioOptions,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, { stdio, env: { ...process.env, ...ONE_JSON } });
    const texts = [child.stdout, child.stderr].map((stream) => {
      const chunks: Buffer[] = [];
      stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
      return () => Buffer.concat(chunks).toString("utf8");
    });
    child.once("error", (error: NodeJS.ErrnoException) => reject(startError(error)));
    // A process that a signal ended has no exit code; shells report 128 plus the signal's number.
    child.once("close", (code, signal) => {
      const [stdout = "", stderr = ""] = texts.map((text) => text());
      resolve({
        code: code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 0),
        stdout,
        stderr,
      });
    });
  });
}

function startError(error: NodeJS.ErrnoException): ModelArtsError {
  const reason =
    error.code === "ENOENT"
      ? "there is no `pulumi` on PATH. Install it as https://www.pulumi.com/docs/install/ says"
      : `\`pulumi\` could not be started: ${error.message}`;
  return new ModelArtsError("modelarts/no-pulumi", reason, { cause: error });
}
