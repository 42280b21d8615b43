/** When and by how much the disk grows. */

import { fromRefusal, inWords, type Check } from "../check";
import type { Walk } from "../walk";
import { VOLUME_STEP_GB } from "../../../provider/wire/limits";

export const growStopped: Check<"grow-stopped"> = async (walk) => {
  const { volume } = await walk.be("STOPPED");
  if (volume?.capacity === undefined) return { notTried: "no capacity was answered" };
  const outcome = await grow(walk, volume.capacity + 1);
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6347": "no" });
  return outcome.isShown ? { value: "yes" } : { came: "accepted, but the disk does not grow" };
};

export const growStep: Check<"grow-step"> = async (walk) => {
  const large = VOLUME_STEP_GB * 1.5;
  if (!walk.plan.isEverything) {
    return { notTried: `the disk would grow by ${large} GB, which is billed: --all tries it` };
  }
  const { volume } = await walk.be("RUNNING");
  if (volume?.capacity === undefined) return { notTried: "no capacity was answered" };
  const far = await grow(walk, volume.capacity + large);
  if (!("refused" in far)) {
    return far.isShown ? { value: "200" } : { came: "accepted, but the disk does not grow" };
  }
  // Else a refusal for another reason would pass for a limit of the step.
  const near = await grow(walk, volume.capacity + VOLUME_STEP_GB);
  if (!("refused" in near)) return { value: "100" };
  return { came: `growing by ${VOLUME_STEP_GB} GB was ${inWords(near.refused)}` };
};

async function grow(walk: Walk, storageNewSize: number) {
  const outcome = await walk.update({ storageNewSize });
  if ("refused" in outcome) return outcome;
  await walk.shows(({ volume }) => volume?.capacity === storageNewSize);
  const { volume } = await walk.settled();
  return { isShown: volume?.capacity === storageNewSize };
}
