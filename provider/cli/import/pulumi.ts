/** The Pulumi CLI on PATH: asked quietly for what it knows, or run in the user's view. */
import { spawn, type StdioOptions } from "node:child_process";
import { constants } from "node:os";
import { ModelArtsError } from "../../client/errors";
import { onInterrupt } from "../terminal/interrupt";

/** What a question came to; `reason` is for the user, should the answer turn out to be needed. */
export type Answer = { text: string } | { reason: string };

/** Asks for what is written to standard output. Never prompts, never throws. */
export async function askPulumi(args: readonly string[], stack?: string): Promise<Answer> {
  const all = [...args, "--non-interactive", "--color", "never", ...stackFlag(stack)];
  try {
    const { code, stdout, stderr } = await run(all, ["ignore", "pipe", "pipe"]);
    if (code === 0) return { text: stdout };
    const said = stderr.replace(/^error: /, "").trim() || `it ended with ${code}`;
    return { reason: `\`pulumi ${args[0]}\` failed: ${said.replace(/\s*\n\s*/g, "; ")}` };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/** Runs it in the user's view. */
export async function runPulumi(
  args: readonly string[],
  stack?: string,
): Promise<{ code: number; isInterrupted: boolean }> {
  let isInterrupted = false;
  // Ctrl-C reaches pulumi too, which ends in order; what came of it is still to be said then.
  const release = onInterrupt(() => (isInterrupted = true));
  try {
    const { code } = await run([...args, ...stackFlag(stack)], "inherit");
    return { code, isInterrupted };
  } finally {
    release();
  }
}

/** A user's setting may make `preview --json` a stream of events. */
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
    child.once("error", (error: NodeJS.ErrnoException) => reject(notRun(error)));
    // Of a process that a signal ended, the code is what shells make of it.
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

function notRun(error: NodeJS.ErrnoException): ModelArtsError {
  const reason =
    error.code === "ENOENT"
      ? "there is no `pulumi` on PATH. Install it as https://www.pulumi.com/docs/install/ says"
      : `\`pulumi\` could not be started: ${error.message}`;
  return new ModelArtsError(reason, { cause: error });
}
