/** What only a dedicated pool has, and what a custom machine needs. */
import { isDeepStrictEqual } from "node:util";
import type { CheckFailure } from "../../../engine/check-failure";
import { customSpecRules, poolViolation } from "../../../wire/combination-rules";
import { camelKey } from "../../../wire/shape";
import type { NotebookInputs } from "../inputs";
import { failuresOf } from "./volume";

type Declared = Partial<NotebookInputs>;

/** The API may not answer the pool, so a pool is required only for parts that are new. */
export function poolFailures(
  { volume, customSpec, poolId }: Declared,
  olds: Declared,
  isNew: boolean,
): CheckFailure[] {
  if (poolId !== undefined || olds.poolId !== undefined) return [];
  const violation = poolViolation(
    {
      volume: isNew ? volume : undefined,
      customSpec: isNewSpec(customSpec, olds) ? customSpec : undefined,
    },
    camelKey,
  );
  if (violation === undefined) return [];
  const { key, reason } = violation;
  return [{ property: key, reason, code: "modelarts/contradicting-inputs" }];
}

export function customSpecFailures({ customSpec }: Declared, olds: Declared): CheckFailure[] {
  return isNewSpec(customSpec, olds)
    ? failuresOf(customSpecRules, customSpec, "customSpec", true)
    : [];
}

/** The API may answer less of a machine than create needs, so an unchanged one is not checked. */
function isNewSpec(spec: Declared["customSpec"], olds: Declared): boolean {
  return typeof spec === "object" && spec !== null && !isDeepStrictEqual(spec, olds.customSpec);
}
