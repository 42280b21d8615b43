/**
 * The resource types that the plugin serves. The engine does not check whether a type exists: it passes a misspelt
 * type on, and keeps the answer in the state.
 */
import { ModelArtsError } from "../../client/errors";
import type { Kind } from "../../resources/resource-kind";
import { kinds } from "../../resources/registry";
import { kindNames, kindOfPluginType, pluginType, type KindName } from "../../engine/type-tokens";

export const resourceTypes: readonly string[] = kindNames.map(pluginType);

/**
 * @param urn `urn:pulumi:<stack>::<project>::<types>::<name>`: the types of the parents, then, after the last `$`,
 *   the resource's own type.
 * @throws ModelArtsError if there is no such type.
 */
export function kindOf(urn: string): Kind & { name: KindName } {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const name = kindOfPluginType(type);
  if (name !== undefined) return { name, ...kinds[name] };
  throw new ModelArtsError(
    "modelarts/unknown-type",
    `There is no resource type ${type}; this plugin has ${resourceTypes.join(", ")}.`,
  );
}
