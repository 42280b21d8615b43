/** The command `pulumi-modelarts-policies`. Each subcommand is a file. */
import { program } from "commander";
import { runProgram } from "pulumi-modelarts/cli/program";
import { VERSION } from "../report/version";
import { auditCommand } from "./audit";
import { BROKEN } from "./finish";
import { reportCommand } from "./report";

program
  .name("pulumi-modelarts-policies")
  .description("What the policies of ModelArts notebooks say, for people and for CI.")
  .version(VERSION)
  .exitOverride()
  .addCommand(reportCommand().exitOverride())
  .addCommand(auditCommand().exitOverride());

void runProgram(program, BROKEN);
