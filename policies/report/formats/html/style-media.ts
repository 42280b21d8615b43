/** What is different on a narrow screen, on a phone, and in print. */
export const NARROW = `
  .scroll { background: none; border: 0; overflow: visible; }
  .sortable caption { padding: 0 2px 4px; }
  .sortable thead, .sortable thead tr { display: flex; flex-wrap: wrap; gap: 2px; }
  .sortable thead th { padding: 0; }
  .sortable tbody { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; margin-top: 4px; }
  .by-notebook > .group > summary { grid-template-columns: 14px 180px 1fr 150px auto; }
`;

export const PHONE = `
  :root { --bar: 96px; }
  main { padding: 18px 14px 40px; }
  .toolbar { margin: 12px -14px 0; padding: 6px 14px; }
  .toolbar nav { flex-basis: 100%; }
  .tiles { grid-template-columns: repeat(3, 1fr); gap: 6px; }
  .tiles li:not(:has(a)), .tiles a { padding: 6px 9px; }
  .tiles strong { font-size: 1.3rem; }
  .tiles span { font-size: .82rem; line-height: 1.25; display: block; }
  .chips { padding-left: 0; }
  .chips legend { position: static; float: left; width: 100%; }
  .view > .group > summary, .group > summary { grid-template-columns: 14px auto 1fr; padding: 9px 12px; }
  .group .what { grid-column: 2 / -1; grid-row: 2; }
  .group .level { grid-column: 2 / 3; grid-row: 3; }
  .group .count { grid-column: 3 / -1; grid-row: 3; }
  .doc { grid-template-columns: 1fr; }
  .doc dd { margin-bottom: 6px; }
  .sortable tbody { grid-template-columns: minmax(0, 1fr); }
  .of-rule, .of-rule tbody, .of-rule tr, .of-rule tbody :is(th, td) { display: block; }
  .group thead { display: none; }
  .of-notebook tbody tr { margin-bottom: 8px; }
  .group > table { width: auto; }
  .of-rule tbody :is(th, td) { padding: 6px 0; }
  .of-rule tbody td { border-top: 0; padding-top: 0; }
`;

/** Closed groups are printed open: nobody can click on paper. What the filters hide stays hidden. */
export const PRINT = `
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --line: #bbb; --text: #000; --dim: #444;
    --bad: #a00; --bad-soft: #fff; --warn: #740; --warn-soft: #fff; --good: #050; --good-soft: #fff;
    --accent: #024; --accent-soft: #fff; --critical: #fff; --on-critical: #800; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .find, .filters, .toolbar nav, .tools, .fix a, thead button::after { display: none; }
  .toolbar { position: static; border: 0; padding: 0; margin: 0; min-height: 0; }
  .tiles li.critical, .tag.critical { border: 2px solid currentColor; }
  details::details-content { content-visibility: visible; }
  #rules > :not([open])::details-content { content-visibility: hidden; }
  .group > summary::before { display: none; }
  .view > .group > summary, .group > summary { grid-template-columns: minmax(74px, max-content) 1fr auto auto; break-after: avoid; }
  .group { border-width: 1px 0 0; border-radius: 0; }
  .printed { display: table-row; }
  .printed th { color: var(--text); }
  thead { display: table-header-group; }
  /* Chromium repeats a head, but not the buttons in it. */
  thead button { display: contents; }
  .sortable thead th { position: static; box-shadow: none; }
  tr, .tiles li, .group > summary, dd { break-inside: avoid; }
  .of-rule tr { break-inside: auto; }
  h2, .fix { break-after: avoid; }
  .scroll { overflow: visible; border-radius: 0; }
  .tag:not(.plain) { border: 1px solid currentColor; }
  td > code:only-child { white-space: nowrap; }
  th, td, .group thead th, .sortable thead th { padding: 4px 8px; }
  .sortable thead th { font-size: .86rem; }
  a { color: inherit; text-decoration: none; }
  .bar i, .meter i { print-color-adjust: exact; }
}
`;
