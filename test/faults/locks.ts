/** The locks of the engine's file backend. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A killed CLI leaves its lock in the backend. */
export function isLocked(folder: string): boolean {
  const locks = join(folder, "backend/.pulumi/locks");
  return (
    existsSync(locks) &&
    readdirSync(locks, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile())
  );
}
