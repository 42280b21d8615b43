/** Reads a live notebook that may be gone. */
import { statusNames } from "../../../wire/facts/statuses";
import type { NotebookDetail } from "../../../wire/notebook";
import { readUnlessGone } from "../../tasks/confirm-gone";
import type { Context } from "../../tasks/task";
import { COMPARED } from "../state";

/** @returns the live notebook; undefined if every read says that there is none. */
export async function findNotebook(
  { client, clock, signal }: Pick<Context, "client" | "clock" | "signal">,
  id: string,
): Promise<NotebookDetail | undefined> {
  const detail = await readUnlessGone({ clock, signal }, () => client.showNotebook({ id }));
  return detail?.status === "DELETED" ? undefined : detail;
}

type Compared = (typeof COMPARED)[number];
/** What is known of a notebook: its state, its inputs, or `true` for a part that every notebook has. */
export type Known = Partial<Record<Compared, unknown>>;

/** Pauses before the reads that repeat an incomplete answer, in milliseconds. */
const PAUSES_MS = [0, 1000, 2000, 4000];
/** For a refresh and an import: the service may no longer answer something. */
const READING_PAUSES_MS = [0, 1000];
/** What inputs must declare. A notebook of a dedicated pool may lack some of it. */
const EXPECTED: Known = { flavor: true, image: true, volume: true };

/**
 * What the answer lacks although it is known; a state may have null for what is not there. Endpoints are missed only in
 * the answer for a running notebook.
 */
export function missing(detail: NotebookDetail, known: Known): Compared[] {
  return COMPARED.filter(
    (name) =>
      (known[name] ?? undefined) !== undefined &&
      detail[name] === undefined &&
      (name !== "endpoints" || detail.status === "RUNNING"),
  );
}

/**
 * An answer without something that is known would hide a difference, and a status that nobody knows would show one, so
 * the notebook is read again.
 *
 * @param detail the last answer.
 * @param pausesMs before each further read.
 * @returns the first complete answer, else the last one with a known status; undefined if the notebook is gone.
 */
export async function completed(
  context: Pick<Context, "client" | "clock" | "signal">,
  id: string,
  known: Known,
  detail: NotebookDetail,
  pausesMs = PAUSES_MS,
): Promise<NotebookDetail | undefined> {
  let best = detail;
  let latest: NotebookDetail | undefined = detail;
  for (const pause of pausesMs) {
    if (latest === undefined) return undefined;
    if (isStatusKnown(latest)) {
      if (missing(latest, known).length === 0) return latest;
      best = latest;
    }
    if (pause > 0) await context.clock.sleep(pause, context.signal);
    latest = await findNotebook(context, id);
  }
  return latest === undefined || isStatusKnown(latest) ? latest : best;
}

/**
 * Like `findNotebook`, but an answer that lacks what is known is read again.
 *
 * @param state the notebook as it was read before; undefined: it was not.
 */
export async function findWhole(
  context: Pick<Context, "client" | "clock" | "signal">,
  id: string,
  state?: Known,
): Promise<NotebookDetail | undefined> {
  const known = state ?? EXPECTED;
  const detail = await findNotebook(context, id);
  if (detail === undefined || missing(detail, known).length === 0) return detail;
  return completed(context, id, known, detail, READING_PAUSES_MS);
}

const isStatusKnown = ({ status }: NotebookDetail) =>
  (statusNames as readonly unknown[]).includes(status);
