/**
 * The code that pulumi generates for resources that it imported. Pulumi writes it after the import: if pulumi
 * fails or is interrupted in between, the resources are in the stack, but their code is missing.
 */
import { existsSync, readFileSync } from "node:fs";
import { importablesIn, readImportFile, type ImportFile } from "./import-file";
import { counted } from "./obstacles";
import { joinImportId } from "../../resources/shared/import-id";
import { printError, printList } from "../terminal/messages";
import type { Managed } from "../pulumi/stack";

export interface CodeFile {
  /** The import file. */
  path: string;
  /** The file for the generated code; undefined if the user wants none. */
  outCode: string | undefined;
  connection: string | undefined;
}

/** True if the code of all imported resources was generated; else prints what to do. */
export function checkCode(file: ImportFile, { path, outCode, connection }: CodeFile): boolean {
  if (outCode === undefined) return true;
  const isMissing = isMissingIn(outCode);
  const missing = importablesIn(file, connection).filter(({ name }) => isMissing(name));
  if (missing.length === 0) return true;
  printError(
    "modelarts/import-incomplete",
    `${counted(missing)} came into the stack, but ${outCode} lacks the code. Run the same ` +
      `command again with --yes, or \`pulumi import --file ${path} --out ${outCode}\`: both generate the code and import ` +
      "nothing twice. If pulumi can't generate the code, declare these by hand:",
  );
  printList(missing.map(({ name }) => name));
  return false;
}

/**
 * The resources that an earlier run imported and whose code is missing, as the import file of that run has them.
 * To import them again changes nothing in the stack, and generates their code. A resource that a program's
 * update has taken over needs no code.
 *
 * @param hasMore true if there are further resources to import: their code overwrites the earlier code.
 */
export function withoutCode(
  { path, outCode, connection }: CodeFile,
  { imported }: Managed,
  hasMore: boolean,
): ImportFile {
  const earlier = outCode === undefined ? undefined : readEarlierFile(path);
  if (earlier === undefined || outCode === undefined) return { resources: [] };
  const inStack = importablesIn(earlier, connection).filter(({ id }) => imported.has(id));
  // All of them or none, since pulumi overwrites the whole code file.
  const isNeeded = hasMore || inStack.map(({ name }) => name).some(isMissingIn(outCode));
  const ids = new Set<unknown>(
    isNeeded ? inStack.map(({ id }) => joinImportId({ connection, id })) : [],
  );
  return { ...earlier, resources: earlier.resources.filter(({ id }) => ids.has(id)) };
}

function isMissingIn(outCode: string): (name: string) => boolean {
  const code = existsSync(outCode) ? readFileSync(outCode, "utf8") : "";
  const words = new Set(code.split(/\s+/));
  // The name is an argument of a constructor in any language, or a key in YAML.
  return (name) => !code.includes(JSON.stringify(name)) && !words.has(`${name}:`);
}

/** Undefined if there is no file, or one that is no import file: the run overwrites such a file. */
function readEarlierFile(path: string): ImportFile | undefined {
  try {
    return readImportFile(path);
  } catch {
    return undefined;
  }
}
