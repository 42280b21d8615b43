/**
 * What a program declares no longer, and the API can't take back: it stays as it is, as
 * docs/decisions/undeclared-inputs.md says. The engine shows what the inputs of a dynamic resource lose as
 * removed, so these inputs lose nothing that stays. What fills the gap is no declaration: no difference
 * comes of it.
 */
import { CUSTOM_FLAVOR } from "../wire/flavor";
import type { Field } from "./fields";
import type { Carried, NotebookInputs } from "./inputs";

type Inputs = Partial<NotebookInputs> & Carried;

/** @param olds the inputs of the state; empty for a notebook that is to be created, or replaced. */
export function withLeft(rows: readonly Field[], olds: Inputs, news: Inputs): Inputs {
  const left = rows.filter((row) => isLeft(row, olds, news)).map(({ path }) => path);
  if (left.length === 0) return news;
  const kept = left.map((path) => [path, olds[path as keyof Inputs]]);
  return { ...news, ...(Object.fromEntries(kept) as object), __left: left };
}

function isLeft({ path, change, declared }: Field, olds: Inputs, news: Inputs): boolean {
  // A row with a comparison of its own says itself what undeclared means.
  if (declared !== undefined || (change !== "stopped" && change !== "replace")) return false;
  // Another flavor takes the place of what is made to measure.
  if (path === "customSpec" && news.flavor !== CUSTOM_FLAVOR) return false;
  const key = path as keyof Inputs;
  return olds[key] !== undefined && news[key] === undefined;
}
