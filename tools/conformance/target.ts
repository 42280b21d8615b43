/** The server that a run asks: the simulator in this process, a configured one, or a recording. */
import { createSimulator } from "pulumi-modelarts-simulator";
import { systemClock, type Clock } from "../../provider/client/clock";
import { ConfigurationError } from "../../provider/client/errors";
import { isLoopback, type Settings } from "../../provider/client/settings";
import { credentialKeys, environmentNames, type Environment } from "../../provider/config/keys";
import { readConfig } from "../../provider/config/read-config";
import type { AssumedValues } from "../../provider/wire/assumptions";
import { domains, type CloudName } from "../../provider/wire/clouds";
import { UsageError } from "../../provider/cli/usage";
import { cloudPace, simulatorPace, type Pace } from "./pace";
import { replay } from "./recording/replay";
import { readRecording } from "./recording/format";
import type { Wishes } from "./plan";

export interface Target {
  /** As the report names the server. */
  title: string;
  cloud: CloudName;
  settings: Settings;
  clock: Clock;
  pace: Pace;
  /** Whether somebody pays for what a run creates there. */
  isBilled: boolean;
  /** What a recording was asked for. */
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

/** How long a change of the status takes on the simulator: long enough to be seen. */
const TRANSITION_MS = 1000;

const usual: CloudName = "huawei";

export async function openTarget(
  options: TargetOptions,
  environment: Environment,
): Promise<Target> {
  if (options.replay !== undefined) return recorded(options.replay);
  const isConfigured = options.endpoint !== undefined || isAnythingSet(environment);
  if (options.simulator || !isConfigured) return simulated(options);
  if (options.assume !== undefined) {
    throw new UsageError("--assume is for the simulator: add --simulator, or leave --assume out.");
  }
  return configured(options, environment);
}

/** Whether the environment says where a server is, or who asks. */
function isAnythingSet(environment: Environment): boolean {
  const names = ["endpoint" as const, ...credentialKeys].flatMap((key) => [
    ...environmentNames[key],
  ]);
  return [...names, "OS_CLOUD"].some((name) => environment[name]);
}

async function simulated({ cloud = usual, assume }: TargetOptions): Promise<Target> {
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
  const isHere = endpoint !== undefined && isLoopbackUrl(endpoint);
  const settings =
    isHere && !isAnythingSet(environment)
      ? dummySettings(new URL(endpoint).origin)
      : readSettings(endpoint, environment);
  const { hostname } = new URL(settings.endpoint);
  return {
    title: settings.endpoint,
    cloud: cloud ?? cloudOf(hostname) ?? usual,
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
    throw new ConfigurationError(`${error.message}\n${hint}`, { cause: error });
  }
}

function isLoopbackUrl(text: string): boolean {
  return URL.canParse(text) && isLoopback(new URL(text).hostname);
}

function cloudOf(hostname: string): CloudName | undefined {
  return domains.find(({ domain }) => hostname.endsWith(`.${domain}`))?.cloud;
}

/** A server on this machine needs credentials of no worth. */
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
