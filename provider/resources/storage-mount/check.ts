/** Violations between properties of a storage mount that are each valid. */
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import { mountRules, violationsOf } from "../../wire/combination-rules";
import { DEFAULT_MOUNT_CATEGORY } from "../../wire/facts/limits";
import { camelKey } from "../../wire/shape";
import type { Properties } from "../resource-kind";

/** Properties of an existing mount that did not change are not checked. */
export function mountFailures(declared: Properties, oldInputs: Properties): CheckFailure[] {
  if (declared["category"] === UNKNOWN) return [];
  // A category that does not exist is a failure of its own; the rest is then checked as object storage.
  const category = declared["category"] === "EFS" ? "EFS" : DEFAULT_MOUNT_CATEGORY;
  const violations = violationsOf(
    mountRules,
    { ...declared, category },
    {
      isNew: oldInputs["category"] !== "EFS",
      isUnknown: (value) => value === UNKNOWN,
      rename: camelKey,
    },
  );
  return violations
    .filter(({ key }) => key !== "uri" || declared["uri"] !== oldInputs["uri"])
    .map(({ key, reason }) => ({
      property: key,
      reason,
      code: "modelarts/contradicting-inputs" as const,
    }));
}
