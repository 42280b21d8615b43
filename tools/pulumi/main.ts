import { spawn } from "node:child_process";
import { constants } from "node:os";
import { findPulumi, withPulumi } from "./cli";

/**
 * Runs the Pulumi CLI as if it had been called itself: `npm run pulumi -- <arguments>`, in the folder where
 * that was called and not in npm's own.
 */
async function main(args: string[]): Promise<void> {
  const cli = await findPulumi();
  const child = spawn(cli.path, args, {
    cwd: process.env["INIT_CWD"],
    stdio: "inherit",
    env: withPulumi(cli),
  });

  // A terminal sends Ctrl-C to the CLI as well, and a second one would tell it to drop everything:
  // here it is enough to outlive it. Without a terminal the signal came to this process alone.
  const hasTerminal = [process.stdin, process.stdout, process.stderr].some(
    (stream) => stream.isTTY,
  );
  const forward = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  process.on("SIGINT", hasTerminal ? () => undefined : forward);
  process.on("SIGTERM", forward).on("SIGHUP", forward);

  child.on("error", (error) => fail(`can't run ${cli.path}: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal) {
      // To end in the same way, so that a shell sees 128 + the signal's number too.
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
      process.exitCode = 128 + constants.signals[signal];
    } else {
      process.exitCode = code ?? 1;
    }
  });
}

function fail(message: string): void {
  process.stderr.write(`pulumi CLI: ${message}\n`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: Error) => fail(error.message));
