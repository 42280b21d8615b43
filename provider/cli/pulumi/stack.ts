/** What the current stack has: its `modelarts:` configuration, and the notebooks in its state. */
import type { ConfigKey } from "../../config/keys";
import { NOTEBOOK_TYPE, PLUGIN_TYPE } from "../../engine/type-tokens";
import { askPulumi, type Answer } from "./pulumi-cli";

/** Why something about the stack is unknown. The caller decides whether that is an error. */
export interface Unknown {
  reason: string;
}

/** Values by their keys, decrypted; `connections` is JSON. */
export type Configuration = Partial<Record<ConfigKey | "connections", string>>;

/** The notebooks in the stack's state. */
export interface Managed {
  /** By the notebook's id, the logical name of the resource that manages it. */
  ids: ReadonlyMap<string, string>;
  /** The logical names of all notebook resources, those that are only read included. */
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
  /** True for a resource that a program only reads, with `Notebook.get`. Such a notebook can be imported. */
  external?: boolean;
}

function managedIn(resources: readonly StateResource[] = []): Managed {
  const notebooks = resources.filter(({ type }) => [NOTEBOOK_TYPE, PLUGIN_TYPE].includes(type));
  const name = ({ urn }: StateResource) => urn.slice(urn.lastIndexOf("::") + 2);
  const managed = notebooks.filter(({ external, id }) => !external && id);
  const imported = managed.filter(({ type }) => type === PLUGIN_TYPE);
  return {
    ids: new Map(managed.map((resource) => [resource.id ?? "", name(resource)])),
    imported: new Set(imported.map(({ id = "" }) => id)),
    names: new Set(notebooks.map(name)),
  };
}

const NAMESPACE = "modelarts:";

function parsed<T>(answer: Answer, read: (json: unknown) => T): T | Unknown {
  if ("reason" in answer) return answer;
  try {
    return read(JSON.parse(answer.text));
  } catch {
    return { reason: "the output of pulumi is not the expected JSON" };
  }
}
