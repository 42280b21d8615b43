/**
 * The key of a resource in the journal and in the marker of a create: 16 hexadecimal digits that are the same in every
 * run of a stack, on every machine.
 */
import { createHash } from "node:crypto";

/** @param parts what identifies the resource: stack, project, the types of the parents and its own, the logical name. */
export function journalKey(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}
