/** The files of a stack's folder, for searches. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Place } from "../secret-forms";
import type { Stack } from "./stack";

/**
 * Everything in the stack's folder: backend, PULUMI_HOME, temporary files, configuration, reports, events.
 *
 * @param since only files that were changed since then, in milliseconds since 1970 (UTC).
 */
export function filesOf({ folder }: Pick<Stack, "folder">, since = 0): Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => {
      // A process that was killed may still end, and remove its temporary files.
      const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (changed === undefined || changed < since) return [];
      return [{ name: relative(folder, file), bytes: readFileSync(file) }];
    });
}
