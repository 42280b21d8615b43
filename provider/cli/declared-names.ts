/** The names that a program gives its notebooks; the import file of a preview doesn't have them. */
import { NOTEBOOK_TYPE } from "../type-tokens";
import { keyOfUrn } from "./fill";
import { askPulumi } from "./pulumi";
import type { Unknown } from "./stack";

interface Preview {
  steps?: { newState?: { urn: string; type: string; inputs?: { name?: unknown } } }[];
}

/** @returns by what `resourceKey` makes of each resource. */
export async function declaredNames(stack?: string): Promise<Map<string, string> | Unknown> {
  const answer = await askPulumi(["preview", "--json"], stack);
  if ("reason" in answer) return answer;
  try {
    return namesIn(JSON.parse(answer.text) as Preview);
  } catch {
    return { reason: "`pulumi preview --json` answered something else than JSON" };
  }
}

export function namesIn({ steps = [] }: Preview): Map<string, string> {
  const names = new Map<string, string>();
  for (const { newState } of steps) {
    const name = newState?.inputs?.name;
    if (newState?.type !== NOTEBOOK_TYPE || typeof name !== "string" || name === UNKNOWN) continue;
    names.set(keyOfUrn(newState.urn), name);
  }
  return names;
}

/** Stands for a value that is not known before an update. Source: the engine's `UnknownStringValue`. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
