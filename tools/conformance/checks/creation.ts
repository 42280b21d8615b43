/** What is seen of a notebook while it is created. */
import { stopsAt } from "../../../provider/wire/lease-time";
import type { Check } from "../check";
import { LEASE_NOISE_MS } from "./lease";

export const createStatus: Check<"create-status"> = async (walk) => {
  const { answer, firstLook } = await walk.creation();
  if (answer === undefined) return { notTried: "the answer to the create was lost" };
  const { status = "is missing" } = answer;
  if (status === "CREATING") return { value: "creating" };
  if (status !== "RUNNING") return { came: `the status ${status}` };
  if (firstLook.status !== "RUNNING") return { value: "running" };
  return { notTried: "the notebook was RUNNING before it could be looked at" };
};

/** The end of the lease is pushed back by the time that the creation took, or stays where it was. */
export const leaseStamp: Check<"lease-stamp"> = async (walk) => {
  const { answer, running, atLeastMs } = await walk.creation();
  const before = answer?.lease && stopsAt(answer.lease, answer.createAt);
  const after = running.lease && stopsAt(running.lease, running.createAt);
  if (before === undefined || after === undefined) {
    return { notTried: "the lease was not answered at the create or when the notebook ran" };
  }
  if (atLeastMs < 2 * LEASE_NOISE_MS) return { notTried: "the notebook ran at once" };
  const moved = after - before;
  if (moved >= atLeastMs / 2) return { value: "running" };
  if (Math.abs(moved) <= Math.max(LEASE_NOISE_MS, atLeastMs / 10)) return { value: "start" };
  return { came: `the auto stop moved by ${moved} ms, while the creation took ${atLeastMs} ms` };
};
