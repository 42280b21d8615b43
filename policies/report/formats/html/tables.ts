/** The page's tables, each in a section. An empty table is left out. */
import { DAY_MS } from "../../../rule-lib/time";
import { byLevelAndSeverity, resourceKey, type Report } from "../../model/report";
import { count } from "../../model/verdict";
import {
  autoStopCell,
  hoursLeftCell,
  levelCell,
  numberCell,
  positionCell,
  severityCell,
  sshCell,
  statusCell,
  resourceCell,
} from "./cells";
import { markup, table, type Markup } from "./markup";

export function byRule({ rules, violations, exemptions }: Report): Markup {
  const rows = rules
    .map((rule) => {
      const mine = violations.filter((violation) => violation.rule === rule.name);
      const reportedResources = new Set(mine.map(({ resource }) => resourceKey(resource)));
      const exempted = exemptions.filter((exemption) => exemption.rule === rule.name).length;
      return { rule, found: mine.length, reportedResources: reportedResources.size, exempted };
    })
    .filter(({ found, exempted }) => found + exempted > 0)
    .sort((one, other) => byLevelAndSeverity(one.rule, other.rule) || other.found - one.found);
  if (rows.length === 0) return markup``;
  return section(
    "Violations by rule",
    table(
      `${count(rows.length, "rule")} of ${rules.length} with results`,
      ["Rule", "Severity", "Level", "Violations", "Resources", "Exempted", "What to do"],
      rows.map(({ rule, found, reportedResources, exempted }) => [
        markup`<code>${rule.name}</code><span class="sub">${rule.description}</span>`,
        severityCell(rule.severity),
        levelCell(rule.level),
        numberCell(found),
        numberCell(reportedResources),
        numberCell(exempted),
        markup`${rule.remedy}${rule.controls.length === 0 ? "" : markup`<span class="sub">${rule.controls.join(" · ")}</span>`}`,
      ]),
    ),
  );
}

export function byNotebook({ kind, violations }: Report): Markup {
  if (violations.length === 0) return markup``;
  const hasPositions = kind === "events"; // An audit has no program.
  return section(
    "Violations by notebook",
    table(
      count(violations.length, "violation"),
      [
        "Notebook",
        "Severity",
        "Level",
        "Rule",
        "What was found",
        ...(hasPositions ? ["Where"] : []),
      ],
      violations.map(({ rule, level, severity, resource, message }) => [
        resourceCell(resource),
        severityCell(severity),
        levelCell(level),
        markup`<code>${rule}</code>`,
        message,
        ...(hasPositions ? [positionCell(resource)] : []),
      ]),
    ),
  );
}

export function undecided({ undecided }: Report): Markup {
  if (undecided.length === 0) return markup``;
  return section(
    "Left open by the preview",
    table(
      "Values that are not known before the update; the next preview after it decides",
      ["Resource", "Severity", "Rule", "Why"],
      undecided.map(({ rule, severity, resource, reason }) => [
        resourceCell(resource),
        severityCell(severity),
        markup`<code>${rule}</code>`,
        reason,
      ]),
    ),
  );
}

export function exemptions({ exemptions, createdAt }: Report): Markup {
  if (exemptions.length === 0) return markup``;
  return section(
    "Exemptions",
    table(
      `${count(exemptions.length, "exemption")} in force; each of them would be a violation`,
      ["Notebook", "Rule", "Severity", "Until", "Days left", "Why", "What it covers"],
      exemptions.map(({ rule, severity, resource, until, reason, message, kind }) => [
        resourceCell(resource),
        markup`<code>${rule}</code>`,
        severityCell(severity),
        kind === "expiring"
          ? markup`<span class="tag warn">${until}</span>`
          : markup`<time>${until}</time>`,
        numberCell(daysLeft(until, createdAt)),
        reason,
        message ?? "",
      ]),
    ),
  );
}

export function fleet({ fleet, createdAt, violations }: Report): Markup {
  if (fleet.length === 0) return markup``;
  const found = new Map<string, number>();
  for (const { resource } of violations) {
    const key = resourceKey(resource);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return section(
    "All notebooks",
    table(
      count(fleet.length, "notebook"),
      ["Notebook", "Status", "Flavor", "Owner", "Auto stop", "Hours left", "SSH", "Violations"],
      fleet.map((notebook) => {
        const { flavor, owner } = notebook;
        return [
          resourceCell(notebook),
          statusCell(notebook),
          markup`${flavor === undefined ? "" : markup`<code>${flavor}</code>`}`,
          owner ?? "",
          autoStopCell(notebook),
          hoursLeftCell(notebook, createdAt),
          sshCell(notebook),
          numberCell(found.get(resourceKey(notebook)) ?? 0),
        ];
      }),
    ),
  );
}

function section(title: string, content: Markup): Markup {
  return markup`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

/** Counts the last day, too. */
function daysLeft(until: string, now: number): number {
  const end = Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  return Number.isNaN(end) ? 0 : Math.max(0, Math.floor((end - now) / DAY_MS));
}
