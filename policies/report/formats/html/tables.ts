/** The page's tables, each a section; one with nothing to show is left out. */
import { DAY_MS } from "../../../rule-lib/time";
import { byGravity, keyOf, type Report } from "../../model/report";
import { count } from "../../model/words";
import {
  autoStopCell,
  hoursLeftCell,
  levelCell,
  numberCell,
  placeCell,
  severityCell,
  sshCell,
  statusCell,
  subjectCell,
} from "./cells";
import { markup, table, type Markup } from "./markup";

export function byRule({ rules, violations, exemptions }: Report): Markup {
  const rows = rules
    .map((rule) => {
      const mine = violations.filter((violation) => violation.rule === rule.name);
      const subjects = new Set(mine.map(({ subject }) => keyOf(subject)));
      const exempted = exemptions.filter((exemption) => exemption.rule === rule.name).length;
      return { rule, found: mine.length, subjects: subjects.size, exempted };
    })
    .filter(({ found, exempted }) => found + exempted > 0)
    .sort((one, other) => byGravity(one.rule, other.rule) || other.found - one.found);
  if (rows.length === 0) return markup``;
  return section(
    "Violations by rule",
    table(
      `${count(rows.length, "rule")} of ${rules.length} with something to say`,
      ["Rule", "Severity", "Level", "Violations", "Resources", "Exempted", "What to do"],
      rows.map(({ rule, found, subjects, exempted }) => [
        markup`<code>${rule.name}</code><span class="sub">${rule.description}</span>`,
        severityCell(rule.severity),
        levelCell(rule.level),
        numberCell(found),
        numberCell(subjects),
        numberCell(exempted),
        markup`${rule.remedy}${rule.controls.length === 0 ? "" : markup`<span class="sub">${rule.controls.join(" · ")}</span>`}`,
      ]),
    ),
  );
}

export function byNotebook({ kind, violations }: Report): Markup {
  if (violations.length === 0) return markup``;
  const hasPlaces = kind === "events"; // An audit knows of no program.
  return section(
    "Violations by notebook",
    table(
      count(violations.length, "violation"),
      ["Notebook", "Severity", "Level", "Rule", "What was found", ...(hasPlaces ? ["Where"] : [])],
      violations.map(({ rule, level, severity, subject, message }) => [
        subjectCell(subject),
        severityCell(severity),
        levelCell(level),
        markup`<code>${rule}</code>`,
        message,
        ...(hasPlaces ? [placeCell(subject)] : []),
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
      undecided.map(({ rule, severity, subject, reason }) => [
        subjectCell(subject),
        severityCell(severity),
        markup`<code>${rule}</code>`,
        reason,
      ]),
    ),
  );
}

export function exemptions({ exemptions, madeAt }: Report): Markup {
  if (exemptions.length === 0) return markup``;
  return section(
    "Exemptions",
    table(
      `${count(exemptions.length, "exemption")} in force; each of them would be a violation`,
      ["Notebook", "Rule", "Severity", "Until", "Days left", "Why", "What it covers"],
      exemptions.map(({ rule, severity, subject, until, reason, message, kind }) => [
        subjectCell(subject),
        markup`<code>${rule}</code>`,
        severityCell(severity),
        kind === "expiring"
          ? markup`<span class="tag warn">${until}</span>`
          : markup`<time>${until}</time>`,
        numberCell(daysLeft(until, madeAt)),
        reason,
        message ?? "",
      ]),
    ),
  );
}

export function fleet({ fleet, madeAt, violations }: Report): Markup {
  if (fleet.length === 0) return markup``;
  const found = new Map<string, number>();
  for (const { subject } of violations) {
    const key = keyOf(subject);
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
          subjectCell(notebook),
          statusCell(notebook),
          markup`${flavor === undefined ? "" : markup`<code>${flavor}</code>`}`,
          owner ?? "",
          autoStopCell(notebook),
          hoursLeftCell(notebook, madeAt),
          sshCell(notebook),
          numberCell(found.get(keyOf(notebook)) ?? 0),
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

/** The last day counts. */
function daysLeft(until: string, now: number): number {
  const end = Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  return Number.isNaN(end) ? 0 : Math.max(0, Math.floor((end - now) / DAY_MS));
}
