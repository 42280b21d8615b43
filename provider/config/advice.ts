/** What an error tells the user to set, and where. */
import { environmentNames, secretKeys, type ConfigKey } from "./keys";

export interface Advice {
  /** The ways to set a key, e.g. "pulumi config set modelarts:region, or HW_REGION_NAME, …". */
  waysToSet(key: ConfigKey): string;
  /** A problem: `what` is missing, and how to set it. */
  missing(key: ConfigKey, what: string): string;
  /** The message that lists all problems. */
  message(problems: readonly string[]): string;
}

/** @param connection the named connection that the settings are for; undefined: the stack's own. */
export function adviceFor(connection: string | undefined): Advice {
  const waysToSet = (key: ConfigKey): string => {
    const secret = secretKeys.includes(key) ? "--secret " : "";
    return connection === undefined
      ? `pulumi config set ${secret}modelarts:${key}, or ${environmentNames[key].join(", ")}`
      : `pulumi config set --path ${secret}modelarts:connections.${connection}.${key}`;
  };
  const message = (problems: readonly string[]) => {
    const lines = problems.map((problem) => `  - ${problem}\n`).join("");
    return connection === undefined
      ? `ModelArts is not configured:\n${lines}` +
          "All of it can also come from clouds.yaml, with OS_CLOUD naming the entry."
      : `The connection "${connection}" is not configured:\n${lines}` +
          "Settings other than credentials can also be set for the whole stack or in the environment.";
  };
  return {
    waysToSet,
    missing: (key, what) => `${what} is missing: ${waysToSet(key)}`,
    message,
  };
}
