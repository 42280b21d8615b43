/** The commands that show or change single notebooks: their command lines. Each action loads its own work. */
import { Command, InvalidArgumentError } from "commander";
import { parseDuration } from "../../engine/duration";
import { MAX_LEASE_MS, MIN_LEASE_MS } from "../../wire/facts/lease-time";
import { connectionOptions, filterOptions } from "../list/options";
import type { ChooseOptions } from "./choose";
import type { ListOptions } from "./list";
import type { StartOptions } from "./power";
import type { SshOptions } from "./ssh-config";

const NOTEBOOK = "its id, or its whole name";

export function listCommand(): Command {
  const command = new Command("list")
    .description("List notebooks, in every workspace and CodeLab.")
    .option("--all-users", "include the notebooks of all users of the project");
  return withJson(connectionOptions(filterOptions(command))).action(
    async (options: ListOptions) => {
      await (require("./list") as typeof import("./list")).list(options);
    },
  );
}

export function showCommand(): Command {
  const command = new Command("show").description("Show one notebook.");
  return ofNotebook(command).action(async (notebook: string, options: ChooseOptions) => {
    await (require("./show") as typeof import("./show")).show(notebook, options);
  });
}

export function sshConfigCommand(): Command {
  const command = new Command("ssh-config")
    .description("Print a notebook's entry for ~/.ssh/config.")
    .option("--host <name>", "the name to use with ssh; by default the notebook's name")
    .option("--identity-file <path>", "the private key's file");
  return ofNotebook(command).action(async (notebook: string, options: SshOptions) => {
    await (require("./ssh-config") as typeof import("./ssh-config")).sshConfig(notebook, options);
  });
}

export function startCommand(): Command {
  const command = new Command("start")
    .description("Start a notebook, and wait until it runs.")
    .option("--for <duration>", "stop by itself after this time, e.g. 2h30m; 1h to 72h", parseLease)
    .option("--timeout <duration>", "wait for at most this time; 10m by default", parseTime);
  return ofNotebook(command).action(async (notebook: string, options: StartOptions) => {
    await (require("./power") as typeof import("./power")).startNotebook(notebook, options);
  });
}

export function stopCommand(): Command {
  const command = new Command("stop")
    .description("Stop a notebook, and wait until it has stopped.")
    .option("--timeout <duration>", "wait for at most this time; 10m by default", parseTime);
  return ofNotebook(command).action(async (notebook: string, options: StartOptions) => {
    await (require("./power") as typeof import("./power")).stopNotebook(notebook, options);
  });
}

function ofNotebook(command: Command): Command {
  return withJson(connectionOptions(command.argument("<notebook>", NOTEBOOK)));
}

function withJson(command: Command): Command {
  return command.option("--json", "print JSON");
}

/** @returns milliseconds. */
function parseLease(text: string): number {
  const ms = parseTime(text);
  if (ms >= MIN_LEASE_MS && ms <= MAX_LEASE_MS) return ms;
  throw new InvalidArgumentError("It must be from 1h to 72h.");
}

/** @returns milliseconds. */
function parseTime(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError("It must be a duration such as 90s, 30m or 2h30m.");
}
