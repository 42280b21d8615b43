/** The violations, twice: by rule and by notebook. The reader switches between the views, also without the script. */
import type { ReportedResource, Severity, Violation } from "../../model/report";
import { severities } from "../../model/report";
import { count } from "../../model/verdict";
import { levelText, resourceText, severityTag, statusCell } from "./cells";
import { markup, section, SHOWN_BY_SCRIPT, type Columns, type Markup } from "./markup";
import type { NotebookGroup, PageModel, RuleGroup } from "./page-model";

/** With so few violations the groups are open from the start. */
const MAX_OPEN = 10;

const byRuleColumns: Columns = {
  kind: "of-rule",
  names: ["What was found", "Notebooks"],
};
export const byNotebookColumns: Columns = {
  kind: "of-notebook",
  names: ["Severity", "Level", "Rule", "What was found"],
};

export function violationsSection(model: PageModel): Markup {
  const { violations, byRule, byNotebook } = model;
  if (violations.length === 0) return markup``;
  const isOpen = violations.length <= MAX_OPEN;
  const notebooks = new Set(byNotebook.map(({ resource }) => resource)).size;
  return section(
    {
      id: "violations",
      title: "Violations",
      note: `${violations.length} in ${count(byRule.length, "group")}, at ${count(notebooks, "resource")}`,
      isOpen: true,
    },
    markup`<div class="tools">
        <fieldset class="switch">
          <legend>Group by</legend>
          <label><input type="radio" name="view" id="by-rule" checked><span>rule</span></label>
          <label><input type="radio" name="view" id="by-notebook"><span>notebook</span></label>
        </fieldset>
        <span class="buttons"${SHOWN_BY_SCRIPT} hidden>
          <button type="button" data-open="true">Expand all</button>
          <button type="button" data-open="false">Collapse all</button>
          <button type="button" data-download="csv">Download CSV</button>
          <button type="button" data-download="json">Download JSON</button>
        </span>
      </div>
      <div class="view by-rule" role="group" aria-label="Violations by rule">
        ${byRule.map((group) => ruleGroup(model, group, isOpen))}
      </div>
      <div class="view by-notebook" role="group" aria-label="Violations by notebook">
        ${byNotebook.map((group, index) => notebookGroup(model, group, index, isOpen))}
      </div>`,
  );
}

function ruleGroup(model: PageModel, group: RuleGroup, isOpen: boolean): Markup {
  const { rule, level, severity, findings } = group;
  const number = model.ruleOf(rule.name);
  const rows = findings.map(
    ({ message, violations }) =>
      markup`<tr><th scope="row">${message}</th><td><ul class="names">${violations.map((each) => notebookItem(model, each))}</ul></td></tr>`,
  );
  return markup`<details class="group"${openIf(isOpen)}>
    <summary>
      ${severityTag(severity)}
      <span class="what"><code>${rule.name}</code><span class="sub">${rule.description}</span></span>
      <span class="level">${levelText(level)}</span>
      <span class="count">${count(group.count, "violation")}</span>
    </summary>
    <p class="fix">${rule.remedy} <a href="#d${number}" aria-label="Documentation of ${rule.name}">Documentation</a></p>
    <table class="${byRuleColumns.kind}" id="r${number}-${level}-${severity}" aria-label="${rule.name}">
      ${head(byRuleColumns, rule.name)}
      <tbody>${rows}</tbody>
    </table>
  </details>`;
}

function notebookItem(model: PageModel, { resource }: Violation): Markup {
  const position = positionText(model, resource);
  return markup`<li>${resourceLink(model, resource)}${position}</li>`;
}

function notebookGroup(
  model: PageModel,
  { resource, violations }: NotebookGroup,
  index: number,
  isOpen: boolean,
): Markup {
  const number = model.notebookOf(resource);
  const notebook = number === undefined ? undefined : model.report.fleet[number];
  const rows = violations.map(({ severity, level, rule, message }) => {
    const link = markup`<a href="#d${model.ruleOf(rule)}"><code>${rule}</code></a>`;
    return markup`<tr><td>${severityTag(severity)}</td><td>${levelText(level)}</td><td>${link}</td><td>${message}</td></tr>`;
  });
  return markup`<details class="group"${openIf(isOpen)}>
    <summary>
      ${severityCounts(violations)}
      <span class="what">${resourceText(resource)}</span>
      <span class="level">${notebook === undefined ? "" : statusCell(notebook)} ${notebook?.owner}</span>
      <span class="count">${count(violations.length, "violation")}</span>
    </summary>
    <p class="fix">
      ${number === undefined ? "" : markup`<a href="#n${number}">${resource.name} in all notebooks</a>`}
      ${positionText(model, resource)}
    </p>
    <table class="${byNotebookColumns.kind}" id="v${number ?? `-${index}`}" aria-label="${resource.name}">
      ${head(byNotebookColumns, resource.name)}
      <tbody>${rows}</tbody>
    </table>
  </details>`;
}

/** The title is repeated with the head on each printed page. On a screen the summary shows it. */
function head({ names }: Columns, title: string): Markup {
  return markup`<thead>
    <tr class="printed"><th colspan="${names.length}" scope="colgroup">${title}</th></tr>
    <tr>${names.map((name) => markup`<th scope="col">${name}</th>`)}</tr>
  </thead>`;
}

/** To the notebook's row; without a row, as for a mount, the name is text. */
function resourceLink(model: PageModel, resource: ReportedResource): Markup {
  const number = model.notebookOf(resource);
  return number === undefined
    ? markup`${resource.name}`
    : markup`<a href="#n${number}">${resource.name}</a>`;
}

/** An audit has no program. */
function positionText({ report }: PageModel, { position }: ReportedResource): Markup {
  if (report.kind === "audit") return markup``;
  return markup` <code class="dim">${position.file}:${position.line}</code>`;
}

/** As in "1 critical 2 high". */
function severityCounts(violations: readonly Violation[]): Markup {
  const number = (severity: Severity) =>
    violations.filter((violation) => violation.severity === severity).length;
  const tags = severities
    .toReversed()
    .filter((severity) => number(severity) > 0)
    .map((severity) => severityTag(severity, number(severity)));
  return markup`<span class="tags">${tags}</span>`;
}

function openIf(isOpen: boolean): Markup | undefined {
  return isOpen ? markup` open` : undefined;
}
