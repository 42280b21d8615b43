/** The options that choose notebooks and where they are, the same for every command that lists them. */
import type { Command } from "commander";
import { parseStatus, parseTag, parseText } from "../usage";

/** What a command gets from them is a `Filter`. */
export function filterOptions(command: Command): Command {
  return command
    .option("--name <text>", "only those whose name contains this", parseText)
    .option("--status <status>", "only those in this status, e.g. RUNNING", parseStatus)
    .option("--owner <id>", "only those of the user with this id", parseText)
    .option("--pool <id>", "only those in this dedicated pool", parseText)
    .option("--workspace <id>", "only those in this workspace", parseText)
    .option("--tag <key=value>", "only those with this tag; may be repeated", parseTag);
}

/** Whose credentials and whose region. */
export function connectionOptions(command: Command): Command {
  return command
    .option(
      "--connection <name>",
      "those of a connection in the stack's modelarts:connections",
      parseText,
    )
    .option("--stack <name>", "the stack; by default the current one", parseText);
}
