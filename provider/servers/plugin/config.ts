/** The plugin's configuration: the stack's `modelarts:` keys, or the arguments of an explicit provider. */
import { ConfigurationError } from "../../client/errors";
import type { Settings } from "../../client/settings";
import type { Clock } from "../../client/clock";
import { Connections } from "../../config/connections";
import { configKeys, secretKeys, switchKeys, type Environment } from "../../config/keys";
import { asText, readConnections } from "../../config/named-connections";
import { readConfig } from "../../config/read-config";
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import type { PropertyChange } from "./detailed-diff";

export type Given = Readonly<Record<string, unknown>>;

/** Keys that the engine adds to the configuration. */
const engineKeys: readonly string[] = ["version", "pluginDownloadURL"];

/** The settings of the plugin: the configuration keys, and named connections. */
const settings = [...configKeys, "connections"] as const;

/** Settings whose values are secrets, or may contain secrets. */
export const secretSettings: readonly string[] = [...secretKeys, "connections"];

const isOurs = (key: string) => !engineKeys.includes(key) && !key.startsWith("__");

/**
 * All violations at once. Missing settings are reported only if no setting is unknown, as settings may be in a
 * preview.
 */
export function configFailures(given: Given, environment: Environment): CheckFailure[] {
  const ours = Object.entries(given).filter(([key]) => isOurs(key));
  const failures = ours.flatMap(([key, value]) => {
    const reason = keyFailure(key, value);
    return reason === undefined ? [] : [failureAt(key, reason)];
  });
  if (failures.length > 0 || ours.some(([, value]) => value === UNKNOWN)) return failures;
  try {
    connectionsOf(given, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [{ property: "", reason: error.message, code: error.messageCode }];
  }
}

function keyFailure(key: string, value: unknown): string | undefined {
  if (!(settings as readonly string[]).includes(key)) {
    return `is not a setting of this provider; known here: ${settings.join(", ")}`;
  }
  if (value === UNKNOWN || key === "connections") return undefined;
  const given = asText(value);
  if (given === undefined) return "must be a text";
  const isSwitch = (switchKeys as readonly string[]).includes(key);
  const isReadable = /^(true|false|1|0|yes|no|)$/i.test(given);
  return isSwitch && !isReadable ? "must be true or false" : undefined;
}

/** The engine prints the value of a failure's property, so a failure of a secret setting has no property. */
function failureAt(key: string, reason: string): CheckFailure {
  const isSecret = secretSettings.includes(key);
  const code = "modelarts/invalid-setting";
  return isSecret
    ? { property: "", reason: `${key} ${reason}`, code }
    : { property: key, reason, code };
}

/**
 * Generated SDKs send other values than strings as JSON; the stack's configuration has them as the user typed them.
 * Both become the same text here.
 *
 * @throws ConfigurationError if settings are missing or wrong.
 */
export function settingsOf(given: Given, environment: Environment): Settings {
  return readConfig((key) => asText(given[key]), environment);
}

/**
 * With named connections, the plugin's own settings may be incomplete: a resource that needs them reports what is
 * missing.
 *
 * @throws ConfigurationError if there are no named connections and settings are missing or wrong.
 */
export function connectionsOf(given: Given, environment: Environment, clock?: Clock): Connections {
  const named = Object.keys(readConnections(given["connections"]));
  if (named.length === 0) settingsOf(given, environment);
  return new Connections((key) => given[key], environment, clock);
}

/** The settings that differ, by their names. */
export function configChanges(oldInputs: Given, newInputs: Given): Map<string, PropertyChange> {
  const kind = (key: (typeof settings)[number]) => {
    if (oldInputs[key] === undefined) return "ADD";
    return newInputs[key] === undefined ? "DELETE" : "UPDATE";
  };
  return new Map(
    settings
      .filter((key) => comparable(oldInputs[key]) !== comparable(newInputs[key]))
      .map((key) => [key, { kind: kind(key), isReplacing: false, isInput: true }]),
  );
}

/** As text; `connections` may be an object. */
function comparable(value: unknown): string | undefined {
  return asText(value) ?? JSON.stringify(value);
}
