import { changedFields, type Field } from "./fields";
import type { NotebookInputs, NotebookState } from "./inputs";
import { wantedLease } from "./lease";

/** The changes that a running notebook is stopped for. */
export function stopsFor(news: NotebookInputs, live: NotebookState): Field[] {
  const lease = wantedLease(news, live);
  return changedFields(news, live).filter(
    // Auto stop can't be switched off while the notebook runs: only a start takes "no auto stop".
    ({ change }) => change === "stopped" || (change === "lease" && lease?.enable === false),
  );
}
