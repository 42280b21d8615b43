/** What the current stack has: its `modelarts:` configuration, and the resources of this package in its state. */
import type { ConfigKey } from "../../config/keys";
import { dynamicType, kindNames, pluginType } from "../../engine/type-tokens";
import { askPulumi, type Answer } from "./pulumi-cli";

/** Why something about the stack is unknown. The caller decides whether that is an error. */
export interface Unknown {
  reason: string;
}

/** Values by their keys, decrypted; `connections` is JSON. */
export type Configuration = Partial<Record<ConfigKey | "connections", string>>;

/** The notebooks, storage mounts and images in the stack's state. */
export interface Managed {
  /** By the id in the API, the logical name of the resource that has it. */
  ids: ReadonlyMap<string, string>;
  /** The logical names of all of them, those that are only read included. */
  names: ReadonlySet<string>;
  /** The ids that `pulumi import` brought in and that no program's update has taken over yet. */
  imported: ReadonlySet<string>;
}

export async function readConfiguration(stack?: string): Promise<Configuration | Unknown> {
  return parsed(await askPulumi(["config", "--json", "--show-secrets"], stack), (json) => {
    const values = Object.entries(json as Record<string, { value?: string }>)
      .filter(([key]) => key.startsWith(NAMESPACE))
      .map(([key, { value }]) => [key.slice(NAMESPACE.length), value]);
    return Object.fromEntries(values) as Configuration;
  });
}

export async function readManaged(stack?: string): Promise<Managed | Unknown> {
  return parsed(await askPulumi(["stack", "export"], stack), (json) =>
    managedIn((json as { deployment?: { resources?: StateResource[] } }).deployment?.resources),
  );
}

interface StateResource {
  urn: string;
  type: string;
  id?: string;
  /** True for a resource that a program only reads, with `.get`. It can be imported. */
  external?: boolean;
}

function managedIn(resources: readonly StateResource[] = []): Managed {
  const own = resources.filter(({ type }) => TYPES.has(type));
  const name = ({ urn }: StateResource) => urn.slice(urn.lastIndexOf("::") + 2);
  const managed = own.filter(({ external, id }) => !external && id);
  const imported = managed.filter(({ type }) => PLUGIN_TYPES.has(type));
  return {
    ids: new Map(managed.map((resource) => [resource.id ?? "", name(resource)])),
    imported: new Set(imported.map(({ id = "" }) => id)),
    names: new Set(own.map(name)),
  };
}

const NAMESPACE = "modelarts:";
const PLUGIN_TYPES: ReadonlySet<string> = new Set(kindNames.map(pluginType));
const TYPES: ReadonlySet<string> = new Set([...PLUGIN_TYPES, ...kindNames.map(dynamicType)]);

function parsed<T>(answer: Answer, read: (json: unknown) => T): T | Unknown {
  if ("reason" in answer) return answer;
  try {
    return read(JSON.parse(answer.text));
  } catch {
    return { reason: "the output of pulumi is not the expected JSON" };
  }
}
