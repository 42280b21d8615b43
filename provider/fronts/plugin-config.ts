/** The plugin's configuration: the stack's `modelarts:` keys, or what an explicit provider is given. */
import { ConfigurationError } from "../client/errors";
import type { Settings } from "../client/settings";
import { configKeys, readConfig, secretKeys, type ConfigKey, type Environment } from "../config";
import type { Failure } from "../lifecycle/check";
import { UNKNOWN } from "../lifecycle/fields";
import type { PropertyChange } from "./plugin-diff";

export type Given = Readonly<Record<string, unknown>>;

/** What the engine itself puts beside the configuration. */
const engineKeys: readonly string[] = ["version", "pluginDownloadURL"];

const isOurs = (key: string) => !engineKeys.includes(key) && !key.startsWith("__");

/**
 * All that is wrong with it at once. What can be told from all of it together (something is missing)
 * is judged when nothing of it is unknown, as it may be in a preview.
 */
export function configFailures(given: Given, environment: Environment): Failure[] {
  const ours = Object.entries(given).filter(([key]) => isOurs(key));
  const failures = ours.flatMap(([key, value]) => {
    const reason = keyFailure(key, value);
    return reason === undefined ? [] : [placed(key, reason)];
  });
  if (failures.length > 0 || ours.some(([, value]) => value === UNKNOWN)) return failures;
  try {
    settingsOf(given, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [{ property: "", reason: error.message }];
  }
}

function keyFailure(key: string, value: unknown): string | undefined {
  if (!configKeys.includes(key as ConfigKey)) {
    return `is not a setting of this provider; known here: ${configKeys.join(", ")}`;
  }
  if (value === UNKNOWN) return undefined;
  const given = text(value);
  if (given === undefined) return "must be a text";
  const isSwitch = /^(true|false|1|0|yes|no|)$/i.test(given);
  return key === "insecure" && !isSwitch ? "must be true or false" : undefined;
}

/** The engine prints the value of the property at which something is wrong, so secrets are not named so. */
function placed(key: string, reason: string): Failure {
  const isSecret = secretKeys.includes(key as ConfigKey);
  return isSecret ? { property: "", reason: `${key} ${reason}` } : { property: key, reason };
}

/**
 * Generated SDKs write what is no string as JSON, the stack's configuration as it is typed; both come to
 * the same text here.
 *
 * @throws ConfigurationError
 */
export function settingsOf(given: Given, environment: Environment): Settings {
  return readConfig((key) => text(given[key]), environment);
}

/** No change of it replaces the provider: the engine would then replace every notebook behind it. */
export function configChanges(olds: Given, news: Given): Map<string, PropertyChange> {
  const kind = (key: ConfigKey) => {
    if (olds[key] === undefined) return "ADD";
    return news[key] === undefined ? "DELETE" : "UPDATE";
  };
  return new Map(
    configKeys
      .filter((key) => text(olds[key]) !== text(news[key]))
      .map((key) => [key, { kind: kind(key), isReplacing: false, isInput: true }]),
  );
}

function text(value: unknown): string | undefined {
  const isPlain = ["string", "number", "boolean"].includes(typeof value);
  return isPlain ? String(value) : undefined;
}
