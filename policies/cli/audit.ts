/** `pulumi-modelarts-policies audit`: the command line. The work, which loads rules and client, is loaded by the action. */
import { Command } from "commander";
import { connectionOptions, filterOptions } from "pulumi-modelarts/cli/list/options";
import { parseText } from "pulumi-modelarts/cli/usage";
import type { AuditOptions } from "./audit-notebooks";
import { outputOptions } from "./outputs";

export function auditCommand(): Command {
  const command = new Command("audit")
    .description("Evaluate every live notebook of the project. Needs no program and no stack.")
    .option("--own", "only your own notebooks, not those of all users")
    .option("--config <file>", "levels and settings, as for --policy-pack-config", parseText);
  return outputOptions(connectionOptions(filterOptions(command))).action(
    async (options: AuditOptions) => {
      const { audit } = require("./audit-notebooks") as typeof import("./audit-notebooks");
      process.exitCode = await audit(options);
    },
  );
}
