/**
 * One file that works by itself: style and script are in it, and its own policy forbids everything from
 * elsewhere. Whatever a user could have written is text.
 */
import { createHash } from "node:crypto";
import { isFailed, type Report } from "../../model/report";
import { VERSION } from "../../version";
import { verdict } from "../../model/words";
import { markup, Markup } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { byNotebook, byRule, exemptions, fleet, undecided } from "./tables";
import { glance } from "./tiles";

export function page(report: Report): string {
  const source = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${source(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const made = new Date(report.madeAt).toISOString().replace("T", " ").slice(0, 16);
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
              <time datetime="${new Date(report.madeAt).toISOString()}">${made} UTC</time>.
              ${report.packs.join(", ")}
            </p>
            ${(report.coverage ?? []).map((line) => markup`<p class="dim">${line}</p>`)}
          </header>
          ${judgement(report)} ${glance(report)}
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
            ${VERSION}.${report.fleet.length === 0 ? " Nothing is known of the notebooks themselves: give the state with --state." : ""}
          </footer>
        </main>
        <script>${new Markup(SCRIPT)}</script>
      </body>
    </html>
`;
  return content.text;
}

function judgement(report: Report): Markup {
  const kind =
    isFailed(report) || report.troubles.length > 0
      ? "bad"
      : report.violations.length > 0
        ? "warn"
        : "good";
  const reasons = report.troubles.map((text) => markup`<li>${text}</li>`);
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
