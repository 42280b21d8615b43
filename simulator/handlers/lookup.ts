import type { ErrorCode } from "pulumi-modelarts/wire/error";
import { ApiError } from "../answers/errors";
import { accept, type Action } from "../state/accepts";
import type { NotebookState } from "../state/notebook";
import type { Context } from "./types";

/** The API has two codes for a notebook that isn't there; reading and acting show one each. */
export function lookup(
  { store }: Pick<Context, "store">,
  id: string,
  code: ErrorCode = "ModelArts.6404",
): NotebookState {
  const state = store.get(id);
  if (state === undefined) throw new ApiError(code, `id: ${id}.`);
  return state;
}

/** A notebook that takes the action. */
export function lookupFor(
  action: Action,
  context: Pick<Context, "store" | "assumed">,
  id: string,
): NotebookState {
  const state = lookup(context, id, "ModelArts.6309");
  accept(action, state, context.assumed);
  return state;
}
