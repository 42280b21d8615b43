/**
 * `npm run conformance`: finds out whether a cloud behaves as this project assumes. See
 * docs/conformance.md.
 */
import { InvalidArgumentError, Option, program } from "commander";
import { runProgram } from "../../provider/cli/program";
import { parseText } from "../../provider/cli/usage";
import type { AssumedValues } from "../../provider/wire/assumptions";
import { cloudNames } from "../../provider/wire/clouds";
import { parseAssumptions } from "../../simulator/assumptions";
import type { Options } from "./options";
import { session } from "./session";

program
  .name("npm run conformance --")
  .description(
    "Walks one notebook through its life and checks each assumption of this project about the cloud. " +
      "Asks the server that the environment configures, or else the simulator.",
  )
  .option("--simulator", "ask the simulator, whatever the environment says")
  .option("--endpoint <url>", "ask this server, with the environment's credentials", parseText)
  .addOption(
    new Option(
      "--cloud <cloud>",
      "the cloud that the server belongs to; by default derived from its host name",
    ).choices([...cloudNames]),
  )
  .option(
    "--assume <name=value>",
    "how the simulator is to behave; repeat the option, or separate several by commas",
    parseAssume,
  )
  .option("--yes", "begin on a server where the notebook costs something")
  .option("--all", "also make checks that cost more than minutes of the flavor")
  .option("--flavor <id>", "the notebook's flavor; by default the smallest", parseText)
  .option("--image <id>", "the notebook's image; by default the smallest public one", parseText)
  .option("--key-pair <name>", "a key pair of yours, which the whitelist's checks need", parseText)
  .option("--record <file>", "write every exchange, without ids, names and secrets", parseText)
  .option("--replay <file>", "repeat a recorded run; only --json goes with this", parseText)
  .option("--json [file]", "the results as JSON; without a file to standard output")
  .addHelpText(
    "after",
    "\nExit code: 0 if nothing differs, 1 if something differs, 2 if the run failed, 130 if it was interrupted.",
  )
  .exitOverride()
  .action(async (options: Options) => {
    // Standard output is for the JSON alone where it is asked for, so that it can be piped.
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

/** As the simulator's own option: repeated, or several separated by commas. */
function parseAssume(text: string, given: Partial<AssumedValues> = {}): Partial<AssumedValues> {
  try {
    return { ...given, ...parseAssumptions(text) };
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
