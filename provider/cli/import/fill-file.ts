/** Fills ids into the file of a preview, and says what came of it. */
import type { Chosen } from "./choose";
import { declaredNames } from "./declared-names";
import { fill } from "./fill";
import { PLACEHOLDER, type ImportFile } from "./import-file";
import { count, say, sayEach } from "../terminal/say";

/** @returns `isComplete`: pulumi can import the file as it is. */
export async function fillFile(
  given: ImportFile,
  notebooks: readonly Chosen[],
  { stack, connection }: { stack?: string; connection?: string },
): Promise<{ file: ImportFile; isComplete: boolean }> {
  const declared = await declaredNames(stack);
  if ("reason" in declared) {
    say(
      `warning: The program's own names are not known, so logical names count: ${declared.reason}.`,
    );
  }
  const live = notebooks.map(({ id, ownName }) => ({ id, name: ownName }));
  const { file, filled, open, renamed } = fill(
    given,
    live,
    "reason" in declared ? undefined : declared,
    connection,
  );
  tell(`${count(filled.length, "id")} filled in:`, filled);
  tell("warning: The next update renames these; write their names into the program:", renamed);
  tell(`warning: ${count(open.length, "resource")} left as it was:`, open);
  const others = file.resources
    .filter(({ id, type }) => id === PLACEHOLDER && !type.endsWith("modelarts:Notebook"))
    .map(({ type, name }) => `${name} (${type})`);
  tell("These are no notebooks of ModelArts, and still need their ids:", others);
  const isComplete = file.resources.every(({ id }) => id !== PLACEHOLDER);
  return { file, isComplete };
}

function tell(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  say(title);
  sayEach(lines);
}
