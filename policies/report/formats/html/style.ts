/** The page's style: light or dark as the reader prefers, cards on a phone, and black on white in print. */
import type { Columns } from "./markup";
import { NARROW, PHONE, PRINT } from "./style-media";
import { exemptionColumns, fleetColumns, undecidedColumns } from "./tables";
import { byNotebookColumns } from "./violations";

const SCREEN = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --line: #d9dee5; --text: #18202b; --dim: #556070;
  --bad: #b3141d; --bad-soft: #fdecec; --warn: #8a5300; --warn-soft: #fdf2df;
  --good: #166b3a; --good-soft: #e5f5ea; --accent: #1a5fb4; --accent-soft: #e6effa;
  --critical: #8c0712; --on-critical: #fff; --bar: 58px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151b; --card: #1a2029; --line: #333d4b; --text: #e8ecf2; --dim: #a3afbf;
    --bad: #ff9a94; --bad-soft: #40191b; --warn: #f5c06b; --warn-soft: #3a2b10;
    --good: #7fd6a0; --good-soft: #14341f; --accent: #8dbcff; --accent-soft: #1b2f4b;
    --critical: #ff7f79; --on-critical: #2b0306;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: calc(var(--bar) + 14px); }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 1360px; margin: 0 auto; padding: 24px 24px 48px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
.subject { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 14px; }
h2 { display: inline; font-size: 1.15rem; margin: 0 10px 0 0; }
p { margin: 4px 0; }
a { color: var(--accent); }
.dim, caption { color: var(--dim); }
.caution { color: var(--warn); font-weight: 600; }
code { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: .88em;
  overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 2px 22px; margin: 8px 0 4px; }
.facts div { display: flex; gap: 6px; }
.facts dt { color: var(--dim); }
.facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.verdict { margin: 14px 0; padding: 11px 16px; border-left: 5px solid; border-radius: 8px;
  font-size: 1.05rem; font-weight: 600; }
.verdict.bad { background: var(--bad-soft); border-color: var(--bad); }
.verdict.warn { background: var(--warn-soft); border-color: var(--warn); }
.verdict.good { background: var(--good-soft); border-color: var(--good); }
.verdict ul { margin: 6px 0 0; padding-left: 20px; font-weight: 400; font-size: .95rem; }
.verdict li { white-space: pre-wrap; overflow-wrap: anywhere; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 10px;
  margin: 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 8px 11px; }
.tiles li:has(a) { padding: 0; }
.tiles a { display: block; height: 100%; padding: 8px 11px; border-radius: 9px; color: inherit; text-decoration: none; }
.tiles a:hover { background: var(--accent-soft); }
.tiles a[aria-pressed=true] { background: var(--accent-soft); box-shadow: inset 0 0 0 2px var(--accent); }
.tiles strong { display: block; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles :is(.bad, .high) strong { color: var(--bad); }
.tiles :is(.warn, .medium) strong { color: var(--warn); }
.tiles .good strong { color: var(--good); }
.tiles .low strong { color: var(--accent); }
.tiles li.critical { background: var(--critical); border-color: var(--critical); color: var(--on-critical); }
.tiles .critical :is(strong, span) { color: var(--on-critical); }
.tiles .critical a:hover { background: none; text-decoration: underline; }
.tiles .critical a[aria-pressed=true] { background: none; box-shadow: inset 0 0 0 3px var(--on-critical); }
.tiles span { color: var(--dim); font-size: .93rem; }
.bar { display: flex; height: 8px; margin: 10px 0; border-radius: 4px; overflow: hidden; background: var(--line); }
.bar i { display: block; height: 100%; }
.hours { color: var(--dim); font-size: .9rem; margin: 0 0 10px; }
.bar .running { background: var(--good); } .bar .stopped { background: var(--dim); } .bar .failed { background: var(--bad); } .bar .other { background: var(--warn); }

summary { cursor: pointer; }
.filters { margin-top: 10px; }
.choices { display: flex; flex-wrap: wrap; gap: 0 36px; }
.filters > summary { color: var(--dim); font-weight: 600; font-size: .9rem; width: max-content; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.chips { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px; margin-top: 6px; padding-left: 74px; position: relative; }
.chips legend, .switch legend { color: var(--dim); font-size: .86rem; padding: 0; }
.chips legend { position: absolute; left: 0; top: 3px; }
.chip { display: inline-block; }
.chip input, .switch input { position: absolute; opacity: 0; pointer-events: none; }
.chip span, .switch span { display: inline-block; cursor: pointer; font-size: .86rem; padding: 2px 11px; max-width: 260px;
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom;
  border: 1px solid var(--line); border-radius: 999px; background: var(--card); }
.chip b { color: var(--dim); font-variant-numeric: tabular-nums; margin-left: 3px; }
.chip span:hover, .switch span:hover { border-color: var(--accent); }
.chip input:checked + span, .switch input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--card); font-weight: 600; }
.chip input:checked + span b { color: inherit; }
:is(.chip, .switch) input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 1px; }
.more summary { color: var(--accent); font-size: .86rem; }
.more[open] { flex-basis: 100%; max-height: 220px; overflow: auto; }
.more .chip { margin: 4px 6px 0 0; }

