/** The file that `pulumi import --file` reads. Source: https://www.pulumi.com/docs/iac/guides/migration/import/ */
import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { ModelArtsError } from "../../client/errors";
import { joinImportId, splitImportId } from "../../resources/shared/import-id";
import { kindOfPluginType, pluginType, type KindName } from "../../engine/type-tokens";
import { kinds } from "../../resources/registry";

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

/** A resource that pulumi can import. */
export interface Importable {
  kind: KindName;
  /** The id in the API. */
  id: string;
  /** The logical name. */
  name: string;
}

export function importFile(resources: readonly Importable[], connection?: string): ImportFile {
  return {
    resources: resources.map(({ kind, id, name }) => ({
      type: pluginType(kind),
      name,
      id: joinImportId({ connection, id }),
    })),
  };
}

/** The resources of the connection that pulumi can import: those with a type of the plugin and an id. */
export function importablesIn({ resources }: ImportFile, connection?: string): Importable[] {
  return resources.flatMap((resource) => importableOf(resource, connection) ?? []);
}

/** The file without some resources. @param ids ids of resources of the connection. */
export function without(
  file: ImportFile,
  ids: { has(id: string): boolean },
  connection?: string,
): ImportFile {
  const isKept = (resource: ImportResource) => {
    const importable = importableOf(resource, connection);
    return importable === undefined || !ids.has(importable.id);
  };
  return { ...file, resources: file.resources.filter(isKept) };
}

function importableOf(
  { type, id: text, name, logicalName }: ImportResource,
  connection: string | undefined,
): Importable | undefined {
  const kind = kindOfPluginType(type);
  if (kind === undefined || text === undefined || text === PLACEHOLDER) return undefined;
  const { id, connection: own } = splitImportId(text, kinds[kind].idPartCount);
  return own === connection ? { kind, id, name: logicalName ?? name ?? id } : undefined;
}

/** @throws ModelArtsError if the file can't be read or is no import file. */
export function readImportFile(path: string): ImportFile {
  const fail = (reason: string, cause?: unknown) =>
    new ModelArtsError(
      "modelarts/import-file",
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
      "modelarts/import-file",
      `Writing ${path} failed: ${message}. Choose another file with --out.`,
      {
        cause: error,
      },
    );
  }
}
