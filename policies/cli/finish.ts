/** The end of both commands: writes the reports and computes the exit code. */
import { printError, printLines, printMessage } from "pulumi-modelarts/cli/terminal/messages";
import { isFailed, type Report, type Severity } from "../report/model/report";
import { verdict } from "../report/model/verdict";
import { NO_VERDICT } from "./exit-codes";
import type { Format, Output } from "./outputs";
import { writeOutputs } from "./write-outputs";

/** Formats for people: on standard output, they have said the verdict. */
const SAYS_VERDICT: readonly Format[] = ["text", "markdown"];

/** @returns the exit code: 0 clean, 1 a violation that fails the run, 2 no verdict. */
export function finish(
  report: Report,
  outputs: readonly Output[],
  failOn: Severity | undefined,
): number {
  writeOutputs(report, outputs);
  const isSaid = outputs.some(({ path, format }) => path === "-" && SAYS_VERDICT.includes(format));
  if (!isSaid) printMessage(verdict(report));
  if (report.runErrors.length > 0) {
    printError(
      "modelarts/run-incomplete",
      "The run did not complete, so there may be more violations:",
    );
    // An error of the engine may have several lines, which are indented, so that none looks like one of ours.
    for (const error of report.runErrors) printLines(`  ${error.replaceAll("\n", "\n    ")}`);
    return NO_VERDICT;
  }
  return isFailed(report, failOn) ? 1 : 0;
}
