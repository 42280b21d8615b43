/** The names and connections that a program declares for its notebooks; the import file does not have them. */
import { NOTEBOOK_TYPE } from "../../engine/type-tokens";
import { UNKNOWN } from "../../engine/unknown";
import { askPulumi } from "../pulumi/pulumi-cli";
import { keyOfUrn } from "./resource-key";
import type { Unknown } from "../pulumi/stack";

/** The part that is used of what `pulumi preview --json` prints. */
interface Preview {
  steps?: {
    newState?: { urn: string; type: string; inputs?: { name?: unknown; connection?: unknown } };
  }[];
}

/** Both maps have the keys that `resourceKey` returns. */
export interface DeclaredNotebooks {
  names: ReadonlyMap<string, string>;
  /** The connection's name, for resources in a named connection. */
  connections: ReadonlyMap<string, string>;
}

/** Runs a preview of the program. */
export async function declaredNotebooks(stack?: string): Promise<DeclaredNotebooks | Unknown> {
  const answer = await askPulumi(["preview", "--json"], stack);
  if ("reason" in answer) return answer;
  try {
    return declaredIn(JSON.parse(answer.text) as Preview);
  } catch {
    return { reason: "the output of `pulumi preview --json` is not JSON" };
  }
}

export function declaredIn({ steps = [] }: Preview): DeclaredNotebooks {
  const notebooks = steps.flatMap(({ newState }) =>
    newState?.type === NOTEBOOK_TYPE ? [newState] : [],
  );
  const valuesOf = (key: "name" | "connection") =>
    new Map(
      notebooks.flatMap(({ urn, inputs }): [string, string][] => {
        const value = inputs?.[key];
        return typeof value === "string" && value !== UNKNOWN ? [[keyOfUrn(urn), value]] : [];
      }),
    );
  return { names: valuesOf("name"), connections: valuesOf("connection") };
}
