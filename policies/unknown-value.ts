import * as policy from "@pulumi/policy";

/**
 * What reading a value throws that a preview does not know yet. The SDK exports it, but its type
 * declarations leave it out.
 */
export const UnknownValueError = (
  policy as unknown as { UnknownValueError: new (...args: never[]) => Error }
).UnknownValueError;
