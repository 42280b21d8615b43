/** What `pulumi-modelarts-policies audit` does: evaluates all live notebooks, without a program or a stack. */
import { connectTo } from "pulumi-modelarts/cli/list/connect";
import { coverageLines } from "pulumi-modelarts/cli/list/coverage";
import { listNotebooks, type Filter } from "pulumi-modelarts/cli/list/list-notebooks";
import { progress } from "pulumi-modelarts/cli/terminal/progress";
import { printMessage } from "pulumi-modelarts/cli/terminal/messages";
import { ApiError, ModelArtsError } from "pulumi-modelarts/client/errors";
import { policiesOf } from "../engine/pack-policies";
import { findProjectFiles } from "../report/sources/project-files";
import { reportOfAudit } from "../report/sources/from-audit";
import { presetOf, readPackConfig } from "../report/sources/pack-config";
import { auditScope } from "./audit-scope";
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
    const input = { notebooks, coverage, scope, configured, files, now: now() };
    const report = await reportOfAudit(input);
    return finish(report, outputs, options.failOn);
  } finally {
    await client.close();
  }
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
