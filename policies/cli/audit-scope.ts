/** What the header of an audit says: the location, and where the levels and settings come from. */
import { basename } from "node:path";
import type { Connected } from "pulumi-modelarts/cli/list/connect";
import { cloudOf } from "pulumi-modelarts/wire/facts/clouds";
import type { Scope } from "../report/model/report";

type ResolvedLocation = Awaited<ReturnType<Connected["location"]>>;

interface Chosen {
  stack?: string;
  connection?: string;
  /** The path of the file with levels and settings. */
  config?: string;
}

/** The cloud is known only by the host of its API: a simulator or a proxy can have any region. */
export function auditScope(
  { endpoint, region, projectId }: ResolvedLocation,
  { stack, connection, config }: Chosen,
  preset: string | undefined,
): Scope {
  const cloud = cloudOf(new URL(endpoint).hostname)?.title;
  return {
    endpoint,
    projectIds: [projectId],
    ...(cloud !== undefined && { cloud }),
    ...(region !== undefined && { regions: [region] }),
    ...(connection !== undefined && { connection }),
    ...(stack !== undefined && { stack }),
    ...(preset !== undefined && { preset }),
    ...(config !== undefined && { settingsFile: basename(config) }),
  };
}
