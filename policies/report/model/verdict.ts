/** Sentences that several formats share. */
import type { Report } from "./report";

/** As in "3 violations, 2 of them mandatory; 1 exemption in force." */
export function verdict({ violations, exemptions, undecided, runErrors }: Report): string {
  const areFailing = exemptions.some(({ reportedAs }) => reportedAs === "mandatory");
  const mandatory = violations.filter(({ level }) => level === "mandatory").length;
  const parts = [
    violations.length === 0
      ? "No violations"
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

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
