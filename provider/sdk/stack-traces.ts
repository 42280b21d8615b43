/**
 * Whether a resource's registration may do without stack traces. The SDK takes one for each of a resource's promises,
 * and needs them only to report promises that never resolve. docs/decisions/stack-traces.md says why, and what stays.
 */
import * as pulumi from "@pulumi/pulumi";

/** Properties that the SDK gives every resource and does not document. */
interface Transformed {
  readonly __transformations?: readonly unknown[];
}

/**
 * The limit of stack traces while the SDK constructs a resource: 0, or the limit of the program where a trace may be
 * read. That is if the SDK itself prints it, or if a transformation, which is the user's code, runs meanwhile.
 */
export function traceLimit({ parent, transformations }: pulumi.CustomResourceOptions): number {
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return Error.stackTraceLimit;
  const above = (parent ?? pulumi.runtime.getStackResource()) as Transformed | undefined;
  const isTransformed = Boolean(transformations?.length || above?.__transformations?.length);
  return isTransformed ? Error.stackTraceLimit : 0;
}

/** Gives an error that was made under the limit 0 the stack of the current call. */
export function retrace(error: unknown): void {
  const isBare = error instanceof Error && !/\n\s+at /.test(error.stack ?? "");
  if (isBare) Error.captureStackTrace(error, retrace);
}
