/** `pulumi-modelarts import`: imports existing notebooks into a stack, all at once. */
import { Command } from "commander";
import { ModelArtsError } from "../../client/errors";
import { connect, managedNotebooks } from "../list/connect";
import { coverageLines } from "../list/coverage";
import { listNotebooks, type Filter } from "../list/list-notebooks";
import { connectionOptions, filterOptions } from "../list/options";
import { INTERRUPTED, onInterrupt } from "../terminal/interrupt";
import { count, printMessage } from "../terminal/messages";
import { progress } from "../terminal/progress";
import { parseText, UsageError } from "../usage";
import { fillImportFile } from "./fill-import-file";
import { checkPlugin } from "./find-plugin";
import { withoutCode } from "./generated-code";
import { importFile, readImportFile, writeImportFile, type ImportFile } from "./import-file";
import { runImport } from "./run-import";
import { checkFound, selectNotebooks } from "./select-notebooks";

interface Options extends Filter {
  excludeManaged?: boolean;
  out?: string;
  stack?: string;
  connection?: string;
  fill?: string;
  run?: boolean;
  yes?: boolean;
  outCode?: string;
}

/** The engine compares no stacks with each other, and the API does not know which stacks have a notebook. */
const OWNERSHIP =
  "A stack that has imported a notebook deletes it when the stack is destroyed, also for every other stack that " +
  "imported the same notebook. The resource options protect and retainOnDelete prevent that.";

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
    .option("--run", "run `pulumi import` with the file")
    .option("--yes", "with --run: import without asking")
    .option("--out-code <file>", "with --run: write the generated code to this file", parseText)
    .argument("[arguments...]", "with --run, after --: further arguments for `pulumi import`")
    .action(async (args: string[], options: Options) => {
      checkOptions(args, options);
      const release = onInterrupt(() => {
        printMessage(
          "Interrupted. Run the same command again: it leaves out what is in the stack by then.",
        );
        process.exit(INTERRUPTED);
      });
      process.exitCode = await main(args, options).finally(release);
    });
}

/** @returns the exit code. */
async function main(args: readonly string[], options: Options): Promise<number> {
  const { run = false, excludeManaged = false, stack, connection, outCode } = options;
  checkPlugin(process.cwd(), run);
  // Read before the notebooks are listed, which takes long: the file may be wrong.
  const given = options.fill === undefined ? undefined : readImportFile(options.fill);
  const [client, managed] = await Promise.all([
    connect(options),
    managedNotebooks(options, run || excludeManaged),
  ]);
  try {
    const bar = progress("listing notebooks");
    const { notebooks, coverage } = await listNotebooks(client, options, bar.at).finally(bar.end);
    for (const line of coverageLines(coverage)) printMessage(line);
    if (given === undefined) checkFound(notebooks, options);
    const selected = selectNotebooks(notebooks, managed, excludeManaged);
    const { file: selection, isComplete } =
      given === undefined
        ? { file: importFile(selected, connection), isComplete: true }
        : await fillImportFile(given, selected, options);
    const path = options.out ?? options.fill ?? "modelarts-import.json";
    const hasMore = selection.resources.length > 0;
    const earlier = withoutCode({ path, outCode, connection }, managed, hasMore);
    const file = merged(selection, earlier);
    if (file.resources.length === 0) {
      printMessage("Nothing to import, so no file is written.");
      return 0;
    }

    writeImportFile(path, file);
    const written = count(file.resources.length, "resource");
    printMessage(`Wrote ${written} to ${path === "-" ? "standard output" : path}.`);
    printMessage(OWNERSHIP);
    if (!run) return isComplete ? 0 : 1;
    if (!isComplete) {
      throw new ModelArtsError(
        `Nothing was imported: ${path} lacks ids. Add them by hand, or remove the resources that ` +
          `are to be created, and run \`pulumi import --file ${path}\`.`,
      );
    }
    return await runImport({
      client,
      file,
      path,
      outCode,
      stack,
      connection,
      args: [...pulumiArguments(options), ...args],
      isUnattended: options.yes ?? false,
    });
  } finally {
    await client.close();
  }
}

/** Adds the resources of earlier runs whose code pulumi has to generate again. */
function merged(file: ImportFile, earlier: ImportFile): ImportFile {
  const ids = new Set(file.resources.map(({ id }) => id));
  const more = earlier.resources.filter(({ id }) => !ids.has(id));
  if (more.length === 0) return file;
  printMessage(
    `${count(more.length)} imported earlier and taken over by no program yet: pulumi generates the code again.`,
  );
  const nameTable = { ...earlier.nameTable, ...file.nameTable };
  return { ...earlier, ...file, nameTable, resources: [...file.resources, ...more] };
}

function pulumiArguments({ yes, outCode, fill }: Options): string[] {
  const args: string[] = [];
  if (yes) args.push("--yes");
  if (outCode !== undefined) args.push("--out", outCode);
  // With --fill the program exists already, and declares itself what is protected.
  else if (fill !== undefined) args.push("--generate-code=false");
  if (fill !== undefined) args.push("--protect=false");
  return args;
}

/** @throws UsageError if options need --run or contradict each other. */
function checkOptions(args: readonly string[], { run, yes, outCode, out }: Options): void {
  const [first] = args;
  if (run && out === "-") {
    throw new UsageError(
      "--run needs a file that pulumi can read: give --out another name than -.",
    );
  }
  if (run) return;
  if (yes)
    throw new UsageError("--yes answers the question of `pulumi import`, so it needs --run.");
  if (outCode !== undefined) {
    throw new UsageError("--out-code is written by `pulumi import`, so it needs --run.");
  }
  if (first !== undefined) {
    throw new UsageError(
      `"${first}" is no option. Write arguments for \`pulumi import\` after --, with --run.`,
    );
  }
}
