/** Workflow commands of GitHub Actions, which become annotations. Source: "Workflow commands", GitHub's documentation. */
import { noticeOf, type Report, type Subject } from "../model/report";

const commands = { error: "error", warning: "warning", note: "notice" } as const;

export function github(report: Report): string {
  const lines = [
    ...report.troubles.map((message) =>
      line("error", { title: "The run did not get through" }, message),
    ),
    ...report.violations.map(({ rule, level, severity, subject, message }) =>
      line(
        commands[noticeOf(level, severity)],
        { ...place(subject), title: `[${severity.toUpperCase()}] ${rule}` },
        `${nameOf(subject)}: ${message}`,
      ),
    ),
    ...report.undecided.map(({ rule, subject, reason }) =>
      line(
        "notice",
        { ...place(subject), title: `${rule} can't tell yet` },
        `${nameOf(subject)}: ${reason}`,
      ),
    ),
    ...report.exemptions.map(({ rule, subject, until, reason }) =>
      line(
        "notice",
        { ...place(subject), title: `${rule}: exempted until ${until}` },
        `${nameOf(subject)}: ${reason}`,
      ),
    ),
  ];
  return lines.map((text) => `${text}\n`).join("");
}

type Properties = Record<string, string | number | undefined>;

function place({ place }: Subject): Properties {
  return { file: place.file, line: place.line, col: place.column };
}

function nameOf({ name, id, urn }: Subject): string {
  return urn === undefined && id !== undefined ? `${name} (${id})` : name;
}

function line(command: string, properties: Properties, message: string): string {
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${command} ${given.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
