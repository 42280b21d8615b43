/** The command `pulumi-modelarts-policies`. Each subcommand has a file of its own. */
import { program } from "commander";
import { runProgram } from "pulumi-modelarts/cli/program";
import { VERSION } from "../report/version";
import { auditCommand } from "./audit";
import { NO_VERDICT } from "./exit-codes";
import { reportCommand } from "./report";

program
  .name("pulumi-modelarts-policies")
  .description(
    "Reports and audits with the policies for ModelArts notebooks, for people and for CI.",
  )
  .version(VERSION)
  .exitOverride()
  .addCommand(reportCommand().exitOverride())
  .addCommand(auditCommand().exitOverride());

void runProgram(program, NO_VERDICT);
