/**
 * The resources that the plugin serves, by their types. The engine asks nobody whether a type exists: it
 * hands a misspelt one on, and what is answered to it stands in the state for good.
 */
import { ModelArtsError } from "../../client/errors";
import type { Kind } from "../../resources/resource-kind";
import { kinds } from "../../resources/registry";
import { kindNames, pluginType, type KindName } from "../../engine/type-tokens";

const names: ReadonlyMap<string, KindName> = new Map(
  kindNames.map((name) => [pluginType(name), name]),
);

export const resourceTypes: readonly string[] = [...names.keys()];

/**
 * The kind behind a URN, `urn:pulumi:<stack>::<project>::<types>::<name>`, where the types are those of
 * what the resource is in, and its own behind the last `$`.
 *
 * @throws ModelArtsError if there is no such type.
 */
export function kindOf(urn: string): Kind & { name: KindName } {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const name = names.get(type);
  if (name !== undefined) return { name, ...kinds[name] };
  throw new ModelArtsError(
    `There is no resource type ${type}; this plugin has ${resourceTypes.join(", ")}.`,
  );
}
