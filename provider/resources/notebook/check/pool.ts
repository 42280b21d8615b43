/** What only notebooks in a dedicated pool have, and what a machine made to measure needs. */
import { isDeepStrictEqual } from "node:util";
import { isObjectStorage } from "../../../wire/volume";
import type { CheckFailure } from "../../../engine/check-failure";
import type { NotebookInputs } from "../inputs";

type Declared = Partial<NotebookInputs>;

/** The API may not answer the pool, so that it is only needed for what the state does not have yet. */
export function poolFailures(
  { volume, customSpec, poolId }: Declared,
  olds: Declared,
  isNew: boolean,
): CheckFailure[] {
  if (poolId !== undefined || olds.poolId !== undefined) return [];
  const needing = [
    ...(isNew && isObjectStorage(volume?.category) ? [`volume.category ${volume?.category}`] : []),
    ...(isNewSpec(customSpec, olds) ? ["customSpec"] : []),
  ];
  if (needing.length === 0) return [];
  const reason = `is required for ${needing.join(" and ")}, which only a dedicated pool has`;
  return [{ property: "poolId", reason }];
}

export function customSpecFailures({ customSpec }: Declared, olds: Declared): CheckFailure[] {
  if (!isNewSpec(customSpec, olds)) return [];
  const { category, gpu, gpuType } = customSpec;
  const isGpu = category === "GPU" ? "category is GPU" : undefined;
  const reasons = {
    gpu: gpu === undefined && (isGpu ?? (gpuType && "gpuType is declared")),
    gpuType: gpuType === undefined && (isGpu ?? (gpu && "gpu is declared")),
  };
  return Object.entries(reasons).flatMap(([key, reason]) =>
    reason ? [{ property: `customSpec.${key}`, reason: `is required where ${reason}` }] : [],
  );
}

type Spec = NonNullable<Declared["customSpec"]>;

/** What is declared as before is not judged: the API may answer less of a machine than it asks for. */
function isNewSpec(spec: Declared["customSpec"], olds: Declared): spec is Spec {
  return typeof spec === "object" && spec !== null && !isDeepStrictEqual(spec, olds.customSpec);
}
