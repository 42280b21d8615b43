/** The command `pulumi-modelarts`. Each subcommand has a file of its own. */
import { program } from "commander";
import { importCommand } from "./import/import";
import { listCommand, showCommand, startCommand, stopCommand } from "./notebook/commands";
import { runProgram } from "./program";

const { version } = require("pulumi-modelarts/package.json") as { version: string };

program
  .name("pulumi-modelarts")
  .description("Commands for ModelArts notebooks that Pulumi manages.")
  .version(version)
  .exitOverride();
for (const command of [listCommand, showCommand, startCommand, stopCommand, importCommand]) {
  program.addCommand(command().exitOverride());
}

void runProgram(program, 1);
