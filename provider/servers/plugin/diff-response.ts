/** Answers of the plugin protocol that take more than a setter. */
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { PropertyChange } from "./detailed-diff";

/**
 * The engine takes the details for the display and `replaces` for what it does, by the names of
 * top-level properties.
 */
export function diffResponse(
  changes: ReadonlyMap<string, PropertyChange>,
  deleteBeforeReplace = false,
): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const { Kind } = PropertyDiff;
  const response = new DiffResponse()
    .setChanges(changes.size === 0 ? DIFF_NONE : DIFF_SOME)
    .setHasdetaileddiff(true)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setDiffsList(topLevel([...changes.keys()]))
    .setReplacesList(topLevel([...changes].filter(isReplacing).map(([path]) => path)));
  for (const [path, { kind, isReplacing: replaces, isInput }] of changes) {
    const detail = new PropertyDiff()
      .setKind(Kind[replaces ? (`${kind}_REPLACE` as const) : kind])
      .setInputdiff(isInput);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

const isReplacing = ([, change]: [string, PropertyChange]) => change.isReplacing;

function topLevel(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => /^\w+/.exec(path)?.[0] ?? path))];
}
