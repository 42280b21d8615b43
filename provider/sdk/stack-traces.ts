/**
 * What the SDK's constructor gets of stack traces. It takes one for each of a resource's promises, only to report
 * promises that never resolve, and one for the resource's position in the program. docs/decisions/stack-traces.md says
 * why the first are not taken, and what stays.
 */
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Properties that the SDK gives every resource and does not document. */
interface Transformed {
  readonly __transformations?: readonly unknown[];
}

/** The frames in which the SDK itself finds the position; it leaves them out by their number. */
const SDK_FRAMES = 4;
/** The SDK expects the class that programs construct right below its own, so the common base must not count. */
const BASE = join(__dirname, "resource");

/** Takes effect at once, and ends with the function that it returns. */
export function withoutTraces(opts: pulumi.CustomResourceOptions): () => void {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = traceLimit(opts) ?? stackTraceLimit;
  if (prepareStackTrace !== undefined) {
    Error.prepareStackTrace = (error, frames) => {
      // The SDK looks for the position without a limit.
      const isPosition = Error.stackTraceLimit === Infinity;
      return prepareStackTrace(error, isPosition ? frames.filter(isOfProgram) : frames) as unknown;
    };
  }
  return () => Object.assign(Error, { stackTraceLimit, prepareStackTrace });
}

/**
 * 0, or undefined if a trace may be read: if the SDK itself prints it, or if a transformation, which is the user's code,
 * runs meanwhile.
 */
function traceLimit({ parent, transformations }: pulumi.CustomResourceOptions): 0 | undefined {
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return undefined;
  const above = (parent ?? pulumi.runtime.getStackResource()) as Transformed | undefined;
  const isTransformed = Boolean(transformations?.length || above?.__transformations?.length);
  return isTransformed ? undefined : 0;
}

/** The engine stores the position's frames with each resource: those of Node, ts-node and the SDK tell nothing. */
function isOfProgram(frame: NodeJS.CallSite, index: number): boolean {
  if (index < SDK_FRAMES) return true;
  const file = frame.getFileName() ?? "node:";
  return (
    !/^node:|[\\/]node_modules[\\/](@pulumi[\\/]pulumi|ts-node)[\\/]/.test(file) &&
    !file.startsWith(`${BASE}.`)
  );
}

/** Gives an error that was made without a stack trace the stack of the current call. */
export function retrace(error: unknown): void {
  const isBare = error instanceof Error && !/\n\s+at /.test(error.stack ?? "");
  if (isBare) Error.captureStackTrace(error, retrace);
}
