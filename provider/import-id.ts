/** What an import names: a resource's id, `connection/id` for one in a named connection. */

export interface ImportId {
  connection?: string;
  id: string;
}

/** @param parts how many an id has that itself holds slashes, such as `notebookId/storageId`. */
export function splitImportId(text: string, parts = 1): ImportId {
  const words = text.split("/");
  if (words.length <= parts) return { id: text };
  // Of a connection whose name has slashes, too.
  return { connection: words.slice(0, -parts).join("/"), id: words.slice(-parts).join("/") };
}

export function joinImportId({ connection, id }: ImportId): string {
  return connection === undefined ? id : `${connection}/${id}`;
}
