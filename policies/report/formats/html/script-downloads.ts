/** The part of the script that makes the downloads, from the page's data and from what the filters leave. */
import { CSV_COLUMNS } from "../csv";

export const DOWNLOADS = String.raw`
const left = (list, flags) => (flags === undefined ? list : list.filter((_, index) => flags[index]));

/** The report in the shape of its model, without the numbers. */
const reportLeft = () => {
  const { report, rules, resources, messages, violations, exemptions, undecided, fleet } = data();
  const full = (each) => ({ ...each, resource: resources[each.resource] });
  return {
    ...report,
    rules,
    violations: left(violations, shownNow?.violations).map(([rule, severity, level, resource, message]) => ({
      rule: rules[rule].name,
      level,
      severity,
      message: messages[message],
      resource: resources[resource],
    })),
    exemptions: left(exemptions, shownNow?.exemptions).map(full),
    undecided: left(undecided, shownNow?.undecided).map(full),
    fleet: left(fleet, shownNow?.fleet),
  };
};

const CSV_COLUMNS = ${JSON.stringify(CSV_COLUMNS)};

/** RFC 4180. A spreadsheet would run a text that begins like a formula, and names are chosen by users. */
const csvCell = (value = "") => {
  const written = /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value);
  return /[",;\r\n]/.test(written) ? '"' + written.replaceAll('"', '""') + '"' : written;
};

const csv = () => {
  const { rules, resources, messages, violations, notebookOf, fleet } = data();
  const rows = left(violations, shownNow?.violations).map(([rule, severity, level, resource, message]) => {
    const { name, id, urn, position = {} } = resources[resource];
    const { owner, status, flavor } = fleet[notebookOf[resource]] ?? {};
    const { name: ruleName, remedy } = rules[rule];
    return [severity, level, ruleName, name, id, owner, status, flavor, messages[message], remedy, position.file, position.line, urn];
  });
  // Without the mark, a spreadsheet does not read the file as UTF-8.
  return "\ufeff" + [CSV_COLUMNS, ...rows].map((row) => row.map(csvCell).join(",") + "\r\n").join("");
};

const downloads = {
  csv: () => [csv(), "text/csv"],
  json: () => [JSON.stringify(reportLeft(), null, 2) + "\n", "application/json"],
};
for (const button of all("[data-download]")) {
  button.addEventListener("click", () => {
    const kind = button.dataset.download;
    const [content, type] = downloads[kind]();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = "modelarts-" + data().report.createdAt.slice(0, 10) + "." + kind;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}
`;
