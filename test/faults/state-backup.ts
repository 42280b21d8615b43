/**
 * What a person does about files of the engine's file backend that a full disk, or a kill at the wrong moment, has left
 * empty or cut off. docs/reliability.md tells of both.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @returns puts the present state back if the file can't be read any more, and removes the attributes beside it if
 *   they can't be. The library behind the backend replaces the state in one step, but not its attributes, and needs
 *   none. Source: `setAttrs` and `getAttrs` of gocloud.dev's fileblob.
 */
export function stateBackup(folder: string): () => void {
  const file = join(folder, "backend/.pulumi/stacks/test/test.json");
  const before = readFileSync(file);
  return () => {
    if (!isJson(file)) writeFileSync(file, before);
    const attributes = `${file}.attrs`;
    if (existsSync(attributes) && !isJson(attributes)) rmSync(attributes);
  };
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}
