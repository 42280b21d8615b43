/** The resources of a stack, as rules evaluate them. */
import type { PolicyResource } from "@pulumi/policy";
import { kindNames, pluginType, pluginUrnOf } from "pulumi-modelarts/engine/type-tokens";
import { kindOf, referencedKindOf } from "../rule-lib/resource-properties";
import { knownOr } from "../rule-lib/unknown-value";
import type { EvaluatedResource } from "./evaluate";
import type { Properties, PropertySource } from "./rule";
import type { RunRecord } from "./run-record";

/**
 * Managed resources, each once, also if the state has one under another type than the program; referenced resources
 * that the stack does not manage, once for each id, under the first URN.
 */
export function resourcesOf(
  resources: readonly PolicyResource[],
  record: RunRecord,
): EvaluatedResource[] {
  const all = allResources(withoutFormerTypes(resources, record), record);
  const isReference = ({ source }: EvaluatedResource) => source === "referenced";
  const included = new Set(all.filter((each) => !isReference(each)).map(identityOf));
  return all.filter((resource) => {
    const identity = identityOf(resource);
    if (!isReference(resource) || identity === undefined) return true;
    if (included.has(identity)) return false;
    included.add(identity);
    return true;
  });
}

/**
 * An import writes the plugin's type into the state, and a program then declares the type of its class, with the other
 * one as an alias. In a preview with a refresh, the engine shows both until the program's update: the declared one
 * counts.
 */
function withoutFormerTypes(
  resources: readonly PolicyResource[],
  record: RunRecord,
): PolicyResource[] {
  if (!resources.some(({ type }) => isPluginType(type))) return [...resources];
  const isDeclared = ({ urn }: PolicyResource) => record.declarationOf(urn) !== undefined;
  const declared = new Set(resources.filter(isDeclared).map(({ urn }) => pluginUrnOf(urn)));
  return resources.filter((each) => isDeclared(each) || !declared.has(pluginUrnOf(each.urn)));
}

const pluginTypes: readonly string[] = kindNames.map(pluginType);
const isPluginType = (type: string) => pluginTypes.includes(type);

/** Kind and id. A program may write an id in upper or lower case. */
const identityOf = ({ kind, id }: EvaluatedResource) =>
  id ? `${kind} ${id.toLowerCase()}` : undefined;

function allResources(
  resources: readonly PolicyResource[],
  record: RunRecord,
): EvaluatedResource[] {
  const readUrns = urnsOfReferencedResources(resources);
  return resources.flatMap(({ type, urn, name, props, parent }): EvaluatedResource[] => {
    const referencedKind = referencedKindOf(type);
    const kind = referencedKind ?? kindOf(type);
    // The engine shows the referenced resource itself; its component is a duplicate.
    const isDuplicate = referencedKind && parent && kindOf(parent.type);
    if (kind === undefined || isDuplicate) return [];
    const declared = record.declarationOf(urn);
    const source = referencedKind || readUrns.has(urn) ? "referenced" : sourceOf(props);
    const id = knownOr(undefined, () => (props as Properties).id);
    return [
      {
        kind,
        name,
        urn,
        ...(id !== undefined && { id }),
        // The plugin's outputs are unknown before it has acted, even if the inputs are known.
        props: source === "declared" ? (declared ?? props) : props,
        source,
        ...(declared && { declared }),
      },
    ];
  });
}

/**
 * A reference is a component. The engine may also show the resource that it reads, then as the component's
 * parent.
 */
function urnsOfReferencedResources(resources: readonly PolicyResource[]): Set<string> {
  const urns = new Set<string>();
  for (const { type, parent } of resources) {
    if (referencedKindOf(type) !== undefined && parent !== undefined) urns.add(parent.urn);
  }
  return urns;
}

/**
 * Outputs are the API's answer if `status` and `updateAt` are known. A planned create has no `status`. Before a
 * planned update runs, `status` is missing (the outputs are then the inputs) or `updateAt` is unknown.
 */
function sourceOf(props: Properties): PropertySource {
  const [status] = knownOr<unknown[]>([], () => [props.status, props.updateAt]);
  return typeof status === "string" ? "live" : "declared";
}
