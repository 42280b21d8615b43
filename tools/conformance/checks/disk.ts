/** Checks of the disk: when and by how much it can grow. */
import { VOLUME_STEP_GB } from "../../../provider/wire/facts/limits";
import { fromRefusal, inWords, type Check } from "../check";
import type { Walk } from "../walk";

export const growStopped: Check<"grow-stopped"> = async (walk) => {
  const { volume } = await walk.bringTo("STOPPED");
  if (volume?.capacity === undefined) return { notTried: "no capacity was answered" };
  const outcome = await grow(walk, volume.capacity + 1);
  if ("refused" in outcome) return fromRefusal(outcome.refused, { "ModelArts.6347": "no" });
  return outcome.isShown ? { value: "yes" } : { other: "accepted, but the disk does not grow" };
};

export const growStep: Check<"grow-step"> = async (walk) => {
  const large = VOLUME_STEP_GB * 1.5;
  if (!walk.plan.isEverything) {
    return { notTried: `the disk would grow by ${large} GB, which is billed: --all tries it` };
  }
  const { volume } = await walk.bringTo("RUNNING");
  if (volume?.capacity === undefined) return { notTried: "no capacity was answered" };
  const largeStep = await grow(walk, volume.capacity + large);
  if (!("refused" in largeStep)) {
    return largeStep.isShown ? { value: "200" } : { other: "accepted, but the disk does not grow" };
  }
  // A smaller step must succeed: otherwise the refusal had another reason than the size of the step.
  const smallStep = await grow(walk, volume.capacity + VOLUME_STEP_GB);
  if (!("refused" in smallStep)) return { value: "100" };
  return { other: `growing by ${VOLUME_STEP_GB} GB was ${inWords(smallStep.refused)}` };
};

async function grow(walk: Walk, storageNewSize: number) {
  const outcome = await walk.update({ storageNewSize });
  if ("refused" in outcome) return outcome;
  await walk.waitUntilShown(({ volume }) => volume?.capacity === storageNewSize);
  const { volume } = await walk.waitUntilIdle();
  return { isShown: volume?.capacity === storageNewSize };
}
