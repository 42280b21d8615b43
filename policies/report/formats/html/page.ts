/**
 * The report as one HTML file that needs no other. Style and script are in the file, and its content
 * security policy forbids every request. Text of users is always escaped. Without the script the page shows
 * everything, and groups, links and the choice of a view still work.
 */
import { createHash } from "node:crypto";
import type { Report } from "../../model/report";
import { verdict } from "../../model/verdict";
import { VERSION } from "../../version";
import { filters } from "./filters";
import { header, minuteOf, verdictBox } from "./header";
import { markup, Markup, SHOWN_BY_SCRIPT } from "./markup";
import { pageData } from "./page-data";
import { pageModel, type PageModel } from "./page-model";
import { rulesSection } from "./rules";
import { SCRIPT } from "./script";
import { style } from "./style";
import { exemptions, fleet, undecided } from "./tables";
import { summaryTiles } from "./tiles";
import { violationsSection } from "./violations";

export function page(report: Report): string {
  const source = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${source(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const model = pageModel(report);
  const content = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ModelArts notebooks: ${verdict(report)}</title>
        <style>${new Markup(style(minuteOf(report.createdAt)))}</style>
      </head>
      <body>
        <main>
          ${header(report)}
          ${verdictBox(report)}
          ${summaryTiles(report)}
          ${filters(report)}
          ${toolbar(model)}
          ${[violationsSection, undecided, exemptions, fleet, rulesSection].map((part) => part(model))}
          <p class="none" id="none" hidden>Nothing matches the filters.</p>
          <footer>
            Made by pulumi-modelarts-policies ${VERSION}.${report.fleet.length === 0 ? " The events show no notebooks: give the state with --state." : ""}
          </footer>
        </main>
        ${pageData(model)}
        <script>${new Markup(SCRIPT)}</script>
      </body>
    </html>`;
  return `${content.text}\n`;
}

/** Stays at the top of the window: the contents, and the search. */
function toolbar({ report, rules, violations }: PageModel): Markup {
  const { undecided, exemptions, fleet } = report;
  const parts = [
    ["violations", "Violations", violations.length],
    ["undecided", "Left open", undecided.length],
    ["exemptions", "Exemptions", exemptions.length],
    ["notebooks", "Notebooks", fleet.length],
    ["rules", "Rules", rules.length],
  ] as const;
  const canFind = parts.some(([, , number]) => number > 0);
  const links = parts.map(([id, title, number]) =>
    number === 0 ? "" : markup`<a href="#${id}">${title} <b>${number}</b></a>`,
  );
  return markup`<div class="toolbar">
    <nav aria-label="Contents"><a href="#top">Top</a>${links}</nav>
    <form class="find" role="search"${canFind ? SHOWN_BY_SCRIPT : undefined} hidden>
      <label for="find">Find</label>
      <input id="find" type="search" autocomplete="off" placeholder="a notebook, a rule, an owner …">
      <button type="button" id="clear" hidden>Clear filters</button>
    </form>
    <p class="found" id="found" role="status" hidden></p>
  </div>`;
}
