/** HTML templates. A value in a template is escaped, unless it is markup itself. */
import { escapeMarkup } from "../escape";

export class Markup {
  constructor(readonly text: string) {}
}

/** On a hidden element: a control that works only with the script. */
export const SHOWN_BY_SCRIPT = new Markup(" data-js");

type Part = Markup | string | number | undefined | readonly Part[];

export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  const texts = compact(strings);
  let written = texts[0] ?? "";
  for (const [index, part] of parts.entries()) written += write(part) + (texts[index + 1] ?? "");
  return new Markup(written);
}

function write(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(write).join("");
  return escapeMarkup(String(part));
}

const compacted = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The indentation of a template would be half of a page with thousands of rows. */
function compact(strings: TemplateStringsArray): readonly string[] {
  const known = compacted.get(strings);
  if (known !== undefined) return known;
  const made = strings.map((text) =>
    text
      .replace(/>\s*\n\s*(?=<|$)/g, ">")
      .replace(/^\s*\n\s*(?=<)/, "")
      .replace(/^\s*\n\s*$/, "")
      .replace(/\s*\n\s*/g, " "),
  );
  compacted.set(strings, made);
  return made;
}

/** A table's cell. `sort` is the sort key, if it differs from the text. An empty key sorts last. */
export interface Cell {
  shows: Markup | string;
  sort?: string | number;
  isNumber?: boolean;
}

/** The first cell is the row's heading. */
export interface Row {
  /** The target of links to the row. */
  id?: string;
  cells: readonly (Cell | Markup | string)[];
}

export interface Columns {
  /** The table's class. The style labels the cells by it where rows are shown as cards. */
  kind: string;
  names: readonly string[];
}

/** A table that can be sorted by each column. */
export function sortableTable(caption: string, { kind, names }: Columns, rows: readonly Row[]) {
  const head = names.map(
    (name) => markup`<th scope="col"><button type="button">${name}</button></th>`,
  );
  return scrolling(
    caption,
    markup`<table class="sortable ${kind}">
      <caption>${caption}</caption>
      <thead><tr>${head}</tr></thead>
      <tbody>${rows.map(row)}</tbody>
    </table>`,
  );
}

/** A table that is wider than the page scrolls in itself, also by keyboard. */
export function scrolling(label: string, content: Markup): Markup {
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}

function row({ id, cells }: Row): Markup {
  const target = id === undefined ? undefined : markup` id="${id}"`;
  return markup`<tr${target}>${cells.map(cell)}</tr>`;
}

function cell(given: Cell | Markup | string, index: number): Markup {
  const isCell = typeof given === "object" && "shows" in given;
  const { shows, sort, isNumber }: Cell = isCell ? given : { shows: given };
  const key = sort === undefined ? undefined : markup` data-sort="${sort}"`;
  const kind = isNumber ? markup` class="number"` : undefined;
  return index === 0
    ? markup`<th scope="row"${key}${kind}>${shows}</th>`
    : markup`<td${key}${kind}>${shows}</td>`;
}

/**
 * A section that can be collapsed. The summary stays when the content is closed, and a link to anything in
 * the content opens it.
 */
export function section(
  { id, title, note, isOpen }: { id: string; title: string; note: string; isOpen: boolean },
  content: Markup,
): Markup {
  return markup`<section id="${id}">
    <details class="part"${isOpen ? markup` open` : undefined}>
      <summary><h2>${title}</h2><span class="dim">${note}</span></summary>
      ${content}
    </details>
  </section>`;
}
