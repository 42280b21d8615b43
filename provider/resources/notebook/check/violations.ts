/** Everything that is wrong with a notebook's inputs, each at its property. Sends no request. */
import type { CheckFailure } from "../../../engine/check-failure";
import { isLeaseDeclaredOn } from "../../../wire/facts/lease-time";
import { RESTART_TAG } from "../../../wire/tags";
import { shapeViolations } from "../../shared/shape-violations";
import type { Inputs } from "../applied-inputs";
import { changedFields } from "../changed-fields";
import { CreationShape, InputShape, type NotebookInputs } from "../inputs";
import { customSpecFailures, poolFailures } from "./pool";
import { dataVolumeFailures, volumeFailures } from "./volume";

/**
 * @param declared the inputs; values that a preview does not know yet are not checked.
 * @param oldInputs empty for a new notebook.
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

/** Violations between properties that are each valid. */
function contradictions({
  endpoints,
  lease,
  desiredStatus,
  tags,
}: Partial<NotebookInputs>): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string) =>
    failures.push({ property, reason, code: "modelarts/contradicting-inputs" });

  if (lease && typeof lease === "object" && isLeaseDeclaredOn(lease)) {
    if (lease.duration === undefined) {
      fail("lease.duration", "is required unless enable is false");
    }
  }
  if (lease !== undefined && desiredStatus === "STOPPED") {
    fail("lease", "is only for a running notebook, but desiredStatus is STOPPED");
  }
  if (typeof tags === "object" && Object.hasOwn(tags, RESTART_TAG.key)) {
    fail(`tags["${RESTART_TAG.key}"]`, "is set and removed by the provider itself");
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

/** A disk can only grow, except if the notebook is replaced for another reason and gets a new disk. */
function shrinking(declared: Partial<NotebookInputs>, oldInputs: Partial<Inputs>): CheckFailure[] {
  const [now, before] = [declared.volume?.capacity, oldInputs.volume?.capacity];
  if (typeof now !== "number" || typeof before !== "number" || now >= before) return [];
  if (changedFields(declared, oldInputs).some(({ change }) => change === "replace")) return [];
  return [
    {
      property: "volume.capacity",
      reason: `must not be less than the current ${before} GB: a disk can only grow`,
      code: "modelarts/disk-shrinks",
    },
  ];
}
