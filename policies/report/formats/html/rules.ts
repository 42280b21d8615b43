/** The documentation of every rule that ran. It is in the page, so that the page needs no network. */
import { byLevelAndSeverity, type RuleFacts } from "../../model/report";
import { packRules } from "../../model/rule-facts";
import { count, nothingChecked } from "../../model/verdict";
import { levelText, severityTag } from "./cells";
import { markup, section, type Markup } from "./markup";
import type { PageModel } from "./page-model";

export function rulesSection(model: PageModel): Markup {
  const { rules, violations } = model;
  if (rules.length === 0) return markup``;
  const found = new Map<string, number>();
  for (const { rule } of violations) found.set(rule, (found.get(rule) ?? 0) + 1);
  const clean = rules.filter(({ name }) => !found.has(name)).length;
  const checked =
    nothingChecked(model.report) === undefined
      ? `${rules.length} checked, ${clean} found no violation`
      : `${rules.length}, none of them checked`;
  const sorted = [...rules].sort(byLevelAndSeverity);
  return section(
    {
      id: "rules",
      title: "Rules",
      note: `${checked}${missingRules(model)}`,
      isOpen: false,
    },
    markup`<div>${sorted.map((rule) => documentation(rule, model.ruleOf(rule.name), found.get(rule.name) ?? 0))}</div>`,
  );
}

/**
 * Why there are fewer rules than the pack has. An audit checks every rule that is not disabled. Events may be those of
 * another pack, or may not name every rule.
 */
function missingRules({ report, rules }: PageModel): string {
  const { total, missing } = packRules(rules);
  if (report.kind !== "audit" || missing === 0) return "";
  return `; ${missing} of the pack's ${total} rules ${missing === 1 ? "is" : "are"} disabled`;
}

function documentation(rule: RuleFacts, number: number, found: number): Markup {
  const { name, description, why = "", remedy, whenNot = "", controls, severity, level } = rule;
  const parts = [
    ["Why", why],
    ["How to fix it", remedy],
    ["When not to use it", whenNot],
    ["Controls", controls.join("; ")],
  ] as const;
  // The link's target is in the content, so that the link opens the group.
  return markup`<details class="group" data-rule="${number}">
    <summary>
      ${severityTag(severity)}
      <span class="what"><code>${name}</code><span class="sub">${description}</span></span>
      <span class="level">${levelText(level)}</span>
      <span class="count">${found === 0 ? "none found" : count(found, "violation")}</span>
    </summary>
    <dl class="doc" id="d${number}">
      ${parts.map(([title, text]) => (text === "" ? "" : markup`<dt>${title}</dt><dd>${text}</dd>`))}
    </dl>
  </details>`;
}
