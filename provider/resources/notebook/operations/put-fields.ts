/** Sends changed fields, and reads what became of them if the answer does not tell. */
import { ApiError, isUnsure } from "../../../client/errors";
import type { NotebookDetail } from "../../../wire/notebook";
import { joinPaths } from "../../resource-kind";
import { valueAt } from "../../shared/objects";
import { lookAfter, type Task } from "../../tasks/task";
import { changedFields, updateBody } from "../changed-fields";
import type { Field } from "../fields";
import type { NotebookInputs } from "../inputs";
import { stateOf } from "../state";
import { put } from "./steps";

/** A lost answer is no failure if a read shows the fields as they are declared. */
export async function putFields(task: Task, fields: readonly Field[], newInputs: NotebookInputs) {
  try {
    await put(task, updateBody(fields, newInputs));
  } catch (error) {
    if (!isUnsure(error) || !(await areApplied(task, fields, newInputs))) throw error;
  }
}

/** @returns false if the API refuses the change for a running notebook, and a read shows that nothing has changed. */
export async function putOnline(
  task: Task,
  fields: readonly Field[],
  newInputs: NotebookInputs,
): Promise<boolean> {
  try {
    await putFields(task, fields, newInputs);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError && error.meaning === "wrongStatus")) throw error;
    // The refusal may be that of a second try, after a first one whose answer was lost.
    return areApplied(task, fields, newInputs);
  }
}

async function areApplied(task: Task, fields: readonly Field[], newInputs: NotebookInputs) {
  const { client } = lookAfter(task);
  const detail = await client.showNotebook({ id: task.id }).catch(() => undefined);
  return outcomes(task, fields, newInputs, detail).changed.length === fields.length;
}

/** @param detail as it was read after the request; undefined if it could not be read. */
function outcomes(
  task: Task,
  fields: readonly Field[],
  newInputs: NotebookInputs,
  detail: NotebookDetail | undefined,
): Record<"changed" | "unchanged" | "unknown", Field[]> {
  if (detail === undefined) return { changed: [], unchanged: [], unknown: [...fields] };
  const after = stateOf(detail, {}, task.client.serviceTime());
  const differing = new Set(changedFields(newInputs, after).map(({ path }) => path));
  const isAnswered = ({ path }: Field) => valueAt(after, path.split(".")) !== undefined;
  const answered = fields.filter(isAnswered);
  return {
    changed: answered.filter(({ path }) => !differing.has(path)),
    unchanged: answered.filter(({ path }) => differing.has(path)),
    unknown: fields.filter((field) => !isAnswered(field)),
  };
}

/** What became of the fields, for a message that claims only what was read. */
export function outcomeText(
  task: Task,
  fields: readonly Field[],
  newInputs: NotebookInputs,
  detail: NotebookDetail | undefined,
): string {
  const { changed, unchanged, unknown } = outcomes(task, fields, newInputs, detail);
  const parts = [
    unchanged.length > 0 && `${joinPaths(unchanged)} did not change`,
    changed.length > 0 && `${joinPaths(changed)} changed`,
    unknown.length > 0 && `whether ${joinPaths(unknown)} changed is unknown`,
  ];
  return parts.filter((part) => part !== false).join("; ");
}
