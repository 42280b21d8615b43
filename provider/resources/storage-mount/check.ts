/** Violations between properties of a storage mount that are each valid. */
import { DEFAULT_MOUNT_CATEGORY } from "../../wire/limits";
import { EFS_ADDRESS, OBS_FOLDER } from "../../wire/mount";
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import type { Properties } from "../resource-kind";

/** Properties of an existing mount that did not change are not checked. */
export function mountFailures(declared: Properties, oldInputs: Properties): CheckFailure[] {
  const { category = DEFAULT_MOUNT_CATEGORY, uri, efsId } = declared as Record<string, unknown>;
  if (category === UNKNOWN) return [];
  const isEfs = category === "EFS";
  const failures: CheckFailure[] = [];
  if (typeof uri === "string" && uri !== UNKNOWN && uri !== oldInputs["uri"]) {
    if (isEfs && !EFS_ADDRESS.test(uri)) {
      const reason = "must be an address such as da669f6e.sfsturbo.internal:/folder";
      failures.push({ property: "uri", reason });
    }
    if (!isEfs && !OBS_FOLDER.test(uri)) {
      const reason = "must be a folder, such as obs://bucket/folder/";
      failures.push({ property: "uri", reason });
    }
  }
  if (isEfs && efsId === undefined && oldInputs["category"] !== "EFS") {
    failures.push({ property: "efsId", reason: "is required where category is EFS" });
  }
  if (!isEfs && efsId !== undefined) {
    failures.push({ property: "efsId", reason: "is only for category EFS" });
  }
  return failures;
}
