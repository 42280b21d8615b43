/** Changes of an answer's JSON. Answers without a body or without JSON stay as they are. */
import { randomUUID } from "node:crypto";
import { nextNotebookStatus } from "pulumi-modelarts/wire/facts/statuses";

type Json = Record<string, unknown>;

/** The names under which lists have their rows. */
const LISTS = ["data", "flavors", "workspaces", "projects", "domains"];

/** A change of the answer's JSON as a fault's `changeAnswer`. */
export function json(change: (body: Json) => Json): (answer: Response) => Promise<Response> {
  return async (answer) => {
    const text = await answer.text();
    const { status, headers } = answer;
    if (text === "") return new Response(null, { status, headers });
    const changed = change(JSON.parse(text) as Json);
    return new Response(JSON.stringify(changed), { status, headers });
  };
}

/** Changes each row of a list; changes the answer itself if it is none. */
export function items(change: (item: Json) => Json): (body: Json) => Json {
  return (body) =>
    isList(body) ? rows((list) => list.map((row) => change(row as Json)))(body) : change(body);
}

/** Changes the rows of a list; an answer that is no list stays as it is. */
export function rows(change: (list: unknown[]) => unknown[]): (body: Json) => Json {
  return (body) =>
    mapValues(body, (value) => (Array.isArray(value) ? change(value) : value), LISTS);
}

/** A list without its rows, as if it had never had any; an answer that is no list is `{}`. */
export function withoutRows(body: Json): Json {
  if (!isList(body)) return {};
  return Object.fromEntries(Object.entries(body).filter(([key]) => !LISTS.includes(key)));
}

/** One record more than the answer has, as if it had come into being before the page was cut. */
export function oneMore(body: Json): Json {
  return mapValues(body, (total) => (typeof total === "number" ? total + 1 : total), [
    "total",
    "total_count",
  ]);
}

/** The status that the API may have answered before this one: STARTING for RUNNING. */
export function earlierStatus(item: Json): Json {
  const before = earlier[String(item["status"])];
  return before === undefined ? item : { ...item, status: before };
}

const earlier: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(nextNotebookStatus).map(([from, to]) => [to as string, from]),
  ),
  RUNNING: "STARTING",
  MOUNTED: "MOUNTING",
  ACTIVE: "CREATING",
};

export function unknownStatus(item: Json): Json {
  return item["status"] === undefined ? item : { ...item, status: "HIBERNATING" };
}

/** Only what is no object and no list. */
export function plainFields(item: Json): Json {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => typeof value !== "object"));
}

export function moreFields(item: Json): Json {
  return { ...item, hibernation: { until: 0, by: ["nobody"] }, constructor: null, toString: 1 };
}

export function anotherId(item: Json): Json {
  return item["id"] === undefined ? item : { ...item, id: randomUUID() };
}

function isList(body: Json): boolean {
  return LISTS.some((key) => Array.isArray(body[key]));
}

function mapValues(body: Json, change: (value: unknown) => unknown, keys: readonly string[]): Json {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, keys.includes(key) ? change(value) : value]),
  );
}
