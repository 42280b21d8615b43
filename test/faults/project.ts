/** A stack with the program of the matrix: a list of resources, for either front. */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Exchange, SimulatorOptions } from "pulumi-modelarts-simulator";
import type { KindName } from "../../provider/engine/type-tokens";
import { newStack, NOTEBOOK, type Stack } from "../engine/stack";

/** The dynamic provider of the SDK's classes, or the plugin `modelarts`. */
export type Front = "dynamic" | "plugin";
export const fronts: readonly Front[] = ["dynamic", "plugin"];

export interface Declared {
  kind: KindName;
  /** The logical name, and the name of the notebook. */
  name: string;
  inputs: Record<string, unknown>;
  /** Go duration of `customTimeouts`. */
  timeout: string;
  /** The id to import. */
  importId?: string;
}

/** What the CLI's environment holds. */
export const SECRET = "test-secret-key";

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
}

/** Of imports, as long as the create timeout of a slow case. */
const READ_TIMEOUT = "10s";

export async function newProject(
  front: Front,
  options: Pick<SimulatorOptions, "transitionMs"> & {
    onExchange?: (moment: "received" | "answering", exchange: Exchange) => void;
  },
): Promise<Project> {
  const stack = await newStack(options);
  stack.env["MODELARTS_READ_TIMEOUT"] = READ_TIMEOUT;
  if (front === "plugin") appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
  stack.program(PROGRAM);
  return {
    stack,
    declare(resources) {
      writeFileSync(join(stack.folder, "resources.json"), JSON.stringify({ front, resources }));
    },
  };
}

/** The errors at the end of a run, by kind and logical name: `Notebook lab`. */
export function errorsOf(text: string): Map<string, string> {
  const [, listed = ""] = text.split(/^Diagnostics:$/m);
  const blocks = listed.matchAll(/^ {2}\S*:(\w+) \(([^)]*)\):\n((?: {4}.*\n|\n)+)/gm);
  return new Map(
    [...blocks]
      .filter(([, , , lines = ""]) => lines.includes("error:"))
      .map(([, kind, name, lines = ""]) => [`${kind} ${name}`, lines.trim()]),
  );
}

/** The ids that the state holds of a kind and logical name. */
export function idsInState(stack: Stack, kind: KindName, name: string): string[] {
  return stack
    .resources()
    .filter(({ urn }) => urn.endsWith(`:${kind}::${name}`))
    .flatMap(({ id }) => id ?? []);
}
