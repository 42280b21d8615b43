/** Properties of a notebook's volumes that are allowed alone, but not together. */
import { isDeepStrictEqual } from "node:util";
import type { CheckFailure } from "../../../engine/check-failure";
import { UNKNOWN } from "../../../engine/unknown";
import {
  dataVolumeRules,
  violationsOf,
  volumeRules,
  type CombinationRule,
} from "../../../wire/combination-rules";
import { camelKey } from "../../../wire/shape";
import { answeredVolume } from "../data-volumes";
import type { NotebookInputs } from "../inputs";

type Declared = Partial<NotebookInputs>;
type DataVolume = NonNullable<Declared["dataVolumes"]>[number];

/** @param isNew whether the notebook, and so its main volume, is to be created. */
export function volumeFailures({ volume }: Declared, isNew: boolean): CheckFailure[] {
  return failuresOf(volumeRules, volume, "volume", isNew);
}

/** A data volume that the state already has, at any index, is not new. */
export function dataVolumeFailures({ dataVolumes }: Declared, olds: Declared): CheckFailure[] {
  if (!Array.isArray(dataVolumes)) return [];
  return dataVolumes.flatMap((volume: DataVolume | null, index) =>
    failuresOf(dataVolumeRules, volume, `dataVolumes[${index}]`, !isInState(volume, olds)),
  );
}

/**
 * The failures of one object that a program declares; none if it is no object: its shape is checked elsewhere.
 *
 * @param path the object's property path.
 */
export function failuresOf(
  rules: readonly CombinationRule[],
  declared: unknown,
  path: string,
  isNew: boolean,
): CheckFailure[] {
  if (typeof declared !== "object" || declared === null) return [];
  return violationsOf(rules, declared, {
    isNew,
    isUnknown: (value) => value === UNKNOWN,
    rename: camelKey,
  })
    .filter(({ isLeftToApi }) => isLeftToApi !== true)
    .map(({ key, reason }) => ({
      property: `${path}.${key}`,
      reason,
      code: "modelarts/contradicting-inputs" as const,
    }));
}

function isInState(volume: DataVolume | null, { dataVolumes = [] }: Declared): boolean {
  if (volume === null) return false;
  return dataVolumes.some((old) => isDeepStrictEqual(answeredVolume(old), answeredVolume(volume)));
}
