/** The command `pulumi-modelarts`. Each subcommand is a file; what went wrong is said here, once. */
import { CommanderError, program } from "commander";
import { ModelArtsError } from "../client/errors";
import { importCommand } from "./import";
import { say } from "./say";
import { UsageError } from "./usage";

const { version } = require("pulumi-modelarts/package.json") as { version: string };

program
  .name("pulumi-modelarts")
  .description("ModelArts notebooks under Pulumi: what goes beyond a program.")
  .version(version)
  .exitOverride()
  .addCommand(importCommand().exitOverride());

program.parseAsync().catch((error: Error) => {
  if (error instanceof CommanderError) {
    // Commander has written its own line already. Its code for help and version is 0.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  say(`error: ${error.message}`);
  if (!(error instanceof ModelArtsError)) {
    say("This is a bug of pulumi-modelarts. With DEBUG=1 in the environment it shows where.");
    if (process.env["DEBUG"]) say(String(error.stack));
  }
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
