/** The outputs in a preview: the known ones with their values, the others as unknown. */
import type { UpdateSettings } from "../../client/settings";
import { UNKNOWN } from "../../engine/unknown";
import { consequences, type Diff, type Kind, type Properties } from "../../resources/resource-kind";
import { locationKeys } from "../../config/location";
import { grownOutputs, outputNames } from "../../sdk/generated/output-names";
import type { KindName } from "../../engine/type-tokens";

/** Of a new resource, only the declared values are known. */
export function previewedCreate({ name }: { name: KindName }, inputs: Properties): object {
  return withUnknown(
    inputs,
    outputNames[name].filter((key) => !(key in inputs) || grownOutputs[name].includes(key)),
  );
}

/**
 * If the notebook runs on, the update changes no other outputs; after a restart, only the stable outputs are known.
 *
 * @param updates with `stopToRename`, a notebook that refuses a change while it runs is restarted, too.
 */
export function previewedUpdate(
  { name, stableOutputs }: Kind & { name: KindName },
  { rows }: Diff,
  newInputs: Properties,
  state: Properties,
  updates: UpdateSettings = {},
): object {
  const mayRestart = updates.stopToRename === true;
  const runsOn = rows.every(
    ({ change }) => consequences[change].keepsRunning && !(change === "online" && mayRestart),
  );
  const isChanged = (key: string) => rows.some(({ path }) => path.split(".", 1)[0] === key);
  const isDeclared = (key: string) => key in newInputs && !grownOutputs[name].includes(key);
  const stable: readonly string[] = [...stableOutputs, ...locationKeys];
  const isKept = (key: string) =>
    !isDeclared(key) && !isChanged(key) && key !== "updateAt" && (runsOn || stable.includes(key));
  const kept = outputNames[name].filter(isKept).map((key) => [key, state[key] as unknown]);
  return withUnknown(
    { ...newInputs, ...(Object.fromEntries(kept) as object) },
    outputNames[name].filter((key) => !isDeclared(key) && !isKept(key)),
  );
}

function withUnknown(known: object, unknown: readonly string[]): object {
  return { ...known, ...(Object.fromEntries(unknown.map((key) => [key, UNKNOWN])) as object) };
}
