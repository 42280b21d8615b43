/** What a program says of its notebooks that the import file of a preview doesn't have. */
import { NOTEBOOK_TYPE } from "../../engine/type-tokens";
import { UNKNOWN } from "../../engine/unknown";
import { keyOfUrn } from "./fill";
import { askPulumi } from "./pulumi";
import type { Unknown } from "./stack";

interface Preview {
  steps?: {
    newState?: { urn: string; type: string; inputs?: { name?: unknown; connection?: unknown } };
  }[];
}

/** All by what `resourceKey` makes of each resource. */
export interface Declared {
  names: ReadonlyMap<string, string>;
  /** Of those that are in a named connection, its name. */
  connections: ReadonlyMap<string, string>;
}

export async function declaredNames(stack?: string): Promise<Declared | Unknown> {
  const answer = await askPulumi(["preview", "--json"], stack);
  if ("reason" in answer) return answer;
  try {
    return namesIn(JSON.parse(answer.text) as Preview);
  } catch {
    return { reason: "`pulumi preview --json` answered something else than JSON" };
  }
}

export function namesIn({ steps = [] }: Preview): Declared {
  const notebooks = steps.flatMap(({ newState }) =>
    newState?.type === NOTEBOOK_TYPE ? [newState] : [],
  );
  const those = (key: "name" | "connection") =>
    new Map(
      notebooks.flatMap(({ urn, inputs }): [string, string][] => {
        const value = inputs?.[key];
        return typeof value === "string" && value !== UNKNOWN ? [[keyOfUrn(urn), value]] : [];
      }),
    );
  return { names: those("name"), connections: those("connection") };
}
