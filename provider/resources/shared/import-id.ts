/** What an import names: a resource's id, `connection/id` for one in a named connection. */

export interface ImportId {
  connection?: string;
  id: string;
}

/** @param parts how many an id has that itself holds slashes, such as `notebookId/storageId`. */
export function splitImportId(text: string, parts = 1): ImportId {
  const words = text.split("/").map(uuid);
  if (words.length <= parts) return { id: words.join("/") };
  // Of a connection whose name has slashes, too.
  return { connection: words.slice(0, -parts).join("/"), id: words.slice(-parts).join("/") };
}

/** As the API writes it. RFC 9562 takes a UUID in any case; what is none stays as it is. */
export function uuid(text: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : text;
}

export function joinImportId({ connection, id }: ImportId): string {
  return connection === undefined ? id : `${connection}/${id}`;
}
