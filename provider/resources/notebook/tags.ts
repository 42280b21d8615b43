/**
 * Tags have separate requests, which are sent only for differences. Tags that others set stay: only tags that
 * the program has set before are removed.
 */
import { isNotPublished, ModelArtsError } from "../../client/errors";
import type { NotebookDetail } from "../../wire/notebook";
import { RESTART_TAG, SYSTEM_TAG } from "../../wire/tags";
import { attempt } from "../tasks/attempt";
import type { Task } from "../tasks/task";
import { appliedInputs, type AppliedInputs, type NotebookCarried } from "./applied-inputs";

export type Tags = Record<string, string>;

interface Declared {
  tags?: Tags;
}

type Live = Declared & NotebookCarried & { workspaceId?: string };

export interface TagChanges {
  put: Tags;
  remove: string[];
  /** The notebook's workspace; the API takes the default workspace if it is undefined. */
  workspaceId?: string;
}

export function tagChanges({ tags: wanted = {} }: Declared, live: Live): TagChanges {
  const { tags: present = {}, workspaceId } = live;
  const { tags: ours = [] } = appliedInputs(live);
  return {
    workspaceId,
    put: Object.fromEntries(
      Object.entries(wanted).filter(([key, value]) => present[key] !== value),
    ),
    remove: ours.filter((key) => !Object.hasOwn(wanted, key) && Object.hasOwn(present, key)),
  };
}

export function hasTagChanges(declared: Declared, live: Live): boolean {
  const { put, remove } = tagChanges(declared, live);
  return remove.length > 0 || Object.keys(put).length > 0;
}

/**
 * The keys of the tags that the program has set, after an operation that may have failed between two requests.
 *
 * @param list undefined on a cloud without tags.
 * @param isRead false if the notebook could not be read after the failure: each declared tag may then be set.
 * @returns undefined if there are none.
 */
export function tagsInEffect(
  { tags: wanted = {} }: Declared,
  { tags: before = [] }: AppliedInputs,
  list: NotebookDetail["tags"],
  isRead: boolean,
): string[] | undefined {
  const present = tagMap(list) ?? {};
  const put = Object.keys(wanted).filter((key) => !isRead || present[key] === wanted[key]);
  const keys = new Set([...before, ...put]);
  return keys.size > 0 ? [...keys] : undefined;
}

/**
 * The keys of the tags that the program manages, after an update. If a tag is still there although its removal was
 * accepted, the program still manages it, so that the next update removes it again.
 *
 * @returns undefined if there are none.
 */
export function tagsAfterUpdate(
  { tags: wanted }: Declared,
  { tags: before = [] }: AppliedInputs,
  list: NotebookDetail["tags"],
): string[] | undefined {
  const present = tagMap(list) ?? {};
  const left = before.filter((key) => Object.hasOwn(present, key) && !(key in (wanted ?? {})));
  return wanted === undefined && left.length === 0
    ? undefined
    : [...Object.keys(wanted ?? {}), ...left];
}

/** Setting a tag again overwrites its value. @returns whether a request was sent. */
export async function changeTags(
  task: Task,
  { put, remove, workspaceId }: TagChanges,
): Promise<boolean> {
  const { client, id } = task;
  const query = { workspaceId };
  const tags = Object.entries(put).map(([key, value]) => ({ key, value }));
  if (remove.length > 0) {
    const body = { tags: remove.map((key) => ({ key })) };
    await attempt(task, undefined, [], () => client.deleteTags({ id, query, body })).catch(
      sayTagless,
    );
  }
  if (tags.length > 0) {
    await attempt(task, undefined, [], () =>
      client.createTags({ id, query, body: { tags } }),
    ).catch(sayTagless);
  }
  return remove.length > 0 || tags.length > 0;
}

/** The gateway's own advice doubts the endpoint. It is right: the notebook was created or read there. */
function sayTagless(error: unknown): never {
  if (!isNotPublished(error)) throw error;
  throw new ModelArtsError(
    "modelarts/not-on-this-cloud",
    `${error.exchange.doing} failed: this cloud has no tags of notebooks (${error.code}). The notebook's id is in the ` +
      "state. Remove `tags` from the program, and run `pulumi up` again.",
    { cause: error },
  );
}

/** The API returns a list; undefined on a cloud without tags. Without the tag that the provider itself sets. */
export function tagMap(list: NotebookDetail["tags"]): Tags | undefined {
  const shown = list?.filter(({ key }) => key !== RESTART_TAG.key);
  return shown && Object.fromEntries(shown.map(({ key = "", value = "" }) => [key, value]));
}

export function hasRestartTag(list: NotebookDetail["tags"]): boolean {
  return list?.some(({ key }) => key === RESTART_TAG.key) === true;
}

/** Without the tags that the cloud itself sets. */
export function ownTags(list: NotebookDetail["tags"]): Tags | undefined {
  return tagMap(list?.filter(({ key }) => key?.startsWith(SYSTEM_TAG) === false));
}
