/** The page's style: light or dark as the reader prefers, and black on white in print. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --line: #d9dee5; --text: #18202b; --dim: #556070;
  --bad: #b3141d; --bad-soft: #fdecec; --warn: #8a5300; --warn-soft: #fdf2df;
  --good: #166b3a; --good-soft: #e5f5ea; --accent: #1a5fb4; --accent-soft: #e6effa;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151b; --card: #1a2029; --line: #333d4b; --text: #e8ecf2; --dim: #a3afbf;
    --bad: #ff9a94; --bad-soft: #40191b; --warn: #f5c06b; --warn-soft: #3a2b10;
    --good: #7fd6a0; --good-soft: #14341f; --accent: #8dbcff; --accent-soft: #1b2f4b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 1360px; margin: 0 auto; padding: 28px 24px 48px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.15rem; margin: 40px 0 4px; }
p { margin: 4px 0; }
.dim, caption { color: var(--dim); }
code { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; font-size: .88em;
  overflow-wrap: anywhere; }
.verdict { margin: 20px 0; padding: 14px 18px; border-left: 5px solid; border-radius: 8px;
  font-size: 1.05rem; font-weight: 600; }
.verdict.bad { background: var(--bad-soft); border-color: var(--bad); }
.verdict.warn { background: var(--warn-soft); border-color: var(--warn); }
.verdict.good { background: var(--good-soft); border-color: var(--good); }
.verdict ul { margin: 6px 0 0; padding-left: 20px; font-weight: 400; font-size: .95rem; }
.verdict li { white-space: pre-wrap; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px;
  margin: 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.tiles strong { display: block; font-size: 1.9rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles .bad strong { color: var(--bad); }
.tiles .warn strong { color: var(--warn); }
.tiles .good strong { color: var(--good); }
.tiles span { color: var(--dim); }
.bar { display: flex; height: 10px; margin: 12px 0; border-radius: 5px; overflow: hidden; background: var(--line); }
.bar i { display: block; height: 100%; }
.bar .running { background: var(--good); } .bar .stopped { background: var(--dim); } .bar .failed { background: var(--bad); } .bar .other { background: var(--warn); }
.find { display: flex; align-items: center; gap: 10px; margin: 30px 0 -14px; }
.find input { flex: 1; max-width: 420px; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--dim); border-radius: 8px; padding: 7px 12px; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin-top: 10px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: 10px 14px 4px; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: 8px 14px; border-top: 1px solid var(--line); }
tbody th { font-weight: 600; }
thead th { border-top: 0; padding: 4px 6px; white-space: nowrap; }
thead button { font: inherit; font-weight: 600; font-size: .86rem; color: var(--dim); background: none; border: 0;
  border-radius: 6px; padding: 4px 8px; cursor: pointer; }
thead button:hover { background: var(--accent-soft); color: var(--text); }
thead button::after { content: " \\2195"; opacity: .45; }
[aria-sort] button { color: var(--text); }
[aria-sort=ascending] button::after { content: " \\2191"; opacity: 1; }
[aria-sort=descending] button::after { content: " \\2193"; opacity: 1; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.tag { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: .84rem; font-weight: 600; white-space: nowrap;
  background: var(--accent-soft); color: var(--accent); }
.tag.bad { background: var(--bad-soft); color: var(--bad); }
.tag.warn { background: var(--warn-soft); color: var(--warn); }
.tag.good { background: var(--good-soft); color: var(--good); }
.tag.plain { background: none; color: var(--dim); padding: 1px 0; font-weight: 400; }
td:has(> code:only-child), tbody th > code:not(.sub) { white-space: nowrap; }
tbody th { max-width: 320px; overflow-wrap: anywhere; }
tbody :is(th, td) > code.sub { width: max-content; max-width: 262px; white-space: normal; }
.sub { display: block; color: var(--dim); font-size: .84rem; font-weight: 400; }
.meter { display: block; width: 90px; height: 5px; margin-top: 5px; border-radius: 3px; background: var(--line); overflow: hidden; }
.meter i { display: block; height: 100%; background: var(--accent); }
[hidden] { display: none !important; }
footer { margin-top: 40px; font-size: .88rem; color: var(--dim); }
@media (max-width: 700px) {
  main { padding: 20px 14px 40px; }
}
@page { size: landscape; }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --line: #bbb; --text: #000; --dim: #444;
    --bad: #a00; --bad-soft: #fff; --warn: #740; --warn-soft: #fff; --good: #050; --good-soft: #fff;
    --accent: #024; --accent-soft: #fff; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .find, thead button::after { display: none; }
  thead { display: table-header-group; }
  tr, .tiles li { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scroll { overflow: visible; border-radius: 0; }
  .tag { border: 1px solid currentColor; }
  .bar i, .meter i { print-color-adjust: exact; }
}
`;
