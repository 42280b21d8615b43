/** A shell in a stack's folder, as pipelines run theirs, with standard output by itself. */
import { execFile } from "node:child_process";
import type { Stack } from "./stack";

export interface Ended {
  code: number;
  out: string;
  errors: string;
}

/** @param flags of bash; by default those of GitHub's runners. */
export function shell(
  stack: Stack,
  script: string,
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = ["--noprofile", "--norc", "-eo", "pipefail"],
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      "bash",
      [...flags, "-c", script],
      { cwd: stack.folder, env: { ...stack.env, ...env }, maxBuffer: 100_000_000 },
      (error, out, errors) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, errors }),
    );
  });
}
