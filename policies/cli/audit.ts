/** `pulumi-modelarts-policies audit`: all notebooks that there are, without program and without stack. */
import { Command } from "commander";
import { connect } from "pulumi-modelarts/cli/list/connect";
import { coverageLines } from "pulumi-modelarts/cli/list/coverage";
import { connectionOptions, filterOptions } from "pulumi-modelarts/cli/list/options";
import { listNotebooks, type Filter } from "pulumi-modelarts/cli/list/list-notebooks";
import { progress } from "pulumi-modelarts/cli/terminal/progress";
import { printMessage } from "pulumi-modelarts/cli/terminal/messages";
import { parseText } from "pulumi-modelarts/cli/usage";
import { ApiError, ModelArtsError } from "pulumi-modelarts/client/errors";
import { policiesOf } from "../engine/pack-policies";
import { findFiles } from "../report/sources/files";
import { reportOfAudit } from "../report/sources/from-audit";
import { readPackConfig } from "../report/sources/pack-config";
import { finish } from "./finish";
import { outputOptions, outputsOf, type OutputOptions } from "./outputs";

interface Options extends OutputOptions, Omit<Filter, "allUsers"> {
  own?: boolean;
  config?: string;
  stack?: string;
  connection?: string;
}

export function auditCommand(): Command {
  const command = new Command("audit")
    .description("Judge every notebook of the project live, with no program and no stack.")
    .option("--own", "only one's own notebooks, not those of all users")
    .option("--config <file>", "levels and settings, as for --policy-pack-config", parseText);
  return outputOptions(connectionOptions(filterOptions(command))).action(
    async (options: Options) => {
      process.exitCode = await main(options);
    },
  );
}

/** @returns the exit code. */
async function main(options: Options): Promise<number> {
  // What is wrong with the command line should not be said after a long listing.
  const outputs = outputsOf(options);
  let now = Date.now;
  const configured = readPackConfig(options.config, policiesOf({ now: () => now() }));
  const files = findFiles(process.cwd(), process.env);
  const client = await connect(options);
  now = () => client.serviceTime(); // What is left of a lease is reckoned by the service's clock.
  try {
    const bar = progress("reading notebooks");
    const filter = { ...options, allUsers: options.own !== true };
    const { notebooks, coverage: seen } = await listNotebooks(client, filter, bar.at)
      .finally(bar.end)
      .catch((error: unknown) => {
        throw filter.allUsers ? withAdvice(error) : error;
      });
    const coverage = coverageLines(seen);
    for (const line of coverage) printMessage(line);
    const report = await reportOfAudit({ notebooks, coverage, configured, files, now: now() });
    return finish(report, outputs, options.failOn);
  } finally {
    await client.close();
  }
}

/** Seeing other users' notebooks is a right of its own. */
function withAdvice(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.status !== 403) return error;
  return new ModelArtsError(`${error.message}\nYour own notebooks can be judged with --own.`, {
    cause: error,
  });
}
