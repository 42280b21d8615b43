/** Finds the notebook that a request names. */
import type { ErrorCode } from "pulumi-modelarts/wire/error";
import { ApiError } from "../answers/errors";
import type { NotebookState } from "../state/notebook-transitions";
import { checkStatus, type Action } from "../state/status-checks";
import type { Context } from "./types";

/**
 * The notebook to read. The API has two codes for a missing notebook: requests that read answer one of them, and
 * requests that act the other.
 *
 * @throws ApiError if there is no such notebook.
 */
export function lookup(
  { notebooks }: Pick<Context, "notebooks">,
  id: string,
  code: ErrorCode = "ModelArts.6404",
): NotebookState {
  const state = notebooks.get(id);
  if (state === undefined) throw new ApiError(code, `id: ${id}.`);
  return state;
}

/**
 * The notebook to act on.
 *
 * @throws ApiError if there is no such notebook, or its status does not allow the action.
 */
export function lookupFor(
  action: Action,
  context: Pick<Context, "notebooks" | "assumed">,
  id: string,
): NotebookState {
  const state = lookup(context, id, "ModelArts.6309");
  checkStatus(action, state, context.assumed);
  return state;
}
