/** What stamps a lease, and what a renewal answers. */
import { MIN_LEASE_MS, stopsAt } from "../../../provider/wire/lease-time";
import type { NotebookDetail } from "../../../provider/wire/notebook";
import { inWords, type Check, type Finding } from "../check";
import { attempt } from "../outcome";
import { acceptedUpdate } from "./updates";

/** Published answers about one moment differ by up to 6 ms. */
export const LEASE_NOISE_MS = 20;

export const renewAnswers: Check<"renew-answers"> = async (walk) => {
  const { id } = await walk.be("RUNNING");
  const outcome = await attempt(walk.client.renewLease({ id, query: { duration: MIN_LEASE_MS } }));
  if ("refused" in outcome) return { came: inWords(outcome.refused) };
  return { value: outcome.answer === undefined ? "nothing" : "lease" };
};

export const renameStampsLease: Check<"rename-stamps-lease"> = async (walk) => {
  const { before, outcome, after } = await walk.once(acceptedUpdate);
  return "refused" in outcome ? { came: inWords(outcome.refused) } : isStamped(before, after);
};

export const stopStampsLease: Check<"stop-stamps-lease"> = async (walk) => {
  const before = await walk.be("RUNNING");
  await walk.settle();
  return isStamped(before, await walk.be("STOPPED"));
};

/** Each stamp pushes the end of the lease back by the time since the stamp before. */
function isStamped(before: NotebookDetail, after: NotebookDetail): Finding<"yes" | "no"> {
  const end = ({ lease, createAt }: NotebookDetail) => lease && stopsAt(lease, createAt);
  const [was, is] = [end(before), end(after)];
  if (was === undefined || is === undefined) return { notTried: "no lease was answered" };
  return { value: is - was > LEASE_NOISE_MS ? "yes" : "no" };
}
