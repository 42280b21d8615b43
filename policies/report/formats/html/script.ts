/**
 * The page's only script, in four parts: sort, filter, links, downloads. Nothing is computed before the reader
 * asks for it, so that a page with thousands of notebooks opens at once.
 */
import { DOWNLOADS } from "./script-downloads";
import { FILTER } from "./script-filter";

const START = String.raw`
"use strict";
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
for (const each of all("[data-js]")) each.hidden = false;
if (matchMedia("(max-width: 700px)").matches) one("#filters").open = false;
let read;
const data = () => (read ??= JSON.parse(one("#data").content.textContent));
`;

const SORT = String.raw`
const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const valueOf = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
};
for (const button of all("thead button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th");
    const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction);
    const body = head.closest("table").tBodies[0];
    const sign = direction === "ascending" ? 1 : -1;
    const rows = [...body.rows].map((row) => [valueOf(row, head.cellIndex), row]);
    rows.sort(([one], [other]) => {
      // Unknown values come last in both directions.
      if (one === "" || other === "") return (one === "") - (other === "");
      const [a, b] = [Number(one), Number(other)];
      return sign * (Number.isNaN(a) || Number.isNaN(b) ? order.compare(one, other) : a - b);
    });
    body.append(...rows.map(([, row]) => row));
  });
}
`;

const LINKS = String.raw`
// A link may lead into the other view, or to something that the filters hide.
const reveal = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === "" ? null : document.getElementById(id);
  if (target === null) return;
  if (target.closest("[hidden]")) clear();
  const view = target.closest(".view");
  if (view !== null) one(view.matches(".by-rule") ? "#by-rule" : "#by-notebook").checked = true;
  for (let each = target; each; each = each.parentElement) if (each.matches("details")) each.open = true;
  one(":scope > details", target)?.setAttribute("open", "");
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link !== null && link.hash === location.hash) reveal();
});
if (location.hash !== "") reveal();
for (const button of all("[data-open]")) {
  button.addEventListener("click", () => {
    const view = one("#by-rule").checked ? ".view.by-rule" : ".view.by-notebook";
    for (const group of all(view + " > details")) group.open = button.dataset.open === "true";
  });
}
`;

export const SCRIPT = [START, SORT, FILTER, LINKS, DOWNLOADS].join("");
