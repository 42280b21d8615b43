/** The id in an import: a resource's id, or `connection/id` for a resource in a named connection. */

export interface ImportId {
  connection?: string;
  id: string;
}

/** @param partCount how many parts, separated by slashes, the id has: 2 for `notebookId/storageId`. */
export function splitImportId(text: string, partCount = 1): ImportId {
  const words = text.split("/").map(uuid);
  if (words.length <= partCount) return { id: words.join("/") };
  // The name of a connection may hold slashes, too.
  return {
    connection: words.slice(0, -partCount).join("/"),
    id: words.slice(-partCount).join("/"),
  };
}

/** A UUID in lower case, as the API writes it (RFC 9562 allows both cases); other text unchanged. */
export function uuid(text: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : text;
}

export function joinImportId({ connection, id }: ImportId): string {
  return connection === undefined ? id : `${connection}/${id}`;
}
