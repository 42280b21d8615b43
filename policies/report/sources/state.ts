/** Reads the file that `pulumi stack export` writes. */
import { z } from "zod";
import type { FilePosition } from "../model/report";
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
  /** True if the program only reads the resource. */
  external: z.boolean().optional(),
  /** True if another resource replaced this one, and the engine has yet to delete it. */
  delete: z.boolean().optional(),
});

const State = z.looseObject({
  deployment: z.looseObject({ resources: z.array(Resource).nullish() }),
});

export type StateResource = z.infer<typeof Resource>;

/**
 * @param from the name of the file, or "standard input".
 * @throws InputError if the text is no state.
 */
export function parseState(text: string, from: string): StateResource[] {
  const fail = (reason: string, cause?: unknown) =>
    new InputError(
      "modelarts/report-input",
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
 * The line of the program that declares the resource, relative to the project's folder. If a package's
 * class creates the resource, `sourcePosition` is a line of the package, and the program's line is further
 * up the stack trace.
 */
export function programPosition({
  sourcePosition,
  stackTrace,
}: StateResource): FilePosition | undefined {
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
