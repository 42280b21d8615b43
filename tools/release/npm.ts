/** Runs npm. */
import { execFileSync } from "node:child_process";

/** @returns standard output. */
export function npm(args: string[], cwd: string): string {
  return execFileSync("npm", args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 100_000_000,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
