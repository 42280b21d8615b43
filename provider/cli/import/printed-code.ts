/**
 * The code that pulumi prints of what it imported. It comes last: where pulumi fails or is interrupted
 * before, or can't print it, the import has taken place all the same.
 */
import { existsSync, readFileSync } from "node:fs";
import { notebooksIn, readImportFile, type ImportFile } from "./import-file";
import { joinImportId } from "../../resources/shared/import-id";
import { count, say, sayEach } from "../terminal/say";
import type { Managed } from "./stack";

export interface CodeFile {
  /** The import file. */
  path: string;
  /** The file of the code, if one is wanted. */
  outCode: string | undefined;
  connection: string | undefined;
}

/** @returns whether the code of all that the file imports is there; says what to do otherwise. */
export function hasCode(file: ImportFile, { path, outCode, connection }: CodeFile): boolean {
  if (outCode === undefined) return true;
  const missing = notebooksIn(file, connection)
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
 * Those that an earlier run imported and whose code is not there, as its file has them. Importing them
 * once more changes nothing and prints it. What a program took over needs none.
 *
 * @param isMore whether there is something else to import, whose code pulumi writes over the earlier one.
 */
export function unprinted(
  { path, outCode, connection }: CodeFile,
  { untaken }: Managed,
  isMore: boolean,
): ImportFile {
  const earlier = outCode === undefined ? undefined : earlierFile(path);
  if (earlier === undefined || outCode === undefined) return { resources: [] };
  const held = notebooksIn(earlier, connection).filter(({ id }) => untaken.has(id));
  // All or none: what pulumi prints takes the place of everything in the file.
  const open = isMore || held.map(({ name }) => name).some(isMissing(outCode)) ? held : [];
  const ids = new Set<unknown>(open.map(({ id }) => joinImportId({ connection, id })));
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
