/** Stack configuration, environment and clouds.yaml → the settings of a client. */
import { readFileSync } from "node:fs";
import type { Settings } from "../client/settings";
import { endpointOf, iamUrlOf } from "./addresses";
import { adviceFor, wrong, type Problem } from "./advice";
import { missingCredentials, missingForLogin, pickCredentials } from "./credentials";
import { parseDuration } from "../engine/duration";
import {
  findOverriddenRegion,
  findValues,
  type FoundValues,
  type ResourceSources,
} from "./find-values";
import { switchKeys, type ConfigKey, type Environment, type SwitchKey } from "./keys";

/**
 * @param stack returns the value of a key of the `modelarts:` stack configuration.
 * @throws NotConfiguredError, one for everything that is missing or wrong.
 */
export function readConfig(
  stack: (key: ConfigKey) => string | undefined,
  environment: Environment,
  sources: ResourceSources = {},
): Settings {
  const found = findValues(stack, environment, sources);
  const advice = adviceFor(sources.connection?.name);
  const problems: Problem[] = [];

  const credentials = pickCredentials(found);
  if (credentials === undefined) problems.push(missingCredentials(found, advice));
  const endpoint = endpointOf(found, advice, problems);
  const isLogin = credentials?.kind === "password";
  if (isLogin) {
    problems.push(...missingForLogin(credentials, advice));
  } else if (found.projectId === undefined) {
    problems.push(advice.missing("projectId", "the project id"));
  }
  const authUrl = isLogin ? iamUrlOf(found, endpoint, advice, problems) : undefined;
  const caCert = readCaCert(found, problems);
  const readTimeoutMs = readDuration("readTimeout", found, problems);
  const maxConnections = readMaxConnections(found, problems);
  const [insecure, onlineUpdates, stopToRename, createMarker, previewChecks] = switchKeys.map(
    (key) => readSwitch(key, found, problems),
  );

  if (problems.length > 0 || endpoint === undefined || credentials === undefined) {
    throw advice.error(problems);
  }
  return {
    endpoint: endpoint.origin,
    region: found.region?.value,
    overriddenRegion: findOverriddenRegion(stack, found, sources),
    authUrl,
    projectId: found.projectId?.value,
    credentials,
    insecure: insecure === true,
    caCert,
    readTimeoutMs,
    maxConnections,
    updates: { onlineUpdates, stopToRename },
    createMarker,
    previewChecks,
  };
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

function readSwitch(key: SwitchKey, found: FoundValues, problems: Problem[]): boolean {
  const { value: text = "false", from } = found[key] ?? {};
  const flag = flags.get(text.toLowerCase());
  if (flag === undefined) problems.push(wrong(`${from} must be true or false, but is "${text}"`));
  return flag ?? false;
}

/** @returns milliseconds; undefined if nothing is configured. */
function readDuration(key: ConfigKey, found: FoundValues, problems: Problem[]): number | undefined {
  const { value: text, from } = found[key] ?? {};
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms !== undefined && ms > 0) return ms;
  problems.push(wrong(`${from} must be a duration such as 30s or 5m, but is "${text}"`));
  return undefined;
}

function readMaxConnections(
  { maxConnections }: FoundValues,
  problems: Problem[],
): number | undefined {
  const { value: text, from } = maxConnections ?? {};
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  problems.push(wrong(`${from} must be a whole number from 1 to 99999, but is "${text}"`));
  return undefined;
}

/** OS_CACERT names a PEM file; the stack configuration may also hold the content of such a file. */
function readCaCert({ caCert }: FoundValues, problems: Problem[]): string | undefined {
  const { value: text, from } = caCert ?? {};
  if (text === undefined || text.includes("-----BEGIN")) return text;
  try {
    return readFileSync(text, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push(wrong(`${from} names the file "${text}", which can't be read (${code})`));
    return undefined;
  }
}
