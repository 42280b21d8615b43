/** Checks of the creation: the status in its answer, the notebook's image, and the lease. */
import { answeredImageFields } from "../../../provider/wire/facts/assumptions";
import { stopsAt } from "../../../provider/wire/facts/lease-time";
import { camelKey } from "../../../provider/wire/shape";
import type { Check } from "../check";
import { LEASE_NOISE_MS } from "./lease";

export const createStatus: Check<"create-status"> = async (walk) => {
  const { answer, firstRead } = await walk.creation();
  if (answer === undefined) return { notTried: "the answer to the create was lost" };
  const { status = "is missing" } = answer;
  if (status === "CREATING") return { value: "creating" };
  if (status !== "RUNNING") return { other: `the status ${status}` };
  if (firstRead.status !== "RUNNING") return { value: "running" };
  return { notTried: "the notebook was RUNNING when it was first read" };
};

export const notebookImage: Check<"notebook-image"> = async (walk) => {
  const { running } = await walk.creation();
  if (running.image === undefined) return { other: "the notebook has no image" };
  const published = answeredImageFields.map(camelKey);
  const hasMore = Object.keys(running.image).some((field) => !published.includes(field));
  return { value: hasMore ? "more" : "published" };
};

/** Either the lease ends later by the time that the creation took, or its end does not change. */
export const leaseStamp: Check<"lease-stamp"> = async (walk) => {
  const { answer, running, minimumMs } = await walk.creation();
  const before = answer?.lease && stopsAt(answer.lease, answer.createAt);
  const after = running.lease && stopsAt(running.lease, running.createAt);
  if (before === undefined || after === undefined) {
    return { notTried: "the lease was not answered at the create or when the notebook ran" };
  }
  if (minimumMs < 2 * LEASE_NOISE_MS) return { notTried: "the notebook ran at once" };
  const moved = after - before;
  if (moved >= minimumMs / 2) return { value: "running" };
  if (Math.abs(moved) <= Math.max(LEASE_NOISE_MS, minimumMs / 10)) return { value: "start" };
  return { other: `the auto stop moved by ${moved} ms, while the creation took ${minimumMs} ms` };
};
