/** The named connections of the stack's configuration, `modelarts:connections`. */
import { ConfigurationError } from "../client/errors";
import { adviceFor, wrong } from "./advice";
import { configKeys, type ConfigKey, type Values } from "./keys";

/**
 * @param configured an object of connections by their names, or its JSON; undefined or empty: none.
 * @returns the connections by their names; their settings are not checked yet.
 * @throws ConfigurationError if `configured` is anything else. The message never quotes it: it may hold secrets.
 */
export function readConnections(configured: unknown): Record<string, unknown> {
  if (configured === undefined || configured === "") return {};
  const value = typeof configured === "string" ? parseJson(configured) : configured;
  if (!isObject(value)) {
    throw new ConfigurationError(
      "modelarts/invalid-setting",
      "modelarts:connections must be an object of connections by their names. Set each key with " +
        "`pulumi config set --path modelarts:connections.NAME.KEY VALUE`.",
    );
  }
  return value;
}

/** @throws NotConfiguredError with everything that is wrong with the connection's keys, without their values. */
export function readConnection(name: string, configured: unknown): Values {
  const entries = isObject(configured) ? Object.entries(configured) : undefined;
  const problems = (entries ?? []).flatMap(([key, value]) => {
    if (!configKeys.includes(key as ConfigKey)) {
      return [wrong(`${key} is not a setting; known here: ${configKeys.join(", ")}`)];
    }
    return asText(value) === undefined && value !== null ? [wrong(`${key} must be a text`)] : [];
  });
  if (entries === undefined) problems.push(wrong("it must be an object of settings"));
  if (problems.length > 0) throw adviceFor(name).error(problems);
  return Object.fromEntries((entries ?? []).map(([key, value]) => [key, asText(value)]));
}

/** The sentence for a name that is not configured. */
export function unknownConnection(name: string, known: readonly string[]): string {
  const others =
    known.length === 0
      ? "none is configured"
      : `configured are ${known.map((each) => `"${each}"`).join(", ")}`;
  return (
    `there is no connection "${name}": ${others}. Add it with ` +
    `\`pulumi config set --path modelarts:connections.${name}.KEY VALUE\`.`
  );
}

/** A stack's configuration may hold numbers and booleans, too. */
export function asText(value: unknown): string | undefined {
  const isPlain = ["string", "number", "boolean"].includes(typeof value);
  return isPlain ? String(value) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
