/**
 * The engine's file backend does not replace the state in one step: on a full disk, or after a kill at the wrong
 * moment, the file may be empty or cut off. A person then takes the backup of before.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @returns puts the present state back if the file can't be read any more. */
export function stateBackup(folder: string): () => void {
  const file = join(folder, "backend/.pulumi/stacks/test/test.json");
  const before = readFileSync(file);
  return () => {
    try {
      JSON.parse(readFileSync(file, "utf8"));
    } catch {
      writeFileSync(file, before);
    }
  };
}
