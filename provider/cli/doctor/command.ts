/** `pulumi-modelarts doctor`: the command line. The work is loaded by the action. */
import { Command } from "commander";
import { connectionOptions } from "../list/options";
import type { DoctorOptions } from "./doctor";

export function doctorCommand(): Command {
  const command = new Command("doctor")
    .description("Check versions, configuration, credentials, endpoint, clock and rights.")
    .option("--json", "print JSON");
  return connectionOptions(command).action(async (options: DoctorOptions) => {
    const { doctor } = require("./doctor") as typeof import("./doctor");
    process.exitCode = await doctor(options);
  });
}
