/** The lifecycle as Pulumi's dynamic provider server calls it. `notebook.ts` names this module. */
import type { dynamic } from "@pulumi/pulumi";
import { createClient } from "../client/client";
import { systemClock } from "../client/clock";
import { ConfigurationError, ModelArtsError } from "../client/errors";
import { readConfig } from "../config";
import * as lifecycle from "../lifecycle/notebook";
import type { Inputs, State } from "../lifecycle/notebook";
import type { Context } from "../lifecycle/wait";
import { notebookOutputs } from "../output-names";
import { saidOnce } from "./said-once";

// Nobody reads any more once the engine was killed. The SDK prints errors of printing, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));

/**
 * Ids that the program imports in this run. Where such a resource is replaced, or given another name, the
 * engine adopts the notebook under the new one and then deletes the old one: the very same notebook.
 */
const imported = new Set<string>();
const adopted = new Set<string>();

let context: Context | undefined;

/** The SDK configures the provider once and keeps it even if that fails, which one resource then shows. */
function connected(): Context {
  if (context !== undefined) return context;
  throw new ConfigurationError("ModelArts is not configured, as another resource's error says.");
}

const front = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async configure({ config }: dynamic.ConfigureRequest) {
    const settings = readConfig((key) => config.get(`modelarts:${key}`), process.env);
    context = {
      client: createClient(settings),
      clock: systemClock,
      log: (line) => console.log(line), // The engine shows it to the user.
    };
  },

  async check(olds: Partial<Inputs>, news: Record<string, unknown>) {
    const { inputs: given, failures } = lifecycle.check(olds, news);
    const { __import } = given;
    const inputs = __import ? { ...given, __import: lifecycle.notebookId(__import) } : given;
    const isNew = Object.keys(olds).length === 0;
    if (inputs.__import === undefined || !isNew || failures.length > 0) return { inputs, failures };
    imported.add(inputs.__import);
    const examined = await lifecycle.examine(connected(), inputs.__import, inputs);
    return { inputs, failures: examined.failures };
  },

  // eslint-disable-next-line @typescript-eslint/require-await
  async diff(id: string, olds: Partial<State>, news: Inputs) {
    if (news.__import !== undefined && news.__import !== id) {
      throw new ModelArtsError(
        `The notebook can't be imported: the program manages ${id} under this name already, not ` +
          `${news.__import}. Give the other one a name of its own, or take the import option away.`,
      );
    }
    return lifecycle.diff(olds, news);
  },

  async create(inputs: Inputs) {
    const { __import: id } = inputs;
    if (id !== undefined && adopted.has(id)) {
      throw new ModelArtsError(
        `Importing the notebook failed: another resource imports ${id} too.`,
      );
    }
    if (id !== undefined) adopted.add(id);
    return lifecycle
      .create(connected(), inputs)
      .catch((error: unknown) => keepProvider(error, inputs));
  },

  async read(id: string, properties: Partial<State> = {}) {
    const isRefresh = properties.id !== undefined;
    if (!properties.__reference) return lifecycle.read(connected(), id, properties);
    const found = isRefresh
      ? await lifecycle.read(connected(), id, properties)
      : { ...(await lifecycle.readFirst(connected(), id)), id }; // The id as the program writes it.
    const marks = { __reference: true };
    return { id: found.id, props: found.id === "" ? {} : { ...missing, ...found.props, ...marks } };
  },

  update: (id: string, olds: Partial<State>, news: Inputs) =>
    lifecycle
      .update(connected(), id, olds, news)
      .catch((error: unknown) => keepProvider(error, news)),

  async delete(id: string, properties: Partial<State>) {
    if (!imported.has(id)) return lifecycle.delete(connected(), id, properties);
    connected().log(`${properties.name}: kept ${id}, since the program imports it`);
  },
} satisfies dynamic.ResourceProvider;

/** In a preview the SDK takes what is missing for unknown; null it knows to be nothing. */
const missing = Object.fromEntries(notebookOutputs.map((name) => [name, null]));

/** The server adds the provider's code to every state but that of a partial failure. */
function keepProvider(error: unknown, inputs: Inputs & { __provider?: string }): never {
  if (error instanceof lifecycle.PartialFailure) {
    Object.assign(error.properties, { __provider: inputs.__provider });
  }
  throw error;
}

export const provider = saidOnce(front);
