/** `--fill`: fills ids into the import file of a preview, and prints the result. */
import type { Found } from "./select-resources";
import { declaredNotebooks } from "./declared-notebooks";
import { fillIds } from "./fill-ids";
import { PLACEHOLDER, type ImportFile } from "./import-file";
import { count, printList, printMessage, printWarning } from "../terminal/messages";

/** @returns `isComplete`: no id is missing, so pulumi can import the file. */
export async function fillImportFile(
  given: ImportFile,
  selected: readonly Found[],
  { stack, connection }: { stack?: string; connection?: string },
): Promise<{ file: ImportFile; isComplete: boolean }> {
  const declared = await declaredNotebooks(stack);
  if ("reason" in declared) {
    printWarning(
      "modelarts/names-differ",
      "The names that the program declares are unknown, so notebooks are found by the resources' " +
        `logical names: ${declared.reason}.`,
    );
  }
  const { file, filled, unfilled, renamed } = fillIds(
    given,
    selected.map(({ id, ownName }) => ({ id, name: ownName })),
    "reason" in declared ? undefined : declared,
    connection,
  );
  printTitled(`${count(filled.length, "id")} filled in:`, filled);
  if (renamed.length > 0) {
    printWarning(
      "modelarts/names-differ",
      "The next update renames these; write their names into the program:",
    );
    printList(renamed);
  }
  if (unfilled.length > 0) {
    printWarning("modelarts/left-out", `${count(unfilled.length, "resource")} left as it was:`);
    printList(unfilled);
  }
  const others = file.resources
    .filter(({ id, type }) => id === PLACEHOLDER && !type.endsWith("modelarts:Notebook"))
    .map(({ type, name }) => `${name} (${type})`);
  printTitled("These are no ModelArts notebooks, and still need their ids:", others);
  const isComplete = file.resources.every(({ id }) => id !== PLACEHOLDER);
  return { file, isComplete };
}

function printTitled(title: string, items: readonly string[]): void {
  if (items.length === 0) return;
  printMessage(title);
  printList(items);
}
