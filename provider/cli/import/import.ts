/** `pulumi-modelarts import`: the notebooks that exist come under Pulumi, all at once. */
import { Command } from "commander";
import { ModelArtsError } from "../../client/errors";
import { choose, refuseNone } from "./choose";
import { connect, managedNotebooks } from "../list/connect";
import { coverageLines } from "../list/coverage";
import { fillFile } from "./fill-file";
import { connectionOptions, filterOptions } from "../list/filters";
import { importFile, readImportFile, writeImportFile, type ImportFile } from "./import-file";
import { listNotebooks, type Filter } from "../list/list";
import { INTERRUPTED, onInterrupt } from "../terminal/interrupt";
import { unprinted } from "./printed-code";
import { progress } from "../terminal/progress";
import { checkProject } from "./project";
import { runImport } from "./run";
import { count, say } from "../terminal/say";
import { parseText, UsageError } from "../usage";

export interface Options extends Filter {
  excludeManaged?: boolean;
  out?: string;
  stack?: string;
  connection?: string;
  fill?: string;
  run?: boolean;
  yes?: boolean;
  outCode?: string;
}

export function importCommand(): Command {
  const command = new Command("import")
    .description("Write the file for `pulumi import --file` from the notebooks that exist.")
    .option("--all-users", "the notebooks of all users of the project, not only one's own");
  filterOptions(command)
    .option("--exclude-managed", "don't mention those that the stack holds already")
    .option("--out <file>", "the file to write; - is standard output", parseText);
  return connectionOptions(command)
    .option("--fill <file>", "fill ids into what `pulumi preview --import-file` wrote", parseText)
    .option("--run", "call `pulumi import` on the file")
    .option("--yes", "with --run: don't ask")
    .option("--out-code <file>", "with --run: write the program's code there", parseText)
    .argument("[arguments...]", "with --run, behind --: further arguments of `pulumi import`")
    .action(async (rest: string[], options: Options) => {
      refuseContradictions(rest, options);
      const release = onInterrupt(() => {
        say("Interrupted. Run the same command again: it leaves out what is in the stack by then.");
        process.exit(INTERRUPTED);
      });
      process.exitCode = await main(rest, options).finally(release);
    });
}

/** @returns the exit code. */
async function main(rest: readonly string[], options: Options): Promise<number> {
  checkProject(process.cwd(), options.run ?? false);
  // Read first: what is wrong with it should not be said after a long listing.
  const given = options.fill === undefined ? undefined : readImportFile(options.fill);
  const [client, managed] = await Promise.all([connect(options), managedNotebooks(options)]);
  try {
    const bar = progress("listing notebooks");
    const listed = await listNotebooks(client, options, bar.at).finally(bar.end);
    for (const line of coverageLines(listed.coverage)) say(line);
    const found = listed.notebooks;
    if (given === undefined) refuseNone(found, options);
    const chosen = choose(found, managed, options.excludeManaged ?? false);
    const { file: wanted, isComplete } =
      given === undefined
        ? { file: importFile(chosen, options.connection), isComplete: true }
        : await fillFile(given, chosen, options);
    const { stack, connection, outCode, yes: isUnattended = false } = options;
    const path = options.out ?? options.fill ?? "modelarts-import.json";
    const isMore = wanted.resources.length > 0;
    const file = withUnprinted(wanted, unprinted({ path, outCode, connection }, managed, isMore));
    if (file.resources.length === 0) {
      say("Nothing to import, so no file is written.");
      return 0;
    }

    writeImportFile(path, file);
    const written = count(file.resources.length, "resource");
    say(`Wrote ${written} to ${path === "-" ? "standard output" : path}.`);
    if (!isComplete && options.run) {
      throw new ModelArtsError(
        `Nothing was imported: ${path} lacks ids. Write them in by hand, or take out the resources ` +
          `that are to be created, and run \`pulumi import --file ${path}\`.`,
      );
    }
    if (!options.run) return isComplete ? 0 : 1;
    return await runImport({
      client,
      file,
      path,
      outCode,
      stack,
      connection,
      args: [...pulumiArguments(options), ...rest],
      isUnattended,
    });
  } finally {
    await client.close();
  }
}

function withUnprinted(file: ImportFile, earlier: ImportFile): ImportFile {
  const ids = new Set(file.resources.map(({ id }) => id));
  const more = earlier.resources.filter(({ id }) => !ids.has(id));
  if (more.length === 0) return file;
  say(
    `${count(more.length)} imported earlier and taken over by no program yet: the code is printed again.`,
  );
  const nameTable = { ...earlier.nameTable, ...file.nameTable };
  return { ...earlier, ...file, nameTable, resources: [...file.resources, ...more] };
}

function pulumiArguments({ yes, outCode, fill }: Options): string[] {
  const args: string[] = [];
  if (yes) args.push("--yes");
  if (outCode !== undefined) args.push("--out", outCode);
  // The program is there already, and says itself what it protects.
  else if (fill !== undefined) args.push("--generate-code=false");
  if (fill !== undefined) args.push("--protect=false");
  return args;
}

function refuseContradictions(rest: readonly string[], options: Options): void {
  const { run, yes, outCode, out } = options;
  const [first] = rest;
  if (run && out === "-") {
    throw new UsageError(
      "--run needs a file that pulumi can read: give --out another name than -.",
    );
  }
  if (run) return;
  if (yes) throw new UsageError("--yes is an answer to `pulumi import`, so it needs --run.");
  if (outCode !== undefined) {
    throw new UsageError("--out-code is written by `pulumi import`, so it needs --run.");
  }
  if (first !== undefined) {
    throw new UsageError(
      `"${first}" is no option. Arguments of \`pulumi import\` go behind --, with --run.`,
    );
  }
}
