/** The command `pulumi-modelarts`. Each subcommand has a file of its own. */
import { withCompletion } from "./completion";
import { doctorCommand } from "./doctor/command";
import { importCommand } from "./import/import";
import {
  listCommand,
  showCommand,
  sshConfigCommand,
  startCommand,
  stopCommand,
} from "./notebook/commands";
import { newProgram, runProgram } from "./program";

const { version } = require("pulumi-modelarts/package.json") as { version: string };

const build = () =>
  newProgram({
    name: "pulumi-modelarts",
    description: "Commands for ModelArts notebooks that Pulumi manages.",
    version,
    commands: [
      ...[listCommand, showCommand, sshConfigCommand, startCommand, stopCommand],
      ...[importCommand, doctorCommand],
    ],
  });

void runProgram(withCompletion(build), 1);
