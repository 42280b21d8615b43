/** Creates the notebook, and finds it if the answer to the create was lost. */
import type { Client } from "../../provider/client/client";
import { isUnsure } from "../../provider/client/errors";
import { MIN_LEASE_MS } from "../../provider/wire/facts/lease-time";
import type { NotebookDetail } from "../../provider/wire/notebook";
import { PAGE_SIZE } from "../../provider/wire/page";
import { DESCRIPTION } from "./notebook-name";
import type { Plan } from "./plan";
import { isMoving, isTransient, type Polling } from "./polling";

export interface Creation {
  /** The answer to the create; undefined if it was lost. */
  answer: NotebookDetail | undefined;
  /** The notebook as it was first read after the create. */
  firstRead: NotebookDetail;
  /** The notebook as it was when it was first read as RUNNING. */
  running: NotebookDetail;
  /** A lower bound of the time from the create's answer to RUNNING, in milliseconds. */
  minimumMs: number;
}

/** The shortest lease, so that the notebook stops soon if this process is killed. */
export const lease = { duration: MIN_LEASE_MS, type: "timing" } as const;

/**
 * Sends the create. No signal interrupts it, since an interrupted create may have taken place.
 *
 * @returns the answer and the id; only the id if the answer was lost and the list has the notebook.
 */
export async function sendCreate(
  client: Client,
  plan: Plan,
): Promise<{ id: string; answer: NotebookDetail | undefined }> {
  try {
    const answer = await client.createNotebook({ body: requestFor(plan) });
    return { id: answer.id, answer };
  } catch (error) {
    if (!isUnsure(error)) throw error;
    // If the list fails, too, the error of the create says more.
    const id = await findByName(client, plan.name).catch(() => undefined);
    if (id === undefined) throw error;
    return { id, answer: undefined };
  }
}

/** Finds the notebook of this run: each run's notebook has another name. */
async function findByName(client: Client, name: string): Promise<string | undefined> {
  const { data } = await client.listNotebooks({ query: { name, limit: PAGE_SIZE, offset: 0 } });
  return data.find((notebook) => notebook.name === name)?.id;
}

/** Finds a notebook that may have been created. Tries several times, since a new notebook may be missing in the list. */
export async function findCreated(
  client: Client,
  name: string,
  polling: Polling,
): Promise<string | undefined> {
  for (const pause of polling.attempts()) {
    const id = await findByName(client, name).catch((error: unknown) => {
      if (!isTransient(error)) throw error;
      return undefined;
    });
    if (id !== undefined) return id;
    await pause();
  }
  return undefined;
}

/** @param answer the answer to the create; undefined if it was lost. */
export async function waitUntilRunning(
  client: Client,
  id: string,
  answer: NotebookDetail | undefined,
  polling: Polling,
  now: () => number,
): Promise<Creation> {
  const answeredAt = now();
  let firstRead: NotebookDetail | undefined;
  let minimumMs = 0;
  const running = await polling.waitUntil({
    read: () => client.showNotebook({ id }),
    goal: "runs",
    isDone: (detail, readAt) => {
      firstRead ??= detail;
      if (isMoving(detail)) minimumMs = readAt - answeredAt;
      return detail.status === "RUNNING";
    },
  });
  return { answer, firstRead: firstRead ?? running, running, minimumMs };
}

function requestFor({ name, flavor, imageId, diskGb, keyPair }: Plan) {
  return {
    name,
    description: DESCRIPTION,
    flavor,
    imageId,
    volume: { category: "EVS" as const, ownership: "MANAGED" as const, capacity: diskGb },
    lease,
    ...(keyPair !== undefined && {
      endpoints: [{ service: "SSH" as const, keyPairNames: [keyPair] }],
    }),
  };
}
