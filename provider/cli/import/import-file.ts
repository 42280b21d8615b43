/** The file that `pulumi import --file` reads. Source: https://www.pulumi.com/docs/iac/guides/migration/import/ */
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { ModelArtsError } from "../../client/errors";
import { joinImportId, splitImportId } from "../../resources/shared/import-id";
import { PLUGIN_TYPE } from "../../engine/type-tokens";

/** Fields that are not listed here stay as they are. */
const Resource = z.looseObject({
  type: z.string(),
  /** The name that other resources of the file refer to; also the logical name, if `logicalName` is missing. */
  name: z.string().optional(),
  logicalName: z.string().optional(),
  id: z.string().optional(),
  parent: z.string().optional(),
});

const ImportFile = z.looseObject({
  nameTable: z.record(z.string(), z.string()).optional(),
  resources: z.array(Resource),
});

export type ImportResource = z.infer<typeof Resource>;
export type ImportFile = z.infer<typeof ImportFile>;

/** `pulumi preview --import-file` writes this text in place of each id. */
export const PLACEHOLDER = "<PLACEHOLDER>";

export function importFile(
  notebooks: readonly { id: string; name: string }[],
  connection?: string,
): ImportFile {
  return {
    resources: notebooks.map(({ id, name }) => ({
      type: PLUGIN_TYPE,
      name,
      id: joinImportId({ connection, id }),
    })),
  };
}

/** The notebooks of the connection that pulumi can import: those with the plugin's type and an id. */
export function notebooksIn(
  { resources }: ImportFile,
  connection?: string,
): { id: string; name: string }[] {
  return resources.flatMap(({ type, id: text, name, logicalName }) => {
    if (type !== PLUGIN_TYPE || text === undefined || text === PLACEHOLDER) return [];
    const { id, connection: own } = splitImportId(text);
    return own === connection ? [{ id, name: logicalName ?? name ?? id }] : [];
  });
}

/** The file without some notebooks. @param ids ids of notebooks of the connection. */
export function without(
  file: ImportFile,
  ids: { has(id: string): boolean },
  connection?: string,
): ImportFile {
  const isRemoved = (text: string) => {
    const { id, connection: own } = splitImportId(text);
    return own === connection && ids.has(id);
  };
  return { ...file, resources: file.resources.filter(({ id = "" }) => !isRemoved(id)) };
}

/** @throws ModelArtsError if the file can't be read or is no import file. */
export function readImportFile(path: string): ImportFile {
  const fail = (reason: string, cause?: unknown) =>
    new ModelArtsError(
      `Reading ${path} failed: ${reason}. It must be what \`pulumi preview --import-file ${path}\` writes.`,
      { cause },
    );
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw fail((error as Error).message, error);
  }
  const result = ImportFile.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw fail(`${issue?.path.join(".") || "the file"}: ${issue?.message}`);
}

export function importFileText(file: ImportFile): string {
  return `${JSON.stringify(file, null, 4)}\n`;
}

/** @param path `-` is standard output. @throws ModelArtsError if the file can't be written. */
export function writeImportFile(path: string, file: ImportFile): void {
  const text = importFileText(file);
  if (path === "-") {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    const { message } = error as Error;
    throw new ModelArtsError(
      `Writing ${path} failed: ${message}. Choose another file with --out.`,
      {
        cause: error,
      },
    );
  }
}
