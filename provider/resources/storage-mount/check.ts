/** Violations between properties of a storage mount that are each valid. */
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import { mountRules, violationsOf } from "../../wire/combination-rules";
import { DEFAULT_MOUNT_CATEGORY } from "../../wire/facts/limits";
import { camelKey } from "../../wire/shape";
import type { Properties } from "../resource-kind";

/** Properties of an existing mount that did not change are not checked. */
export function mountFailures(declared: Properties, oldInputs: Properties): CheckFailure[] {
  const category = (declared["category"] as string | undefined) ?? DEFAULT_MOUNT_CATEGORY;
  if (category === UNKNOWN) return [];
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
    .map(({ key, reason }) => ({ property: key, reason }));
}
