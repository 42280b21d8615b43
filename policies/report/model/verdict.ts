/** Sentences that several formats share. */
import type { Report } from "./report";

/** As in "3 violations, 2 of them mandatory; 1 exemption in force." */
export function verdict(report: Report): string {
  const { violations, exemptions, undecided, runErrors } = report;
  const areFailing = exemptions.some(({ reportedAs }) => reportedAs === "mandatory");
  const mandatory = violations.filter(({ level }) => level === "mandatory").length;
  const parts = [
    violations.length === 0
      ? withoutViolations(report)
      : `${count(violations.length, "violation")}, ${mandatory === 0 ? "none" : mandatory} of them mandatory`,
    ...(exemptions.length === 0 ? [] : [`${count(exemptions.length, "exemption")} in force`]),
    ...(areFailing ? ["report-exemptions is mandatory, so that they fail the run"] : []),
    ...(undecided.length === 0
      ? []
      : [`${count(undecided.length, "decision")} left open by the preview`]),
    ...(runErrors.length === 0 ? [] : ["the run did not complete"]),
  ];
  return `${parts.join("; ")}.`;
}

/** Events don't tell which notebooks the engine checked, so only an audit has a number. */
function withoutViolations(report: Report): string {
  if (report.kind === "events") return "No violations";
  return (
    nothingChecked(report)?.text ?? `No violations in ${count(report.fleet.length, "notebook")}`
  );
}

export interface NothingChecked {
  /** Without a full stop. */
  text: string;
  /** True if that is a mistake of the user, such as a misspelled name. */
  isMistake: boolean;
}

/** Undefined for a report of events, and for an audit that found notebooks. */
export function nothingChecked({ kind, fleet, expectsMatch }: Report): NothingChecked | undefined {
  if (kind === "events" || fleet.length > 0) return undefined;
  return expectsMatch === true
    ? { text: "No notebook matched, so nothing was checked", isMistake: true }
    : { text: "No notebooks were found, so nothing was checked", isMistake: false };
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
