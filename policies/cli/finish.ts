/** The end of both commands: the reports are written, and the exit code says what they come to. */
import { printList, printMessage } from "pulumi-modelarts/cli/terminal/messages";
import { isFailed, type Report, type Severity } from "../report/model/report";
import { verdict } from "../report/model/words";
import { writeOutputs, type Output } from "./outputs";

/** Exit code: there is no verdict, since something was missing. */
export const BROKEN = 2;

/** @returns the exit code: 0 clean, 1 a violation that counts, 2 no verdict. */
export function finish(
  report: Report,
  outputs: readonly Output[],
  failOn: Severity | undefined,
): number {
  writeOutputs(report, outputs);
  printMessage(verdict(report));
  if (report.troubles.length > 0) {
    printMessage(
      "error: What was to be judged did not get through, so that there may be more to find:",
    );
    printList(report.troubles);
    return BROKEN;
  }
  return isFailed(report, failOn) ? 1 : 0;
}
