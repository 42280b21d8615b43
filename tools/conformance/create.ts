/** The creation of the notebook, and what is seen of it. */
import type { Client } from "../../provider/client/client";
import { isUnsure } from "../../provider/client/errors";
import { MIN_LEASE_MS } from "../../provider/wire/lease-time";
import type { NotebookDetail } from "../../provider/wire/notebook";
import { PAGE_SIZE } from "../../provider/wire/page";
import { DESCRIPTION } from "./notebook-name";
import type { Plan } from "./plan";
import { isMoving, isPassing, type Polling } from "./polling";

export interface Creation {
  /** The create's answer; undefined if it was lost. */
  answer: NotebookDetail | undefined;
  /** The first look after it. */
  firstLook: NotebookDetail;
  /** The notebook as it was when it was first seen RUNNING. */
  running: NotebookDetail;
  /** The creation surely took this long. */
  atLeastMs: number;
}

/** The shortest lease: the notebook stops by itself should this process be killed. */
export const lease = { duration: MIN_LEASE_MS, type: "timing" } as const;

/**
 * Sends the create, which no signal interrupts: one that is given up may have taken place.
 *
 * @returns the answer, or at least the id where the answer was lost.
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
    // Where the lookup fails, too, the create's own error says what happened.
    const id = await findByName(client, plan.name).catch(() => undefined);
    if (id === undefined) throw error;
    return { id, answer: undefined };
  }
}

/** The names of the runs differ, so the notebook of this run is known by its own. */
async function findByName(client: Client, name: string): Promise<string | undefined> {
  const { data } = await client.listNotebooks({ query: { name, limit: PAGE_SIZE, offset: 0 } });
  return data.find((notebook) => notebook.name === name)?.id;
}

/** Looks for a notebook that may have been created, since the list may lag behind. */
export async function lookFor(
  client: Client,
  name: string,
  polling: Polling,
): Promise<string | undefined> {
  for (const pause of polling.turns()) {
    const id = await findByName(client, name).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      return undefined;
    });
    if (id !== undefined) return id;
    await pause();
  }
  return undefined;
}

export async function watchCreation(
  client: Client,
  id: string,
  answer: NotebookDetail | undefined,
  polling: Polling,
  now: () => number,
): Promise<Creation> {
  const answered = now();
  let firstLook: NotebookDetail | undefined;
  let atLeastMs = 0;
  const running = await polling.watch({
    look: () => client.showNotebook({ id }),
    what: "runs",
    isDone: (detail, asked) => {
      firstLook ??= detail;
      if (isMoving(detail)) atLeastMs = asked - answered;
      return detail.status === "RUNNING";
    },
  });
  return { answer, firstLook: firstLook ?? running, running, atLeastMs };
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
