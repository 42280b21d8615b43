/** What `pulumi-modelarts-policies audit` does: evaluates all live notebooks, without a program or a stack. */
import { connectTo } from "pulumi-modelarts/cli/list/connect";
import { coverageLines } from "pulumi-modelarts/cli/list/coverage";
import { listNotebooks, type Filter } from "pulumi-modelarts/cli/list/list-notebooks";
import { progress } from "pulumi-modelarts/cli/terminal/progress";
import { printError, printMessage } from "pulumi-modelarts/cli/terminal/messages";
import { ApiError, ModelArtsError } from "pulumi-modelarts/client/errors";
import { policiesOf } from "../engine/pack-policies";
import { findProjectFiles } from "../report/sources/project-files";
import { reportOfAudit } from "../report/sources/from-audit";
import { presetOf, readPackConfig } from "../report/sources/pack-config";
import { auditScope } from "./audit-scope";
import { NO_VERDICT } from "./exit-codes";
import { finish } from "./finish";
import { outputsOf, type OutputOptions } from "./outputs";

export interface AuditOptions extends OutputOptions, Omit<Filter, "allUsers"> {
  own?: boolean;
  config?: string;
  stack?: string;
  connection?: string;
}

/** @returns the exit code. */
export async function audit(options: AuditOptions): Promise<number> {
  // A wrong command line must fail before a long listing.
  const outputs = outputsOf(options);
  let now = Date.now;
  const configured = readPackConfig(options.config, policiesOf({ now: () => now() }));
  const files = findProjectFiles(process.cwd(), process.env);
  const { client, location } = await connectTo(options);
  now = () => client.serviceTime(); // The time left of a lease depends on the service's clock.
  try {
    const bar = progress("reading notebooks");
    const filter = { ...options, allUsers: options.own !== true };
    const { notebooks, coverage: read } = await listNotebooks(client, filter, bar.at)
      .finally(bar.end)
      .catch((error: unknown) => {
        throw filter.allUsers ? withAdvice(error) : error;
      });
    const coverage = coverageLines(read);
    for (const line of coverage) printMessage(line);
    const scope = auditScope(await location(), options, presetOf(configured));
    const filters = filtersOf(options);
    const expectsMatch = filters !== "";
    const input = { notebooks, coverage, expectsMatch, scope, configured, files, now: now() };
    const report = await reportOfAudit(input);
    const exitCode = finish(report, outputs, options.failOn);
    if (!expectsMatch || report.fleet.length > 0) return exitCode;
    printError(
      "modelarts/audit-no-match",
      `No notebook matches ${filters}. Correct the filter, or the project, region or connection.`,
    );
    return NO_VERDICT;
  } finally {
    await client.close();
  }
}

/**
 * The filters of the command line that are for existing notebooks, as in "--name lab --tag team=vision"; empty if there
 * are none. `--own` and `--status` alone are for no certain notebook: a project in which none runs is no mistake.
 */
function filtersOf({ own, status, name, owner, pool, workspace, tag = [] }: AuditOptions): string {
  const filters = (values: Readonly<Record<string, string | undefined>>) =>
    Object.entries(values).flatMap(([option, value]) =>
      value === undefined ? [] : [`--${option} ${value}`],
    );
  const certain = [
    ...filters({ name, owner, pool, workspace }),
    ...tag.map(({ key, value }) => `--tag ${key}=${value}`),
  ];
  if (certain.length === 0) return "";
  return [...(own === true ? ["--own"] : []), ...filters({ status }), ...certain].join(" ");
}

/** Listing other users' notebooks needs a permission of its own. */
function withAdvice(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.status !== 403) return error;
  return new ModelArtsError(
    "modelarts/audit-rights",
    `${error.message}\nUse --own to evaluate your own notebooks only.`,
    {
      cause: error,
    },
  );
}
