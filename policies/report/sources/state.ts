/** What `pulumi stack export` writes: where in the program each resource was made, and what it has. */
import { z } from "zod";
import type { Place } from "../model/report";
import { InputError } from "../input-error";
import { isNotebookType } from "../model/urn";

const Frame = z.looseObject({ sourcePosition: z.string().optional() });

const Resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  parent: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
  sourcePosition: z.string().optional(),
  stackTrace: z.array(Frame).nullish(),
  /** It is only read. */
  external: z.boolean().optional(),
  /** It is to be deleted, since another has taken its place. */
  delete: z.boolean().optional(),
});

const State = z.looseObject({
  deployment: z.looseObject({ resources: z.array(Resource).nullish() }),
});

export type StateResource = z.infer<typeof Resource>;

/** @throws InputError */
export function parseState(text: string, from: string): StateResource[] {
  const fail = (reason: string, cause?: unknown) =>
    new InputError(
      `Reading the state in ${from} failed: ${reason}. Give what pulumi stack export writes.`,
      { cause },
    );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw fail((error as Error).message, error);
  }
  const state = State.safeParse(json);
  if (!state.success) {
    const [issue] = state.error.issues;
    throw fail(`${issue?.path.join(".") || "the file"}: ${issue?.message}`);
  }
  return (state.data.deployment.resources ?? []).filter((resource) => !resource.delete);
}

export function stateNotebooks(resources: readonly StateResource[]): StateResource[] {
  return resources.filter(({ type }) => isNotebookType(type));
}

/**
 * The line of the program, with the file as seen from the project's folder. A resource that a class of a
 * package makes has the package's line as `sourcePosition`; the program's is further up the stack.
 */
export function placeIn({ sourcePosition, stackTrace }: StateResource): Place | undefined {
  const frames = [sourcePosition, ...(stackTrace ?? []).map((frame) => frame.sourcePosition)];
  for (const frame of frames) {
    const [, path = "", line, column] =
      /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(frame ?? "") ?? [];
    const file = decode(path);
    if (line === undefined || /(^|\/)(\.\.|node_modules)\//.test(file)) continue;
    return { file, line: Number(line), ...(column !== undefined && { column: Number(column) }) };
  }
  return undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
