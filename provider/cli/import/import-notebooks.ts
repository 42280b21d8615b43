/** What `pulumi-modelarts import` does: imports existing notebooks into a stack, all at once. */
import type { Client } from "../../client/client";
import { ModelArtsError } from "../../client/errors";
import { withCode } from "../../wire/printable";
import { connectTo, managedResources } from "../list/connect";
import type { Filter } from "../list/list-notebooks";
import { listWithProgress } from "../list/list-with-progress";
import { count, printMessage } from "../terminal/messages";
import { askToOverwrite, type NewFile } from "../terminal/overwrite";
import { shellWord } from "../terminal/shell";
import { fillImportFile } from "./fill-import-file";
import { findInState } from "./find-in-state";
import { checkPlugin } from "../pulumi/find-plugin";
import type { Managed } from "../pulumi/stack";
import { withoutCode } from "./generated-code";
import {
  importFile,
  importFileText,
  importablesIn,
  readImportFile,
  writeImportFile,
  type ImportFile,
} from "./import-file";
import { printStateRemoval } from "./leave-terraform";
import { counted } from "./obstacles";
import { runImport } from "./run-import";
import { checkFound, foundNotebooks, selectResources, type Found } from "./select-resources";
import { readTerraformState } from "./terraform-state";

export interface Options extends Filter {
  excludeManaged?: boolean;
  out?: string;
  stack?: string;
  connection?: string;
  fill?: string;
  fromTfstate?: string;
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
  const { run = false, excludeManaged = false, connection, fill, fromTfstate } = options;
  checkPlugin(process.cwd(), run);
  // Read before anything is sent: the file may be wrong.
  const given = fill === undefined ? undefined : readImportFile(fill);
  const state = fromTfstate === undefined ? undefined : await readTerraformState(fromTfstate);
  const [{ client, location }, managed] = await Promise.all([
    connectTo(options),
    managedResources(options, run || excludeManaged),
  ]);
  try {
    const { found, isComplete: isAllFound } =
      state === undefined
        ? { found: await findInLists(client, managed, options), isComplete: true }
        : await findInState(state, {
            ...{ client, filter: options, taken: managed.names },
            region: (await location()).region,
          });
    const selected = selectResources(found, managed, excludeManaged);
    const { file, isComplete } =
      given === undefined
        ? { file: importFile(selected, connection), isComplete: true }
        : await fillImportFile(given, selected, options);
    const code = await writeAndRun({ client, managed, file, isComplete }, args, options);
    if (code === 0 && state !== undefined) printStateRemoval(state, found);
    return code === 0 && !isAllFound ? 1 : code;
  } finally {
    await client.close();
  }
}

/** @throws ModelArtsError if nothing was found, unless an import file needs ids: then the file's messages say so. */
async function findInLists(client: Client, managed: Managed, options: Options): Promise<Found[]> {
  const notebooks = await listWithProgress(client, options);
  if (options.fill === undefined) checkFound(notebooks, options);
  return foundNotebooks(notebooks, managed);
}

interface Selection {
  client: Client;
  managed: Managed;
  file: ImportFile;
  /** Every resource of the file has an id. */
  isComplete: boolean;
}

/** Writes the import file and, with --run, imports its resources. @returns the exit code. */
async function writeAndRun(
  { client, managed, file: selection, isComplete }: Selection,
  args: readonly string[],
  options: Options,
): Promise<number> {
  const { run = false, yes = false, stack, connection, outCode } = options;
  const path = options.out ?? options.fill ?? "modelarts-import.json";
  const hasMore = selection.resources.length > 0;
  const earlier = withoutCode({ path, outCode, connection }, managed, hasMore);
  const file = merged(selection, earlier, connection);
  if (file.resources.length === 0) {
    printMessage("Nothing to import, so no file is written.");
    return 0;
  }

  await askToOverwrite(newFiles(path, file, options), yes);
  writeImportFile(path, file);
  const written = count(file.resources.length, "resource");
  printMessage(`Wrote ${written} to ${path === "-" ? "standard output" : path}.`);
  if (!run) {
    // With --run, `pulumi import` says so itself.
    printMessage(withCode(OWNERSHIP, "modelarts/deletes-for-all"));
    if (isComplete && path !== "-") printMessage(`Next: ${importCommandLine(path, options)}`);
    return isComplete ? 0 : 1;
  }
  if (!isComplete) {
    throw new ModelArtsError(
      "modelarts/ids-missing",
      `Nothing was imported: ${path} lacks ids. Add them by hand, or remove the resources that ` +
        `are to be created, and run \`pulumi import --file ${path}\`.`,
    );
  }
  return runImport({
    client,
    file,
    path,
    outCode,
    stack,
    connection,
    args: [...pulumiArguments(options), ...args],
    isUnattended: yes,
  });
}

/** The user has named the file of --fill to be written to. */
function newFiles(path: string, file: ImportFile, { fill, outCode }: Options): NewFile[] {
  const code = outCode === undefined ? [] : [{ path: outCode, text: undefined }];
  return path === fill ? code : [{ path, text: importFileText(file) }, ...code];
}

/** Adds the resources of earlier runs whose code pulumi has to generate again. */
function merged(file: ImportFile, earlier: ImportFile, connection?: string): ImportFile {
  const ids = new Set(file.resources.map(({ id }) => id));
  const more = earlier.resources.filter(({ id }) => !ids.has(id));
  if (more.length === 0) return file;
  printMessage(
    `${counted(importablesIn({ resources: more }, connection))} imported earlier and taken over by no program yet: pulumi generates the code again.`,
  );
  const nameTable = { ...earlier.nameTable, ...file.nameTable };
  return { ...earlier, ...file, nameTable, resources: [...file.resources, ...more] };
}

/** The command that imports what the file has. */
function importCommandLine(path: string, { stack, fill }: Options): string {
  const code = fill === undefined ? ["--out", "imported.ts"] : pulumiArguments({ fill });
  const selected = stack === undefined ? [] : ["--stack", stack];
  return ["pulumi", "import", "--file", path, ...code, ...selected].map(shellWord).join(" ");
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
