/**
 * The key of a resource in the journal and in the marker of a create: 16 hexadecimal digits that are the same in every
 * run of a stack, on every machine. The first ones are those of the stack.
 */
import { createHash } from "node:crypto";

const STACK_DIGITS = 6;

export interface StackName {
  project: string;
  stack: string;
}

/** @param parts what identifies the resource in its stack: the types of the parents and its own, the logical name. */
export function journalKey({ project, stack }: StackName, parts: readonly string[]): string {
  const ofStack = [stack, project];
  return digits(ofStack, STACK_DIGITS) + digits([...ofStack, ...parts], 16 - STACK_DIGITS);
}

export function isSameStack(one: string, other: string): boolean {
  return one.slice(0, STACK_DIGITS) === other.slice(0, STACK_DIGITS);
}

function digits(parts: readonly string[], count: number): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, count);
}
