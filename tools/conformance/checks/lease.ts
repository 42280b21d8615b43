/** Checks of the lease: what restarts it, and what a renewal accepts and answers. */
import {
  isLeaseOn,
  MIN_LEASE_MS,
  NO_AUTO_STOP,
  stopsAt,
} from "../../../provider/wire/facts/lease-time";
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { fromRefusal, inWords, type Check, type Finding } from "../check";
import { attempt } from "../outcome";
import type { Walk } from "../walk";
import { acceptedRenaming } from "./updates";

/** Two answers about the same moment may differ by this. Source: published answers differ by up to 6 ms. */
export const LEASE_NOISE_MS = 20;

export const renewAnswers: Check<"renew-answers"> = async (walk) => {
  const outcome = await renew(walk, MIN_LEASE_MS);
  if ("refused" in outcome) return { other: inWords(outcome.refused) };
  return { value: outcome.answer === undefined ? "nothing" : "lease" };
};

export const renewOff: Check<"renew-off"> = async (walk) => {
  const outcome = await renew(walk, NO_AUTO_STOP);
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6349": "refused" });
  try {
    const shown = await walk.waitUntilShown(({ lease = {} }) => !isLeaseOn(lease));
    return shown === undefined ? { other: "accepted, but auto stop stays on" } : { value: "taken" };
  } finally {
    await restoreLease(walk);
  }
};

/** Without auto stop the notebook would be billed without end if this process were killed. */
async function restoreLease(walk: Walk): Promise<void> {
  const outcome = await renew(walk, MIN_LEASE_MS);
  // A stopped notebook is safe, too: the next start sets a lease.
  if ("refused" in outcome) await walk.bringTo("STOPPED");
}

async function renew(walk: Walk, duration: number) {
  const { id } = await walk.bringTo("RUNNING");
  return attempt(walk.client.renewLease({ id, query: { duration } }));
}

export const renameStampsLease: Check<"rename-stamps-lease"> = async (walk) => {
  const { before, outcome, after } = await walk.once(acceptedRenaming);
  return "refused" in outcome ? { other: inWords(outcome.refused) } : isStamped(before, after);
};

export const stopStampsLease: Check<"stop-stamps-lease"> = async (walk) => {
  const before = await walk.bringTo("RUNNING");
  await walk.waitBeforeStamp();
  return isStamped(before, await walk.bringTo("STOPPED"));
};

/** A restarted lease ends later, by the time since it was last set. */
function isStamped(before: NotebookDetail, after: NotebookDetail): Finding<"yes" | "no"> {
  const end = ({ lease, createAt }: NotebookDetail) => lease && stopsAt(lease, createAt);
  const [was, is] = [end(before), end(after)];
  if (was === undefined || is === undefined) return { notTried: "no lease was answered" };
  return { value: is - was > LEASE_NOISE_MS ? "yes" : "no" };
}
