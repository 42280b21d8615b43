/** HTML templates. A value in a template is escaped, unless it is markup itself. */
import { escapeMarkup } from "../escape";

export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | undefined | readonly Part[];

export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(
    strings.map((text, index) => text + (index < parts.length ? write(parts[index]) : "")).join(""),
  );
}

function write(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(write).join("");
  return escapeMarkup(String(part));
}

/** A table's cell. `sort` is the sort key, if it differs from the text. An empty key sorts last. */
export interface Cell {
  shows: Markup | string;
  sort?: string | number;
  isNumber?: boolean;
}

/** A table that can be sorted by each column. The first cell of a row is the row's heading. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly (Cell | Markup | string)[])[],
): Markup {
  const cell = (given: Cell | Markup | string, index: number): Markup => {
    const isCell = typeof given === "object" && "shows" in given;
    const { shows, sort, isNumber }: Cell = isCell ? given : { shows: given };
    const key = sort === undefined ? undefined : markup` data-sort="${sort}"`;
    const kind = isNumber ? markup` class="number"` : undefined;
    return index === 0
      ? markup`<th scope="row"${key}${kind}>${shows}</th>`
      : markup`<td${key}${kind}>${shows}</td>`;
  };
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((name) => markup`<th scope="col"><button type="button">${name}</button></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${row.map(cell)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
