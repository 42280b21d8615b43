/** The command `pulumi-modelarts`. Each subcommand has a file of its own. */
import { program } from "commander";
import { importCommand } from "./import/import";
import { runProgram } from "./program";

const { version } = require("pulumi-modelarts/package.json") as { version: string };

program
  .name("pulumi-modelarts")
  .description("Commands for ModelArts notebooks that Pulumi manages.")
  .version(version)
  .exitOverride()
  .addCommand(importCommand().exitOverride());

void runProgram(program, 1);
