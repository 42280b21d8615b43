/** What a preview has to say beside its list of changes. Pure. */
import { shouldRun } from "./operations/update";
import type { UpdateSettings } from "../../client/settings";
import { changedFields, type Field } from "./fields";
import type { Carried, NotebookInputs, NotebookState } from "./inputs";
import type { NoteSurroundings } from "../resource-kind";
import { planUpdate, type UpdatePlan } from "./operations/plan-update";

type State = Partial<NotebookState & Carried>;

/** @param state the live notebook as it was last read. */
export function notes(
  state: State,
  news: NotebookInputs,
  { moved = [], updates = {} }: NoteSurroundings = {},
): string[] {
  const changed = changedFields(news, state).filter(({ change }) => change === "replace");
  const replacing = [...changed.map(({ path }) => path), ...moved];
  const said =
    replacing.length > 0
      ? replacement(state, replacing)
      : [...update(state, news, updates), ...wait(state, news)];
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

/** What an update does to a notebook that runs, and what it may have to do. */
function update(state: State, news: NotebookInputs, updates: UpdateSettings): string[] {
  const plan = planUpdate(news, state as NotebookState, updates);
  if (state.status !== "RUNNING") return stoppedDisk(state, news, plan);
  const again = news.desiredStatus === "STOPPED" ? "" : " and started again";
  const lines: string[] = [];
  if (plan.stopsFor.length > 0) {
    lines.push(`it will be stopped${again} for ${paths(plan.stopsFor)}`);
  }
  const isRenameAllowed = updates.stopToRename === true;
  const maybe = [...plan.tried, ...(isRenameAllowed ? plan.online : [])];
  if (maybe.length > 0) {
    lines.push(
      `${paths(maybe)} will be sent while it runs; if ModelArts refuses that, it will be stopped` +
        `${again}`,
    );
  }
  if (plan.online.length > 0 && !isRenameAllowed) {
    lines.push(
      `${paths(plan.online)} will be sent while it runs; if ModelArts refuses that, the update fails ` +
        "(modelarts:stopToRename allows a stop)",
    );
  }
  return lines;
}

function stoppedDisk(state: State, news: NotebookInputs, { growth }: UpdatePlan): string[] {
  if (growth === undefined || shouldRun(state as NotebookState, news)) return [];
  return [
    `warning: it is ${state.status}, and its disk grows only while it runs: the update will fail. ` +
      "Set desiredStatus to RUNNING, or start it first",
  ];
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
