/** The options that choose notebooks, the same for every command that lists them. */
import type { Command } from "commander";
import { parseStatus, parseTag, parseText } from "./usage";

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
