/**
 * The resources that the plugin serves, by their types. The engine asks nobody whether a type exists: it
 * hands a misspelt one on, and what is answered to it stands in the state for good.
 */
import { ModelArtsError } from "../client/errors";
import * as notebook from "../lifecycle/notebook";
import { PLUGIN_TYPE } from "../type-tokens";

const resources: Readonly<Record<string, typeof notebook>> = { [PLUGIN_TYPE]: notebook };

export const resourceTypes: readonly string[] = Object.keys(resources);

/**
 * The lifecycle behind a URN, `urn:pulumi:<stack>::<project>::<types>::<name>`, where the types are
 * those of what the resource is in, and its own behind the last `$`.
 *
 * @throws ModelArtsError if there is no such type.
 */
export function lifecycleOf(urn: string): typeof notebook {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const lifecycle = Object.hasOwn(resources, type) ? resources[type] : undefined;
  if (lifecycle !== undefined) return lifecycle;
  throw new ModelArtsError(
    `There is no resource type ${type}; this plugin has ${resourceTypes.join(", ")}.`,
  );
}
