/** The page's sortable tables, each in a section. An empty table is left out. */
import { DAY_MS } from "../../../rule-lib/time";
import { requireSshWhitelist } from "../../../rules/require-ssh-whitelist";
import { limitSshSources } from "../../../rules/limit-ssh-sources";
import { resourceKey, type Report } from "../../model/report";
import { count } from "../../model/verdict";
import {
  autoStopCell,
  hoursLeftCell,
  numberCell,
  resourceCell,
  severityCell,
  sshCell,
  statusCell,
  type WhitelistVerdict,
} from "./cells";
import { markup, section, sortableTable, type Columns, type Markup } from "./markup";
import type { PageModel } from "./page-model";

/** A longer list of notebooks is closed at first: the page opens with the violations, not with the fleet. */
const MAX_OPEN = 20;

export const undecidedColumns: Columns = {
  kind: "undecided",
  names: ["Resource", "Severity", "Rule", "Why"],
};

export function undecided(model: PageModel): Markup {
  const { undecided } = model.report;
  if (undecided.length === 0) return markup``;
  const rows = undecided.map(({ rule, severity, resource, reason }) => ({
    cells: [resourceCell(resource), severityCell(severity), ruleLink(model, rule), reason],
  }));
  return section(
    {
      id: "undecided",
      title: "Left open by the preview",
      note: String(undecided.length),
      isOpen: true,
    },
    sortableTable(
      "Values that are not known before the update; the next preview after it decides",
      undecidedColumns,
      rows,
    ),
  );
}

export const exemptionColumns: Columns = {
  kind: "exemptions",
  names: ["Notebook", "Rule", "Severity", "Until", "Days left", "Why", "What it covers"],
};

export function exemptions(model: PageModel): Markup {
  const { exemptions, createdAt } = model.report;
  if (exemptions.length === 0) return markup``;
  const rows = exemptions.map(({ rule, severity, resource, until, reason, message, kind }) => ({
    cells: [
      resourceCell(resource),
      ruleLink(model, rule),
      severityCell(severity),
      kind === "expiring"
        ? markup`<span class="tag warn">${until}</span>`
        : markup`<time>${until}</time>`,
      numberCell(daysLeft(until, createdAt)),
      reason,
      message ?? "",
    ],
  }));
  return section(
    { id: "exemptions", title: "Exemptions", note: String(exemptions.length), isOpen: true },
    sortableTable(
      `${count(exemptions.length, "exemption")} in force; each of them would be a violation`,
      exemptionColumns,
      rows,
    ),
  );
}

export const fleetColumns: Columns = {
  kind: "fleet",
  names: ["Notebook", "Status", "Flavor", "Owner", "Auto stop", "Hours left", "SSH", "Violations"],
};

export function fleet({ report, violations, notebookOf }: PageModel): Markup {
  const { fleet, createdAt } = report;
  if (fleet.length === 0) return markup``;
  const found = fleet.map(() => 0);
  for (const { resource } of violations) {
    const number = notebookOf(resource);
    if (number !== undefined) found[number] = (found[number] ?? 0) + 1;
  }
  const whitelistOf = whitelistVerdicts(report);
  const rows = fleet.map((notebook, number) => {
    const { flavor, owner } = notebook;
    const violations = found[number] ?? 0;
    const link = violations === 0 ? "0" : markup`<a href="#v${number}">${violations}</a>`;
    return {
      id: `n${number}`,
      cells: [
        resourceCell(notebook),
        statusCell(notebook),
        markup`${flavor === undefined ? "" : markup`<code>${flavor}</code>`}`,
        owner ?? "",
        autoStopCell(notebook),
        hoursLeftCell(notebook, createdAt),
        sshCell(notebook, whitelistOf(resourceKey(notebook))),
        { ...numberCell(violations), shows: link },
      ],
    };
  });
  return section(
    {
      id: "notebooks",
      title: "All notebooks",
      note: String(fleet.length),
      isOpen: fleet.length <= MAX_OPEN,
    },
    sortableTable(count(fleet.length, "notebook"), fleetColumns, rows),
  );
}

function ruleLink(model: PageModel, rule: string): Markup {
  return markup`<a href="#d${model.ruleOf(rule)}"><code>${rule}</code></a>`;
}

/** An exempted violation is accepted, but it makes no whitelist good. */
function whitelistVerdicts({ rules, violations, exemptions }: Report) {
  const names = [requireSshWhitelist.name, limitSshSources.name];
  const results = [...violations, ...exemptions].filter(({ rule }) => names.includes(rule));
  const faulty = new Set(results.map(({ resource }) => resourceKey(resource)));
  const isChecked = rules.some(({ name }) => name === requireSshWhitelist.name);
  return (key: string): WhitelistVerdict =>
    faulty.has(key) ? "faulty" : isChecked ? "good" : "unchecked";
}

/** Counts the last day, too. */
function daysLeft(until: string, now: number): number {
  const end = Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  return Number.isNaN(end) ? 0 : Math.max(0, Math.floor((end - now) / DAY_MS));
}
