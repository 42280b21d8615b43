/**
 * The code that pulumi prints of what it imported. It comes last: where pulumi fails or is interrupted
 * before, or can't print it, the import has taken place all the same.
 */
import { existsSync, readFileSync } from "node:fs";
import { notebooksIn, readImportFile, type ImportFile } from "./import-file";
import { count, say, sayEach } from "./say";
import type { Managed } from "./stack";

export interface CodeFile {
  /** The import file. */
  path: string;
  /** The file of the code, if one is wanted. */
  outCode: string | undefined;
}

/** @returns whether the code of all that the file imports is there; says what to do otherwise. */
export function hasCode(file: ImportFile, { path, outCode }: CodeFile): boolean {
  if (outCode === undefined) return true;
  const missing = notebooksIn(file)
    .map(({ name }) => name)
    .filter(isMissing(outCode));
  if (missing.length === 0) return true;
  say(
    `error: ${count(missing.length)} came into the stack, but ${outCode} lacks the code. Run the same ` +
      `command again, or \`pulumi import --file ${path} --out ${outCode}\`: either prints it and imports ` +
      "nothing twice. If pulumi can't print it, declare them by hand:",
  );
  sayEach(missing);
  return false;
}

/**
 * Those that an earlier run imported without printing their code, as its file has them. Importing them
 * once more changes nothing and prints it. What a program took over needs none.
 */
export function unprinted({ path, outCode }: CodeFile, { untaken }: Managed): ImportFile {
  const earlier = outCode === undefined ? undefined : earlierFile(path);
  if (earlier === undefined || outCode === undefined) return { resources: [] };
  const isUnprinted = isMissing(outCode);
  const open = notebooksIn(earlier).filter(({ id, name }) => untaken.has(id) && isUnprinted(name));
  const ids = new Set<unknown>(open.map(({ id }) => id));
  return { ...earlier, resources: earlier.resources.filter(({ id }) => ids.has(id)) };
}

function isMissing(outCode: string): (name: string) => boolean {
  const code = existsSync(outCode) ? readFileSync(outCode, "utf8") : "";
  const words = new Set(code.split(/\s+/));
  // An argument of a constructor in whatever language, or a key of YAML.
  return (name) => !code.includes(JSON.stringify(name)) && !words.has(`${name}:`);
}

/** Whatever else has that name is going to be overwritten, as any run does. */
function earlierFile(path: string): ImportFile | undefined {
  try {
    return readImportFile(path);
  } catch {
    return undefined;
  }
}
