/** `pulumi-modelarts import`: the command line. The work, which loads the client, is loaded by the action. */
import { Command } from "commander";
import { withCode } from "../../wire/printable";
import { connectionOptions, filterOptions } from "../list/options";
import { INTERRUPTED, onInterrupt } from "../terminal/interrupt";
import { printMessage } from "../terminal/messages";
import { parseText, UsageError } from "../usage";
import type { Options } from "./import-notebooks";

export function importCommand(): Command {
  const command = new Command("import")
    .description("Write the file for `pulumi import --file` from the notebooks that exist.")
    .option("--all-users", "include the notebooks of all users of the project");
  filterOptions(command)
    .option("--exclude-managed", "print nothing about notebooks that the stack manages already")
    .option("--out <file>", "write this file; - is standard output", parseText);
  return connectionOptions(command)
    .option(
      "--fill <file>",
      "fill ids into a file that `pulumi preview --import-file` wrote",
      parseText,
    )
    .option(
      "--from-tfstate <file>",
      "import what this Terraform state has; - is standard input",
      parseText,
    )
    .option("--run", "run `pulumi import` with the file")
    .option("--yes", "overwrite files and, with --run, import without asking")
    .option("--out-code <file>", "with --run: write the generated code to this file", parseText)
    .argument("[arguments...]", "with --run, after --: further arguments for `pulumi import`")
    .action(async (args: string[], options: Options) => {
      checkOptions(args, options);
      const release = onInterrupt(() => {
        printMessage(
          withCode(
            "Interrupted. Run the same command again, with --yes: it overwrites its own files, and leaves out what is " +
              "in the stack by then.",
            "modelarts/interrupted",
          ),
        );
        process.exit(INTERRUPTED);
      });
      const { importNotebooks } =
        require("./import-notebooks") as typeof import("./import-notebooks");
      process.exitCode = await importNotebooks(args, options).finally(release);
    });
}

/** @throws UsageError if options need --run or contradict each other. */
function checkOptions(args: readonly string[], options: Options): void {
  const { run, outCode, out, fill, fromTfstate, yes } = options;
  const [first] = args;
  if (fill !== undefined && fromTfstate !== undefined) {
    throw new UsageError(
      "--fill and --from-tfstate exclude each other: --fill finds notebooks by name, and a Terraform state has their ids.",
    );
  }
  if (run && fromTfstate === "-" && !yes) {
    throw new UsageError(
      "With the state on standard input, nobody can answer `pulumi import`: add --yes, or give the state as a file.",
    );
  }
  if (run && out === "-") {
    throw new UsageError(
      "--run needs a file that pulumi can read: give --out another name than -.",
    );
  }
  if (run) return;
  if (outCode !== undefined) {
    throw new UsageError("--out-code is written by `pulumi import`, so it needs --run.");
  }
  if (first !== undefined) {
    throw new UsageError(
      `"${first}" is no option. Write arguments for \`pulumi import\` after --, with --run.`,
    );
  }
}
