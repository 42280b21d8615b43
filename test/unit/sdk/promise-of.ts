import type { Output } from "@pulumi/pulumi";

/** The value of an Output that is known. */
export function promiseOf<T>(output: Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}
