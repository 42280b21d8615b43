/** The server of a run: the simulator in this process, a configured server, or a recording. */
import { createSimulator } from "pulumi-modelarts-simulator";
import { systemClock, type Clock } from "../../provider/client/clock";
import { ConfigurationError } from "../../provider/client/errors";
import { isLoopback, type Settings } from "../../provider/client/settings";
import { credentialKeys, environmentNames, type Environment } from "../../provider/config/keys";
import { readConfig } from "../../provider/config/read-config";
import type { AssumedValues } from "../../provider/wire/facts/assumptions";
import { domains, type CloudName } from "../../provider/wire/facts/clouds";
import { UsageError } from "../../provider/cli/usage";
import { cloudPace, simulatorPace, type Pace } from "./pace";
import { replay } from "./recording/replay";
import { readRecording } from "./recording/format";
import type { Wishes } from "./plan";

export interface Target {
  /** The server's name in the report. */
  title: string;
  cloud: CloudName;
  settings: Settings;
  clock: Clock;
  pace: Pace;
  /** Whether somebody pays for the notebook. */
  isBilled: boolean;
  /** What the recorded run was asked for; undefined if the server is no recording. */
  wishes?: Wishes;
  close(): Promise<void>;
}

export interface TargetOptions {
  endpoint?: string;
  cloud?: CloudName;
  simulator?: boolean;
  replay?: string;
  assume?: Partial<AssumedValues>;
}

/** How long each transition lasts on the simulator: long enough to read the status during it. */
const TRANSITION_MS = 1000;

const DEFAULT_CLOUD: CloudName = "huawei";

export async function openTarget(
  options: TargetOptions,
  environment: Environment,
): Promise<Target> {
  if (options.replay !== undefined) return recorded(options.replay);
  const isConfigured = options.endpoint !== undefined || isConfiguredBy(environment);
  if (options.simulator || !isConfigured) return simulated(options);
  if (options.assume !== undefined) {
    throw new UsageError("--assume is for the simulator: add --simulator, or leave --assume out.");
  }
  return configured(options, environment);
}

/** Whether the environment has an endpoint or credentials. */
function isConfiguredBy(environment: Environment): boolean {
  const names = ["endpoint" as const, ...credentialKeys].flatMap((key) => [
    ...environmentNames[key],
  ]);
  return [...names, "OS_CLOUD"].some((name) => environment[name]);
}

async function simulated({ cloud = DEFAULT_CLOUD, assume }: TargetOptions): Promise<Target> {
  const simulator = createSimulator({ cloud, assume, transitionMs: TRANSITION_MS });
  const { url, close } = await simulator.listen();
  return {
    title: "the simulator",
    cloud,
    settings: dummySettings(url),
    clock: systemClock,
    pace: simulatorPace(TRANSITION_MS),
    isBilled: false,
    close,
  };
}

async function recorded(file: string): Promise<Target> {
  const recording = readRecording(file);
  const { url, clock, close } = await replay(recording);
  return {
    title: `the recording ${file}`,
    cloud: recording.cloud,
    settings: { ...dummySettings(url), projectId: recording.project },
    clock,
    pace: recording.pace,
    isBilled: false,
    wishes: recording.wishes,
    close,
  };
}

function configured({ endpoint, cloud }: TargetOptions, environment: Environment): Target {
  const isLocal = endpoint !== undefined && isLoopbackUrl(endpoint);
  const settings =
    isLocal && !isConfiguredBy(environment)
      ? dummySettings(new URL(endpoint).origin)
      : readSettings(endpoint, environment);
  const { hostname } = new URL(settings.endpoint);
  return {
    title: settings.endpoint,
    cloud: cloud ?? cloudOf(hostname) ?? DEFAULT_CLOUD,
    settings,
    clock: systemClock,
    pace: isLoopback(hostname) ? simulatorPace(TRANSITION_MS) : cloudPace,
    isBilled: !isLoopback(hostname),
    close: () => Promise.resolve(),
  };
}

function readSettings(endpoint: string | undefined, environment: Environment): Settings {
  try {
    return readConfig((key) => (key === "endpoint" ? endpoint : undefined), environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const hint = "To ask the simulator instead, add --simulator.";
    throw new ConfigurationError(error.messageCode, `${error.message}\n${hint}`, { cause: error });
  }
}

function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && isLoopback(new URL(text).hostname);
}

function cloudOf(hostname: string): CloudName | undefined {
  return domains.find(({ domain }) => hostname.endsWith(`.${domain}`))?.cloud;
}

/** Dummy credentials, for a server on this machine. */
function dummySettings(endpoint: string): Settings {
  return {
    endpoint,
    authUrl: undefined,
    projectId: "conformance-project",
    credentials: { kind: "token", token: "conformance-token" },
    insecure: false,
    caCert: undefined,
  };
}
