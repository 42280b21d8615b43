/** Workflow commands, which GitHub Actions turns into annotations. Source: GitHub's documentation, "Workflow commands". */
import { printableLines } from "pulumi-modelarts/wire/printable";
import { annotationLevel, type Report, type ReportedResource } from "../model/report";
import { nothingChecked } from "../model/verdict";

const commands = { error: "error", warning: "warning", note: "notice" } as const;

export function github(report: Report): string {
  const unchecked = nothingChecked(report);
  const lines = [
    ...(unchecked === undefined
      ? []
      : [
          line(
            unchecked.isMistake ? "error" : "notice",
            { title: "Nothing was checked" },
            `${unchecked.text}.`,
          ),
        ]),
    ...report.runErrors.map((message) =>
      line("error", { title: "The run did not complete" }, message),
    ),
    ...report.violations.map(({ rule, level, severity, resource, message }) =>
      line(
        commands[annotationLevel(level, severity)],
        { ...positionOf(resource), title: `[${severity.toUpperCase()}] ${rule}` },
        `${nameOf(resource)}: ${message}`,
      ),
    ),
    ...report.undecided.map(({ rule, resource, reason }) =>
      line(
        "notice",
        { ...positionOf(resource), title: `${rule} can't tell yet` },
        `${nameOf(resource)}: ${reason}`,
      ),
    ),
    ...report.exemptions.map(({ rule, resource, until, reason }) =>
      line(
        "notice",
        { ...positionOf(resource), title: `${rule}: exempted until ${until}` },
        `${nameOf(resource)}: ${reason}`,
      ),
    ),
  ];
  return lines.map((text) => `${text}\n`).join("");
}

type Properties = Record<string, string | number | undefined>;

function positionOf({ position }: ReportedResource): Properties {
  return { file: position.file, line: position.line, col: position.column };
}

function nameOf({ name, id, urn }: ReportedResource): string {
  return urn === undefined && id !== undefined ? `${name} (${id})` : name;
}

function line(command: string, properties: Properties, message: string): string {
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${command} ${given.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return printableLines(text)
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
