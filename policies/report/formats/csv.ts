/** A line for each violation, for spreadsheets. Source: RFC 4180. */
import { printable } from "pulumi-modelarts/wire/printable";
import { resourceKey, type FleetNotebook, type Report } from "../model/report";

export const CSV_COLUMNS = [
  ...["severity", "level", "rule", "notebook", "id", "owner", "status", "flavor", "message"],
  ...["remedy", "file", "line", "urn"],
] as const;

/** Without this mark, a spreadsheet does not read the file as UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

export function csv({ kind, violations, rules, fleet }: Report): string {
  const remedies = new Map(rules.map(({ name, remedy }) => [name, remedy]));
  const notebooks = new Map<string, FleetNotebook>(
    fleet.map((notebook) => [resourceKey(notebook), notebook]),
  );
  const rows = violations.map(({ severity, level, rule, resource, message }) => {
    const { name, id, urn, position } = resource;
    const { owner, status, flavor } = notebooks.get(resourceKey(resource)) ?? {};
    // An audit has no program.
    const place = kind === "events" ? [position.file, String(position.line)] : [];
    const [file, line] = place;
    const facts = [severity, level, rule, name, id, owner, status, flavor, message];
    return [...facts, remedies.get(rule), file, line, urn];
  });
  const lines = [CSV_COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`);
  return `${BYTE_ORDER_MARK}${lines.join("")}`;
}

/**
 * A spreadsheet would run a text that begins like a formula, and users choose names. Some spreadsheets also begin a
 * cell after a semicolon, so such a text is quoted.
 */
function cell(value = ""): string {
  const clean = printable(value);
  const inert = /^[=+\-@]/.test(clean) ? `'${clean}` : clean;
  return /[",;]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
