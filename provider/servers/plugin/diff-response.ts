/** The answer to a diff, in the plugin protocol. */
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Diff } from "../../resources/resource-kind";
import type { PropertyChange } from "./detailed-diff";

/**
 * @param diff decides what the engine does. For that, the engine needs only top-level properties.
 * @param details what the engine displays, by property path.
 */
export function diffResponse(
  { changes, replaces, deleteBeforeReplace }: Omit<Diff, "rows">,
  details: ReadonlyMap<string, PropertyChange>,
): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const { Kind } = PropertyDiff;
  const response = new DiffResponse()
    .setChanges(changes ? DIFF_SOME : DIFF_NONE)
    .setHasdetaileddiff(true)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setDiffsList(topLevel([...details.keys()]))
    .setReplacesList(topLevel(replaces));
  for (const [path, { kind, isReplacing, isInput }] of details) {
    const detail = new PropertyDiff()
      .setKind(Kind[isReplacing ? (`${kind}_REPLACE` as const) : kind])
      .setInputdiff(isInput);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

function topLevel(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => /^\w+/.exec(path)?.[0] ?? path))];
}
