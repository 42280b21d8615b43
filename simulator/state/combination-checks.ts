/** Refuses volumes, mounts and custom machines whose properties don't go together. The rules are the product's. */
import type { z } from "zod";
import {
  customSpecRules,
  dataVolumeRules,
  mountRules,
  poolViolation,
  violationsOf,
  volumeRules,
  type CombinationRule,
  type Violation,
} from "pulumi-modelarts/wire/combination-rules";
import { DEFAULT_MOUNT_CATEGORY } from "pulumi-modelarts/wire/facts/limits";
import type { MountRequest } from "pulumi-modelarts/wire/mount";
import type { CreateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import { ApiError } from "../answers/errors";

type Parts = Pick<z.output<typeof CreateNotebook>, "custom_spec" | "data_volumes"> &
  Partial<Pick<z.output<typeof CreateNotebook>, "volume">>;

/**
 * @param parts what a create or an update asks for; an update has no main volume.
 * @param poolId the pool of the request, or of the notebook that is updated.
 * @throws ApiError with the code of the first rule that is broken.
 */
export function checkCombinations(
  { volume, data_volumes = [], custom_spec }: Parts,
  poolId: string | undefined,
): void {
  if (poolId === undefined) refuse(poolViolation({ volume, customSpec: custom_spec }));
  refuse(volume && broken(volumeRules, volume), "volume.");
  for (const [index, each] of data_volumes.entries()) {
    refuse(broken(dataVolumeRules, each), `data_volumes.${index}.`);
  }
  refuse(custom_spec && broken(customSpecRules, custom_spec), "custom_spec.");
}

/** @throws ApiError with the code of the first rule that is broken. */
export function checkMount(mount: z.output<typeof MountRequest>): void {
  refuse(broken(mountRules, { ...mount, category: mount.category ?? DEFAULT_MOUNT_CATEGORY }));
}

/** The first rule that the API refuses; it accepts some combinations that the product does not. */
function broken(rules: readonly CombinationRule[], object: object): Violation | undefined {
  return violationsOf(rules, object, { isNew: true }).find(({ code }) => code !== undefined);
}

function refuse(violation: Violation | undefined, prefix = ""): void {
  if (violation?.code === undefined) return;
  throw new ApiError(violation.code, `${prefix}${violation.key}: ${violation.reason}.`);
}
