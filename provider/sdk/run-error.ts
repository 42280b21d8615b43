/** Errors of functions that programs call. */
import * as pulumi from "@pulumi/pulumi";

/**
 * An error without a stack. The SDK shows the message alone, but inspects each error that has a stack. With Node 20 and
 * 22 that takes half a minute and a gigabyte if a frame is `…/node_modules/@pulumi/resource.ts`, which the SDK's source
 * maps lead to: docs/upstream.
 */
export function runError(message: string, cause?: Error): pulumi.RunError {
  return Object.assign(new pulumi.RunError(message), { cause, stack: undefined });
}
