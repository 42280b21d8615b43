/** What an error tells the user to set, and where. */
import { ConfigurationError } from "../client/errors";
import { environmentNames, secretKeys, type ConfigKey } from "./keys";

/** What is missing or wrong in the settings. */
export interface Problem {
  text: string;
  isMissing: boolean;
}

/** A value that can't be used. @param text names where the value was found, and what it must be. */
export function wrong(text: string): Problem {
  return { text, isMissing: false };
}

export function isAnyMissing(problems: readonly Problem[]): boolean {
  return problems.some(({ isMissing }) => isMissing);
}

export interface Advice {
  /** The ways to set a key, e.g. "pulumi config set modelarts:region, or HW_REGION_NAME, …". */
  waysToSet(key: ConfigKey): string;
  /** A problem: `what` is missing, and how to set it. */
  missing(key: ConfigKey, what: string): Problem;
  /** The error that lists all problems. */
  error(problems: readonly Problem[]): NotConfiguredError;
}

/** Settings are missing or wrong. The message lists all of them. */
export class NotConfiguredError extends ConfigurationError {
  constructor(
    message: string,
    readonly problems: readonly Problem[],
  ) {
    super("modelarts/not-configured", message);
  }
}

/** @param connection the named connection that the settings are for; undefined: the stack's own. */
export function adviceFor(connection: string | undefined): Advice {
  const waysToSet = (key: ConfigKey): string => {
    const secret = secretKeys.includes(key) ? "--secret " : "";
    return connection === undefined
      ? `pulumi config set ${secret}modelarts:${key}, or ${environmentNames[key].join(", ")}`
      : `pulumi config set --path ${secret}modelarts:connections.${connection}.${key}`;
  };
  return {
    waysToSet,
    missing: (key, what) => ({ text: `${what} is missing: ${waysToSet(key)}`, isMissing: true }),
    error: (problems) => new NotConfiguredError(messageOf(problems, connection), problems),
  };
}

function messageOf(problems: readonly Problem[], connection: string | undefined): string {
  const lines = problems.map(({ text }) => `  - ${text}`);
  if (!isAnyMissing(problems)) {
    return connection === undefined
      ? ["The configuration of ModelArts is wrong:", ...lines].join("\n")
      : [`The configuration of the connection "${connection}" is wrong:`, ...lines].join("\n");
  }
  const [title, remedy] =
    connection === undefined
      ? [
          "ModelArts is not configured:",
          "What is missing can also come from clouds.yaml, with OS_CLOUD naming the entry.",
        ]
      : [
          `The connection "${connection}" is not configured:`,
          "Settings other than credentials can also be set for the whole stack or in the environment.",
        ];
  return [title, ...lines, remedy].join("\n");
}
