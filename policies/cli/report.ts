/** `pulumi-modelarts-policies report`: the command line. The work is loaded by the action. */
import { Command } from "commander";
import { outputOptions } from "./outputs";
import type { ReportOptions } from "./report-events";

export function reportCommand(): Command {
  const command = new Command("report")
    .description("Write reports of policy violations from the events of `pulumi preview`.")
    .argument("[events]", "file of events, one JSON object per line; - is standard input", "-")
    .option(
      "--state <file>",
      "file of `pulumi stack export`, for lines of the program and all notebooks",
    );
  return outputOptions(command).action(async (events: string, options: ReportOptions) => {
    const { report } = require("./report-events") as typeof import("./report-events");
    process.exitCode = await report(events, options);
  });
}
