/** What a preview can say of the outputs: what is known, and that the rest is not known yet. */
import { changedFields, UNKNOWN } from "../lifecycle/fields";
import { grownOutputs, notebookOutputs } from "../output-names";
import type { Inputs, State } from "./placed";

type Name = (typeof notebookOutputs)[number];

/** What stays as it is even when the notebook is stopped and started again. */
const lasting: readonly Name[] = [
  "feature",
  "pool",
  "poolId",
  "workspaceId",
  "user",
  "userId",
  "desiredStatus",
  "createAt",
  "connection",
  "region",
  "projectId",
];

/** Nothing but what is declared is known of a notebook that is not there yet. */
export function previewedCreate(inputs: Inputs): object {
  return withUnknown(
    inputs,
    notebookOutputs.filter((key) => !(key in inputs) || grownOutputs.includes(key)),
  );
}

/** A change while the notebook runs leaves all other outputs as they are; a restart leaves few. */
export function previewedUpdate(news: Inputs, state: Partial<State>): object {
  const changed = changedFields(news, state);
  const runsOn = changed.every(({ change }) => change === "online");
  const isChanged = (key: Name) => changed.some(({ path }) => path.split(".", 1)[0] === key);
  const isDeclared = (key: Name) => key in news && !grownOutputs.includes(key);
  const isKept = (key: Name) =>
    !isDeclared(key) && !isChanged(key) && key !== "updateAt" && (runsOn || lasting.includes(key));
  const kept = notebookOutputs.filter(isKept).map((key) => [key, state[key]]);
  return withUnknown(
    { ...news, ...(Object.fromEntries(kept) as object) },
    notebookOutputs.filter((key) => !isDeclared(key) && !isKept(key)),
  );
}

function withUnknown(known: object, unknown: readonly Name[]): object {
  return { ...known, ...(Object.fromEntries(unknown.map((key) => [key, UNKNOWN])) as object) };
}
