/** `npm run pulumi -- <arguments>`: runs the Pulumi CLI, in the folder in which npm was called. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { findPulumi, withPulumi } from "./cli";

async function main(args: string[]): Promise<void> {
  const cli = await findPulumi();
  const child = spawn(cli.path, args, {
    cwd: process.env["INIT_CWD"],
    stdio: "inherit",
    env: withPulumi(cli),
  });

  // A terminal sends Ctrl-C to the CLI, too, and a second signal would make the CLI exit at once. So this process
  // only ignores it. Without a terminal only this process gets the signal, and forwards it.
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
      // End by the same signal, so that a shell gets the exit code 128 + the signal's number.
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
