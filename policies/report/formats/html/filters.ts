/** The filters: a row of chips for each of severity, level, status, owner and risk. They need the script. */
import { countFleet, statusGroups } from "../../model/fleet";
import { compare, severities, type Report } from "../../model/report";
import { markup, SHOWN_BY_SCRIPT, type Markup } from "./markup";

interface Chip {
  value: string;
  text: string;
  number: number;
}

/** With more owners, the others are behind a button. */
const MAX_OWNERS = 8;

export function filters(report: Report): Markup {
  const { violations, fleet } = report;
  const counts = countFleet(fleet);
  const inViolations = (key: "severity" | "level", value: string) =>
    violations.filter((violation) => violation[key] === value).length;
  const rows = [
    row(
      "severity",
      "Severity",
      severities
        .toReversed()
        .map((value) => ({ value, text: value, number: inViolations("severity", value) })),
    ),
    row(
      "level",
      "Level",
      ["mandatory", "advisory"].map((value) => ({
        value,
        text: value,
        number: inViolations("level", value),
      })),
    ),
    row(
      "status",
      "Status",
      statusGroups.map((value) => ({
        value,
        text: value === "other" ? "planned or on the way" : value,
        number: counts[value],
      })),
    ),
    row("risk", "Risk", [
      { value: "withoutAutoStop", text: "without auto stop", number: counts.withoutAutoStop },
      { value: "open", text: "open to the internet", number: counts.open },
    ]),
    row("owner", "Owner", owners(report)),
  ];
  const canFilter = violations.length + fleet.length > 0;
  return markup`<details class="filters" id="filters" open${canFilter ? SHOWN_BY_SCRIPT : undefined} hidden>
    <summary>Filters</summary>
    <div class="choices">${rows}</div>
  </details>`;
}

function row(name: string, legend: string, chips: readonly Chip[]): Markup {
  const used = chips.filter(({ number }) => number > 0);
  if (used.length === 0) return markup``;
  const shown = used.slice(0, MAX_OWNERS).map((each) => chip(name, each));
  const others = used.slice(MAX_OWNERS).map((each) => chip(name, each));
  const rest =
    others.length === 0
      ? ""
      : markup`<details class="more"><summary>${others.length} more</summary>${others}</details>`;
  return markup`<fieldset class="chips"><legend>${legend}</legend>${shown}${rest}</fieldset>`;
}

function chip(name: string, { value, text, number }: Chip): Markup {
  return markup`<label class="chip"><input type="checkbox" name="${name}" value="${value}" autocomplete="off"><span>${text} <b>${number}</b></span></label>`;
}

/** Those with the most notebooks first. */
function owners({ fleet }: Report): Chip[] {
  const numbers = new Map<string, number>();
  for (const { owner = "" } of fleet) numbers.set(owner, (numbers.get(owner) ?? 0) + 1);
  if (numbers.size === 1 && numbers.has("")) return [];
  return [...numbers]
    .map(([value, number]) => ({ value, text: value || "unknown", number }))
    .sort((one, other) => other.number - one.number || compare(one.text, other.text));
}
