/** A stack with the program of the matrix: a list of resources, for either front. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Exchange, SimulatorOptions } from "pulumi-modelarts-simulator";
import type { KindName } from "../../provider/engine/type-tokens";
import { filesOf } from "../engine/files";
import { recordingIam } from "../engine/recording-iam";
import { newStack, NOTEBOOK, type Stack } from "../engine/stack";
import type { Place } from "../secret-forms";
import { stepsOf, type Step } from "./event-log";

/** The dynamic provider of the SDK's classes, or the plugin `modelarts`. */
export type Front = "dynamic" | "plugin";
export const fronts: readonly Front[] = ["dynamic", "plugin"];

export interface Declared {
  kind: KindName;
  /** The logical name, and the name of the notebook. */
  name: string;
  /** Null: only the notebook of the mount or image. */
  inputs: Record<string, unknown> | null;
  /** Go duration of `customTimeouts`. */
  timeout: string;
  /** The id to import. */
  importId?: string;
}

/** What the CLI's environment holds, unless it holds the password. */
const SECRET_KEY = "test-secret-key";
const PASSWORD = "the-password-of-the-matrix";
const EVENT_LOG = "events.json";

const PLUGIN_SETTING =
  "plugins:\n  providers:\n    - name: modelarts\n      path: node_modules/pulumi-modelarts\n";

const PROGRAM = `
const modelarts = require("pulumi-modelarts");
const { front, resources } = require("./resources.json");
for (const { kind, name, inputs, timeout, importId } of resources) {
  const customTimeouts = { create: timeout, update: timeout, delete: timeout };
  const make = (type, args, options) => front === "dynamic"
    ? new modelarts[type](name, args, { customTimeouts, ...options })
    : new pulumi.CustomResource("modelarts:index:" + type, name, args, { customTimeouts, ...options });
  if (kind === "Notebook") make(kind, { name, ...inputs }, importId === undefined ? {} : { import: importId });
  else {
    const { id: notebookId } = make("Notebook", { name, ...${JSON.stringify(NOTEBOOK)} });
    if (inputs !== null) make(kind, { notebookId, ...inputs });
  }
}`;

export interface Project {
  stack: Stack;
  declare(resources: readonly Declared[]): void;
  /** Credentials of the runs so far. */
  secrets(): string[];
  /** The files that were changed since then, but not those in which Pulumi itself writes secrets. */
  files(since: number): Place[];
  /** The arguments and the environment that make a run write the engine's events. */
  recording: { args: string[]; env: NodeJS.ProcessEnv };
  /** The steps of the last run that wrote its events. */
  takeSteps(): Step[];
  close(): Promise<void>;
}

/** Of imports, as long as the create timeout of a slow case. */
const READ_TIMEOUT = "10s";
export const READ_TIMEOUT_MS = 10_000;

export interface ProjectOptions extends Pick<SimulatorOptions, "transitionMs"> {
  onExchange?: (moment: "received" | "answering", exchange: Exchange) => void;
  /** How the provider logs in; with an access key by default. */
  login?: "password" | undefined;
  /** Whether `modelarts:createMarker` is on. */
  createMarker?: boolean;
}

export async function newProject(
  front: Front,
  { login, createMarker = false, ...options }: ProjectOptions,
): Promise<Project> {
  const user = login && { userName: "ada", password: PASSWORD };
  const stack = await newStack({ ...options, ...user });
  const iam = login && (await recordingIam(stack.url));
  mkdirSync(join(stack.folder, "tmp"));
  Object.assign(stack.env, {
    MODELARTS_READ_TIMEOUT: READ_TIMEOUT,
    MODELARTS_CREATE_MARKER: String(createMarker),
    TMPDIR: join(stack.folder, "tmp"),
    ...(iam && {
      HW_ACCESS_KEY: undefined,
      HW_SECRET_KEY: undefined,
      HW_USER_NAME: "ada",
      HW_DOMAIN_NAME: "example",
      HW_USER_PASSWORD: PASSWORD,
      HW_AUTH_URL: iam.url,
    }),
  });
  if (front === "plugin") appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
  stack.program(PROGRAM);
  return {
    stack,
    declare(resources) {
      writeFileSync(join(stack.folder, "resources.json"), JSON.stringify({ front, resources }));
    },
    secrets: () => (iam ? [PASSWORD, ...iam.tokens] : [SECRET_KEY]),
    files: (since) => filesOf(stack, since).filter(({ name }) => name !== EVENT_LOG),
    recording: { args: ["--event-log", EVENT_LOG], env: { PULUMI_DEBUG_COMMANDS: "true" } },
    takeSteps() {
      const file = join(stack.folder, EVENT_LOG);
      const text = existsSync(file) ? readFileSync(file, "utf8") : "";
      rmSync(file, { force: true });
      return stepsOf(text);
    },
    async close() {
      iam?.close();
      await stack.close();
    },
  };
}

/** What is said at the end of a run, by kind and logical name: `Notebook lab`. */
export function messagesOf(text: string): Map<string, string> {
  const [, listed = ""] = text.split(/^Diagnostics:$/m);
  const blocks = listed.matchAll(/^ {2}\S*:(\w+) \(([^)]*)\):\n((?: {4}.*\n|\n)+)/gm);
  return new Map(
    [...blocks].map(([, kind, name, lines = ""]) => [`${kind} ${name}`, lines.trim()]),
  );
}

/** The messages that are errors. */
export function errorsOf(text: string): Map<string, string> {
  return new Map([...messagesOf(text)].filter(([, lines]) => isError(lines)));
}

/** Whether one of a resource's messages is an error. The name of a case may end with "error", too. */
export const isError = (lines: string) => /^\s*error:/m.test(lines);

/** The ids that the state holds of a kind and logical name. */
export function idsInState(stack: Stack, kind: KindName, name: string): string[] {
  return stack
    .resources()
    .filter(({ urn }) => urn.endsWith(`:${kind}::${name}`))
    .flatMap(({ id }) => id ?? []);
}
