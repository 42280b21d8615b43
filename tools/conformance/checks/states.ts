/** Checks of requests that the notebook's status does not need or allow. */
import { MIN_LEASE_MS } from "../../../provider/wire/facts/lease-time";
import { fromRefusal, type Check } from "../check";
import { attempt } from "../outcome";

export const startRunning: Check<"start-running"> = async (walk) => {
  const { id } = await walk.bringTo("RUNNING");
  const query = { duration: MIN_LEASE_MS, type: "timing" } as const;
  const outcome = await attempt(walk.client.startNotebook({ id, query }));
  if (!("refused" in outcome)) return { other: "accepted" };
  return fromRefusal(outcome.refused, { "ModelArts.6357": "6357", "ModelArts.6305": "6305" });
};

export const stopStopped: Check<"stop-stopped"> = async (walk) => {
  const { id } = await walk.bringTo("STOPPED");
  const outcome = await attempt(walk.client.stopNotebook({ id }));
  if (!("refused" in outcome)) return { other: "accepted" };
  return fromRefusal(outcome.refused, { "ModelArts.6357": "6357", "ModelArts.6307": "6307" });
};

export const stoppedMounts: Check<"stopped-mounts"> = async (walk) => {
  const { id } = await walk.bringTo("STOPPED");
  const outcome = await attempt(walk.client.listStorages({ id }));
  if (!("refused" in outcome)) return { value: "listed" };
  return fromRefusal(outcome.refused, { "ModelArts.6327": "refused" });
};

/** The last check: if the deletion is accepted, the notebook is gone. */
export const deleteRunning: Check<"delete-running"> = async (walk) => {
  const { id } = await walk.bringTo("RUNNING");
  const outcome = await walk.retryWhileBusy(() => walk.client.deleteNotebook({ id }));
  if (!("refused" in outcome)) return { value: "yes" };
  return fromRefusal(outcome.refused, { "ModelArts.6304": "no" });
};
