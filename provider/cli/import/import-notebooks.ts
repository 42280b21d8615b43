/** What `pulumi-modelarts import` does: imports existing notebooks into a stack, all at once. */
import { ModelArtsError } from "../../client/errors";
import { connect, managedNotebooks } from "../list/connect";
import { coverageLines } from "../list/coverage";
import { listNotebooks, type Filter } from "../list/list-notebooks";
import { count, printMessage } from "../terminal/messages";
import { askToOverwrite, type NewFile } from "../terminal/overwrite";
import { progress } from "../terminal/progress";
import { fillImportFile } from "./fill-import-file";
import { checkPlugin } from "../pulumi/find-plugin";
import { withoutCode } from "./generated-code";
import {
  importFile,
  importFileText,
  readImportFile,
  writeImportFile,
  type ImportFile,
} from "./import-file";
import { runImport } from "./run-import";
import { checkFound, selectNotebooks } from "./select-notebooks";

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

/** The engine compares no stacks with each other, and the API does not know which stacks have a notebook. */
const OWNERSHIP =
  "A stack that has imported a notebook deletes it when the stack is destroyed, also for every other stack that " +
  "imported the same notebook. The resource options protect and retainOnDelete prevent that.";

/** @returns the exit code. */
export async function importNotebooks(args: readonly string[], options: Options): Promise<number> {
  const { run = false, yes = false, excludeManaged = false } = options;
  const { stack, connection, outCode } = options;
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

    await askToOverwrite(newFiles(path, file, options), yes);
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
      isUnattended: yes,
    });
  } finally {
    await client.close();
  }
}

/** The user has named the file of --fill to be written to. */
function newFiles(path: string, file: ImportFile, { fill, outCode }: Options): NewFile[] {
  const code = outCode === undefined ? [] : [{ path: outCode, text: undefined }];
  return path === fill ? code : [{ path, text: importFileText(file) }, ...code];
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
