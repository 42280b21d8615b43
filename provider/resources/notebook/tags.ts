/**
 * Tags are changed by calls of their own, and only where they differ. Those that others set stay: what
 * is taken off is what a declaration has put on before.
 */
import type { NotebookDetail } from "../../wire/notebook";
import { SYSTEM_TAG } from "../../wire/tags";
import type { Task } from "../shared/wait";

export type Tags = Record<string, string>;

interface Declared {
  tags?: Tags;
}

interface Live extends Declared {
  /** The keys that a declaration has put on. */
  __tags?: string[];
  workspaceId?: string;
}

export interface TagChanges {
  put: Tags;
  remove: string[];
  /** The notebook's, where it is known: tags are looked for in the default one otherwise. */
  workspaceId?: string;
}

export function tagChanges({ tags: wanted = {} }: Declared, live: Live): TagChanges {
  const { tags: held = {}, __tags: ours = [], workspaceId } = live;
  return {
    workspaceId,
    put: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => held[key] !== value)),
    remove: ours.filter((key) => !Object.hasOwn(wanted, key) && Object.hasOwn(held, key)),
  };
}

export function hasTagChanges(declared: Declared, live: Live): boolean {
  const { put, remove } = tagChanges(declared, live);
  return remove.length > 0 || Object.keys(put).length > 0;
}

/** The keys that a declaration has put on, when a change of them may have ended half-way; none: undefined. */
export function keysOn(
  { tags: wanted = {} }: Declared,
  { __tags: before = [] }: Live,
  list: NotebookDetail["tags"],
): string[] | undefined {
  const held = tagMap(list) ?? {};
  const put = Object.keys(wanted).filter((key) => held[key] === wanted[key]);
  const keys = new Set([...before, ...put]);
  return keys.size > 0 ? [...keys] : undefined;
}

/** A tag whose value changes is put on again, which overwrites it. @returns whether there was anything to do. */
export async function changeTags(
  { client, id }: Task,
  { put, remove, workspaceId }: TagChanges,
): Promise<boolean> {
  const query = { workspaceId };
  const tags = Object.entries(put).map(([key, value]) => ({ key, value }));
  if (remove.length > 0) {
    await client.deleteTags({ id, query, body: { tags: remove.map((key) => ({ key })) } });
  }
  if (tags.length > 0) await client.createTags({ id, query, body: { tags } });
  return remove.length > 0 || tags.length > 0;
}

/** The API answers a list. Undefined: it answers none, as a cloud that has no tags. */
export function tagMap(list: NotebookDetail["tags"]): Tags | undefined {
  return list && Object.fromEntries(list.map(({ key = "", value = "" }) => [key, value]));
}

/** Without those that the cloud itself sets. */
export function ownTags(list: NotebookDetail["tags"]): Tags | undefined {
  return tagMap(list?.filter(({ key }) => key?.startsWith(SYSTEM_TAG) === false));
}
