/** `npm run conformance`: finds out whether a cloud behaves as this project assumes. See docs/conformance.md. */
import { InvalidArgumentError, Option, program } from "commander";
import { runProgram } from "../../provider/cli/program";
import { parseText } from "../../provider/cli/usage";
import type { AssumedValues } from "../../provider/wire/facts/assumptions";
import { cloudNames } from "../../provider/wire/facts/clouds";
import { parseAssumptions } from "../../simulator/assumptions";
import type { Options } from "./options";
import { session } from "./session";

program
  .name("npm run conformance --")
  .description(
    "Creates a notebook, starts, stops, updates and deletes it, and checks this project's assumptions about the " +
      "cloud. Uses the server that the environment configures, or else the simulator.",
  )
  .option("--simulator", "use the simulator, even if the environment configures a server")
  .option("--endpoint <url>", "use this server, with the credentials in the environment", parseText)
  .addOption(
    new Option(
      "--cloud <cloud>",
      "the server's cloud; by default derived from its host name",
    ).choices([...cloudNames]),
  )
  .option(
    "--assume <name=value>",
    "choose the simulator's value of an assumption; repeat the option, or separate several values by commas",
    parseAssume,
  )
  .option("--yes", "create the notebook on a server where it costs something")
  .option("--all", "also make the checks that cost more than some minutes of the flavor")
  .option("--flavor <id>", "the notebook's flavor; by default the smallest", parseText)
  .option("--image <id>", "the notebook's image; by default the smallest public one", parseText)
  .option(
    "--key-pair <name>",
    "a key pair of yours; the checks of the whitelist need one",
    parseText,
  )
  .option(
    "--record <file>",
    "write all requests and answers to this file, without ids, names and secrets",
    parseText,
  )
  .option(
    "--replay <file>",
    "repeat the run in this file; of the other options only --json is allowed",
    parseText,
  )
  .option("--json [file]", "write the results as JSON to this file, or to standard output")
  .addHelpText(
    "after",
    "\nExit code: 0 if nothing differs, 1 if something differs, 2 if the run failed, 130 if it was interrupted.",
  )
  .exitOverride()
  .action(async (options: Options) => {
    // With --json and no file, standard output has only the JSON, so that it can be piped.
    const report = options.json === true ? process.stderr : process.stdout;
    const isTerminal = report.isTTY === true;
    process.exitCode = await session(options, process.env, {
      say: (line) => report.write(`${line}\n`),
      progress: (line) => process.stderr.write(`… ${line}\n`),
      terminal: {
        columns: isTerminal ? report.columns : 100,
        hasColours: isTerminal && !process.env["NO_COLOR"],
      },
    });
  });

void runProgram(program, 2);

/** @param before the values of the option's earlier occurrences. */
function parseAssume(text: string, before: Partial<AssumedValues> = {}): Partial<AssumedValues> {
  try {
    return { ...before, ...parseAssumptions(text) };
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
