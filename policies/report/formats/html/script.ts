/** The page's only script. It sorts and filters rows; without it the page shows all rows. */
export const SCRIPT = `
"use strict";
const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const valueOf = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
};
for (const button of document.querySelectorAll("thead button")) {
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
const find = document.getElementById("find");
const output = document.getElementById("found");
const rows = [...document.querySelectorAll("tbody tr")].map((row) => [row.textContent.toLowerCase(), row]);
find.closest("form").hidden = rows.length === 0;
find.addEventListener("input", () => {
  const wanted = find.value.trim().toLowerCase();
  let left = 0;
  for (const [text, row] of rows) {
    row.hidden = !text.includes(wanted);
    left += row.hidden ? 0 : 1;
  }
  output.textContent = wanted === "" ? "" : left + " of " + rows.length + " rows";
});
find.closest("form").addEventListener("submit", (event) => event.preventDefault());
`;
