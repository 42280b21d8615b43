/** What the current stack has: its `modelarts:` configuration, and the notebooks in its state. */
import type { ConfigKey } from "../../config/keys";
import { NOTEBOOK_TYPE, PLUGIN_TYPE } from "../../engine/type-tokens";
import { askPulumi, type Answer } from "./pulumi";

/** Why something of the stack isn't known; whether that matters depends on what is asked for. */
export interface Unknown {
  reason: string;
}

/** `connections` is JSON. */
export type Configuration = Partial<Record<ConfigKey | "connections", string>>;

export interface Managed {
  /** The logical name that holds each id. */
  ids: ReadonlyMap<string, string>;
  /** All logical names of notebooks, those that are only referred to as well. */
  names: ReadonlySet<string>;
  /** The ids that were imported and that no program has taken over yet. */
  untaken: ReadonlySet<string>;
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

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  /** Only read, with `Notebook.get`: it can be imported all the same. */
  external?: boolean;
}

export function managedIn(resources: readonly StateResource[] = []): Managed {
  const notebooks = resources.filter(({ type }) => [NOTEBOOK_TYPE, PLUGIN_TYPE].includes(type));
  const name = ({ urn }: StateResource) => urn.slice(urn.lastIndexOf("::") + 2);
  const held = notebooks.filter(({ external, id }) => !external && id);
  const untaken = held.filter(({ type }) => type === PLUGIN_TYPE);
  return {
    ids: new Map(held.map((resource) => [resource.id ?? "", name(resource)])),
    untaken: new Set(untaken.map(({ id = "" }) => id)),
    names: new Set(notebooks.map(name)),
  };
}

const NAMESPACE = "modelarts:";

function parsed<T>(answer: Answer, read: (json: unknown) => T): T | Unknown {
  if ("reason" in answer) return answer;
  try {
    return read(JSON.parse(answer.text));
  } catch {
    return { reason: "pulumi answered something that is not the JSON that was asked for" };
  }
}