.toolbar { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; align-items: center; gap: 6px 18px; min-height: var(--bar);
  margin: 14px -24px 0; padding: 8px 24px; background: var(--page); border-bottom: 1px solid var(--line); }
.toolbar nav { display: flex; gap: 4px; overflow-x: auto; scrollbar-width: none; }
.toolbar nav a { padding: 4px 10px; border-radius: 8px; white-space: nowrap; text-decoration: none; color: var(--text); font-weight: 600; font-size: .92rem; }
.toolbar nav a:hover { background: var(--accent-soft); }
.toolbar nav b { color: var(--dim); font-weight: 400; }
.find { display: flex; align-items: center; gap: 10px; flex: 1 1 320px; min-width: 0; }
.find input { flex: 1; min-width: 0; max-width: 420px; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--dim); border-radius: 8px; padding: 5px 12px; }
.found { margin: 0; font-size: .92rem; font-weight: 600; }
button { font: inherit; }
:is(.find, .buttons) button { font-size: .88rem; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 4px 11px; cursor: pointer; white-space: nowrap; }
:is(.find, .buttons) button:hover { border-color: var(--accent); background: var(--accent-soft); }
.none { margin: 30px 0; font-size: 1.05rem; }

main > section { margin-top: 22px; }
.part > summary { padding: 4px 0; }
.tools { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 20px; margin: 8px 0; }
.switch, .buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; position: relative; }
.switch legend { float: left; margin-right: 8px; }
main:has(#by-notebook:checked) .view.by-rule { display: none; }
main:has(#by-rule:checked) .view.by-notebook:not(:has(:target)) { display: none; }
.group { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin-top: 6px; }
.group > summary { display: grid; grid-template-columns: 14px minmax(82px, max-content) 1fr auto auto; align-items: center; gap: 4px 14px; padding: 7px 14px; list-style: none; border-radius: 9px; }
.by-notebook > .group > summary { grid-template-columns: 14px 264px 1fr 210px auto; }
.group > summary::-webkit-details-marker { display: none; }
.group > summary::before { content: ""; width: 7px; height: 7px; border: solid var(--dim); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
.group[open] > summary::before { transform: rotate(45deg); }
.group > summary:hover { background: var(--accent-soft); }
.what { min-width: 0; overflow-wrap: anywhere; font-weight: 600; }
.level { color: var(--dim); font-size: .92rem; }
.level strong { color: var(--text); }
.count { min-width: 118px; text-align: right; font-variant-numeric: tabular-nums; }
.tags { display: flex; flex-wrap: wrap; gap: 4px; }
.group > :not(summary) { margin: 0 14px; }
.group > .fix { padding: 4px 0 8px; max-width: 90ch; }
.group > table { width: calc(100% - 28px); margin-bottom: 10px; }
.group table th { font-weight: 400; }
.group thead th { font-weight: 600; font-size: .86rem; color: var(--dim); padding: 4px 14px; }
.of-rule { table-layout: fixed; }
.of-notebook td:nth-child(-n + 3) { white-space: nowrap; }
.of-notebook td:last-child { width: 100%; }
.printed { display: none; }
.names { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 0; padding: 0; list-style: none; }
.names li { overflow-wrap: anywhere; min-width: 0; }
.doc { display: grid; grid-template-columns: 150px 1fr; gap: 6px 14px; padding: 4px 0 14px; }
.doc dt { color: var(--dim); } .doc dd { margin: 0; max-width: 90ch; }

.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin-top: 8px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: 8px 14px 2px; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: 7px 14px; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
tbody th { font-weight: 600; }
thead th { border-top: 0; }
.sortable thead th { padding: 4px 6px; white-space: nowrap; }
thead button { font-weight: 600; font-size: .86rem; color: var(--dim); background: none; border: 0;
  border-radius: 6px; padding: 4px 8px; cursor: pointer; }
thead button:hover { background: var(--accent-soft); color: var(--text); }
thead button::after { content: " \\2195"; opacity: .45; }
[aria-sort] button { color: var(--text); }
[aria-sort=ascending] button::after { content: " \\2191"; opacity: 1; }
[aria-sort=descending] button::after { content: " \\2193"; opacity: 1; }
.sortable tbody th { min-width: 190px; max-width: 320px; }
@media screen and (min-width: 1000px) {
  /* A table that scrolls in itself would carry its head away. */
  .scroll { overflow: visible; }
  .tiles { display: flex; }
  .tiles li { flex: 1 1 max-content; }
  .sortable thead th { position: sticky; top: var(--bar); z-index: 2; background: var(--card); box-shadow: 0 1px var(--line); }
  .sortable thead th:first-child { border-top-left-radius: 10px; }
}
:target { scroll-margin-top: calc(var(--bar) + 60px); }
tr:target > *, .doc:target { background: var(--accent-soft); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.tag { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: .84rem; font-weight: 600; white-space: nowrap;
  background: var(--accent-soft); color: var(--accent); }
.tag.critical { background: var(--critical); color: var(--on-critical); }
.tag:is(.bad, .high) { background: var(--bad-soft); color: var(--bad); }
.tag:is(.warn, .medium) { background: var(--warn-soft); color: var(--warn); }
.tag.good { background: var(--good-soft); color: var(--good); }
.tag.plain { background: none; color: var(--dim); padding: 1px 0; font-weight: 400; }
.sub { display: block; color: var(--dim); font-size: .84rem; font-weight: 400; }
.meter { display: block; width: 90px; height: 5px; margin-top: 5px; border-radius: 3px; background: var(--line); overflow: hidden; }
.meter i { display: block; height: 100%; background: var(--accent); }
[hidden] { display: none !important; }
footer { margin-top: 40px; font-size: .88rem; color: var(--dim); }
`;

/** @param made when the report was made, for the heads of printed pages. Only figures, no text of a user. */
export function style(made: string): string {
  const sortable = [undecidedColumns, exemptionColumns, fleetColumns];
  // Only on screens: a sheet of paper is as narrow as a tablet.
  return [
    SCREEN,
    `@media screen and (max-width: 999px) {${sortable.map(cards).join("")}${NARROW}}\n`,
    `@media screen and (max-width: 700px) {${cards(byNotebookColumns)}${PHONE}}\n`,
    `@page { size: landscape; margin: 16mm 12mm 14mm;
      @top-left { content: "ModelArts notebooks"; font: 9pt sans-serif; }
      @top-right { content: "${made} UTC"; font: 9pt sans-serif; }
      @bottom-right { content: "page " counter(page) " of " counter(pages); font: 9pt sans-serif; } }\n`,
    PRINT,
  ].join("");
}

/** A row becomes a card, and each cell of it gets the name of its column. The names are the page's own. */
function cards({ kind, names }: Columns): string {
  const labels = names.map(
    (name, index) => `.${kind} td:nth-child(${index + 1})::before { content: "${name}"; }\n`,
  );
  return `
  .${kind}, .${kind} :is(caption, tbody, tr), .${kind} tbody :is(th, td) { display: block; }
  .${kind} tbody tr { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 6px 12px; }
  .${kind} tbody :is(th, td) { border: 0; padding: 3px 0; max-width: none; text-align: left; white-space: normal; }
  .${kind} tbody td { position: relative; padding-left: 122px; min-height: 1.7em; }
  .${kind} td::before { position: absolute; left: 0; color: var(--dim); font-size: .86rem; }
  .${kind} td:empty { display: none; }
  ${labels.join("")}`;
}
