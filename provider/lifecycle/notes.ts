/** What a preview has to say beside its list of changes. Pure. */
import { shouldRun } from "./align";
import { changedFields, type Field } from "./fields";
import type { Carried, NotebookInputs, NotebookState } from "./inputs";
import { stopsFor } from "./stops";

type State = Partial<NotebookState & Carried>;

/**
 * @param state the live notebook as it was last read.
 * @param moved what takes it to another place, and so replaces it.
 */
export function notes(state: State, news: NotebookInputs, moved: readonly string[] = []): string[] {
  const changed = changedFields(news, state).filter(({ change }) => change === "replace");
  const replacing = [...changed.map(({ path }) => path), ...moved];
  const said =
    replacing.length > 0
      ? replacement(state, replacing)
      : [...stop(state, news), ...wait(state, news)];
  return said.map((line) => `${state.name ?? news.name}: ${line}`);
}

/** Source: the API deletes managed storage with its notebook. */
function replacement({ volume, status }: State, replacing: readonly string[]): string[] {
  if (volume?.ownership !== "MANAGED" || status === "CREATE_FAILED") return [];
  return [
    `warning: replacing it (for ${replacing.join(", ")}) deletes its ${volume.category ?? ""} volume ` +
      "with everything on it. Save what is needed first",
  ];
}

function stop(state: State, news: NotebookInputs): string[] {
  const reasons = state.status === "RUNNING" ? stopsFor(news, state as NotebookState) : [];
  if (reasons.length === 0) return [];
  const after = news.desiredStatus === "STOPPED" ? "" : " and started again";
  return [`it will be stopped${after} for ${paths(reasons)}`];
}

/** Only a start or a running notebook takes a lease. */
function wait(state: State, news: NotebookInputs): string[] {
  const isStopped = state.status === "STOPPED" && !shouldRun(state as NotebookState, news);
  const wouldDiffer = changedFields(news, { ...state, status: "RUNNING" });
  if (!isStopped || !wouldDiffer.some(({ change }) => change === "lease")) return [];
  return [
    "it is STOPPED, so the lease waits for its next start; " +
      "if it is started elsewhere, the next `pulumi up` brings the lease",
  ];
}

function paths(rows: readonly Field[]): string {
  return rows.map(({ path }) => path).join(", ");
}
