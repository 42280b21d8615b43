/** The command `pulumi-modelarts-policies`. Each subcommand has a file of its own. */
import { withCompletion } from "pulumi-modelarts/cli/completion";
import { newProgram, runProgram } from "pulumi-modelarts/cli/program";
import { VERSION } from "../report/version";
import { auditCommand } from "./audit";
import { NO_VERDICT } from "./exit-codes";
import { reportCommand } from "./report";

const build = () =>
  newProgram({
    name: "pulumi-modelarts-policies",
    description:
      "Reports and audits with the policies for ModelArts notebooks, for people and for CI.",
    version: VERSION,
    commands: [reportCommand, auditCommand],
  });

void runProgram(withCompletion(build), NO_VERDICT);
