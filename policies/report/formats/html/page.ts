/**
 * The report as one HTML file that needs no other. Style and script are in the file, and its content
 * security policy forbids every request. Text of users is always escaped.
 */
import { createHash } from "node:crypto";
import { isFailed, type Report } from "../../model/report";
import { VERSION } from "../../version";
import { verdict } from "../../model/verdict";
import { markup, Markup } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { byNotebook, byRule, exemptions, fleet, undecided } from "./tables";
import { summaryTiles } from "./tiles";

export function page(report: Report): string {
  const source = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${source(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const made = new Date(report.createdAt).toISOString().replace("T", " ").slice(0, 16);
  const content = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ModelArts notebooks: ${verdict(report)}</title>
        <style>${new Markup(STYLE)}</style>
      </head>
      <body>
        <main>
          <header>
            <h1>ModelArts notebooks</h1>
            <p class="dim">
              ${report.kind === "audit" ? "Audit of the account" : "Policies of the stack"},
              <time datetime="${new Date(report.createdAt).toISOString()}">${made} UTC</time>.
              ${report.packs.join(", ")}
            </p>
            ${(report.coverage ?? []).map((line) => markup`<p class="dim">${line}</p>`)}
          </header>
          ${verdictBox(report)} ${summaryTiles(report)}
          <form class="find" role="search">
            <label for="find">Find</label
            ><input
              id="find"
              type="search"
              autocomplete="off"
              placeholder="a notebook, a rule, an owner …"
            /><output id="found" for="find" class="dim"></output>
          </form>
          ${[byRule(report), byNotebook(report), undecided(report), exemptions(report), fleet(report)]}
          <footer>
            Made by pulumi-modelarts-policies
            ${VERSION}.${report.fleet.length === 0 ? " The events show no notebooks: give the state with --state." : ""}
          </footer>
        </main>
        <script>${new Markup(SCRIPT)}</script>
      </body>
    </html>
`;
  return content.text;
}

function verdictBox(report: Report): Markup {
  const kind =
    isFailed(report) || report.runErrors.length > 0
      ? "bad"
      : report.violations.length > 0
        ? "warn"
        : "good";
  const reasons = report.runErrors.map((text) => markup`<li>${text}</li>`);
  return markup`<div class="verdict ${kind}">
    ${verdict(report)}${
      reasons.length === 0
        ? ""
        : markup`<ul>
            ${reasons}
          </ul>`
    }
  </div>`;
}
