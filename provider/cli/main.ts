/** The command `pulumi-modelarts`. Each subcommand is a file. */
import { program } from "commander";
import { importCommand } from "./import/import";
import { runProgram } from "./program";

const { version } = require("pulumi-modelarts/package.json") as { version: string };

program
  .name("pulumi-modelarts")
  .description("ModelArts notebooks under Pulumi: what goes beyond a program.")
  .version(version)
  .exitOverride()
  .addCommand(importCommand().exitOverride());

void runProgram(program, 1);
