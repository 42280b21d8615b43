/** The top of the page: what the report is about, and the verdict. A fact that the source does not know is left out. */
import { isFailed, type Report, type Scope } from "../../model/report";
import { nothingChecked, verdict } from "../../model/verdict";
import { markup, type Markup } from "./markup";

export function header(report: Report): Markup {
  const iso = new Date(report.createdAt).toISOString();
  const facts = [
    ...scopeFacts(report),
    ["Policies", report.packs.join(", ")],
    ["Made", markup`<time datetime="${iso}">${minuteOf(report.createdAt)} UTC</time>`],
  ] as const;
  const coverage = (report.coverage ?? []).map(
    (line) => markup`<p class="${line.startsWith("warning:") ? "caution" : "dim"}">${line}</p>`,
  );
  return markup`<header>
    <div class="subject">
      <h1>ModelArts notebooks</h1>
      <p class="dim">${report.kind === "audit" ? "Audit of the account" : "Policies of the stack"}</p>
    </div>
    <dl class="facts">
      ${facts.map(([name, value]) => (value === "" ? "" : markup`<div><dt>${name}</dt><dd>${value}</dd></div>`))}
    </dl>
    ${coverage}
  </header>`;
}

/** As in "2026-11-24 12:00". */
export function minuteOf(time: number): string {
  return new Date(time).toISOString().replace("T", " ").slice(0, 16);
}

function scopeFacts({ kind, scope = {} }: Report): [name: string, value: string][] {
  const { cloud, endpoint, regions = [], projectIds = [], preset, settingsFile }: Scope = scope;
  const many = (values: readonly string[], one: string) => (values.length > 1 ? `${one}s` : one);
  const settings = [preset, settingsFile === undefined ? undefined : `(${settingsFile})`];
  return [
    ["Cloud", cloud ?? ""],
    // The address says more than nothing where it belongs to no known cloud, such as that of a proxy.
    ["Endpoint", cloud === undefined ? (endpoint ?? "") : ""],
    [many(regions, "Region"), regions.join(", ")],
    [many(projectIds, "Project"), projectIds.join(", ")],
    ["Connection", scope.connection ?? ""],
    [kind === "audit" ? "Configuration of stack" : "Stack", scope.stack ?? ""],
    ["Pulumi project", scope.pulumiProject ?? ""],
    ["Preset", preset === undefined ? "" : settings.filter(Boolean).join(" ")],
    ["Levels and settings", preset === undefined ? (settingsFile ?? "") : ""],
  ];
}

export function verdictBox(report: Report): Markup {
  const unchecked = nothingChecked(report);
  const kind =
    isFailed(report) || report.runErrors.length > 0 || unchecked?.isMistake === true
      ? "bad"
      : report.violations.length > 0 || unchecked !== undefined
        ? "warn"
        : "good";
  const reasons = report.runErrors.map((text) => markup`<li>${text}</li>`);
  return markup`<div class="verdict ${kind}">
    ${verdict(report)}${reasons.length === 0 ? "" : markup`<ul>${reasons}</ul>`}
  </div>`;
}
