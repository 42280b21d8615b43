/** Command line options that are the same for every command that lists notebooks. */
import type { Command } from "commander";
import { parseStatus, parseTag, parseText } from "../usage";

/** Options that filter notebooks. Their values are a `Filter`. */
export function filterOptions(command: Command): Command {
  return command
    .option("--name <text>", "only notebooks whose name contains the text", parseText)
    .option("--status <status>", "only notebooks with this status, e.g. RUNNING", parseStatus)
    .option("--owner <id>", "only notebooks of the user with this id", parseText)
    .option("--pool <id>", "only notebooks in this dedicated pool", parseText)
    .option("--workspace <id>", "only notebooks in this workspace", parseText)
    .option(
      "--tag <key=value>",
      "only notebooks with this tag; repeat the option for several tags",
      parseTag,
    );
}

/** Options of every command that asks the API: credentials, location, and what is printed of the requests. */
export function connectionOptions(command: Command): Command {
  return command
    .option(
      "--connection <name>",
      "use this connection of the stack's modelarts:connections",
      parseText,
    )
    .option("--stack <name>", "use this stack; by default the current one", parseText)
    .option("-v, --verbose", "print each request and its answer on standard error");
}
