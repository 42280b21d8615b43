/** What is wrong with inputs, all of it at once, each at its property. Nothing is asked of the API. */
import type { CheckFailure } from "../../../engine/check-failure";
import { isLeaseDeclaredOn } from "../../../wire/lease-time";
import { shapeViolations } from "../../shared/shape-violations";
import type { Inputs } from "../applied-inputs";
import { changedFields } from "../changed-fields";
import { CreationShape, InputShape, type NotebookInputs } from "../inputs";
import { customSpecFailures, poolFailures } from "./pool";
import { dataVolumeFailures, volumeFailures } from "./volume";

/**
 * @param declared what the program declares; in a preview some of it may be unknown and is not judged.
 * @param oldInputs the inputs of the state; empty for a notebook that is to be created.
 */
export function violations(declared: object, oldInputs: Partial<Inputs>): CheckFailure[] {
  const isNew = Object.keys(oldInputs).length === 0;
  return [
    ...shapeViolations(isNew ? CreationShape : InputShape, declared, "a property of a notebook"),
    ...contradictions(declared),
    ...volumeFailures(declared, isNew),
    ...dataVolumeFailures(declared, oldInputs),
    ...customSpecFailures(declared, oldInputs),
    ...poolFailures(declared, oldInputs, isNew),
    ...shrinking(declared, oldInputs),
  ];
}

/** What each property allows by itself, but not together. */
function contradictions({
  endpoints,
  lease,
  desiredStatus,
}: Partial<NotebookInputs>): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string) => failures.push({ property, reason });

  if (lease && typeof lease === "object" && isLeaseDeclaredOn(lease)) {
    if (lease.duration === undefined) {
      fail("lease.duration", "is required unless enable is false");
    }
  }
  if (lease !== undefined && desiredStatus === "STOPPED") {
    fail("lease", "is for a notebook that runs; desiredStatus is STOPPED");
  }
  if (Array.isArray(endpoints)) {
    endpoints.forEach((endpoint: (typeof endpoints)[number] | null, index) => {
      if (endpoint?.service !== "NOTEBOOK") return;
      for (const key of ["allowedAccessIps", "keyPairNames"] as const) {
        if (endpoint[key] !== undefined) {
          fail(`endpoints[${index}].${key}`, "is only for service SSH");
        }
      }
    });
  }
  return failures;
}

/** A disk only grows; a notebook that is replaced for another reason gets a new one. */
function shrinking(declared: Partial<NotebookInputs>, oldInputs: Partial<Inputs>): CheckFailure[] {
  const [now, before] = [declared.volume?.capacity, oldInputs.volume?.capacity];
  if (typeof now !== "number" || typeof before !== "number" || now >= before) return [];
  if (changedFields(declared, oldInputs).some(({ change }) => change === "replace")) return [];
  return [
    {
      property: "volume.capacity",
      reason: `must not be less than now, ${before} GB: a disk only grows`,
    },
  ];
}
