/** The lifecycle as Pulumi's dynamic provider server calls it. `notebook.ts` names this module. */
import type { dynamic } from "@pulumi/pulumi";
import { systemClock } from "../client/clock";
import { ConfigurationError, ModelArtsError } from "../client/errors";
import { Connections } from "../connections";
import * as lifecycle from "../lifecycle/notebook";
import { splitPlace } from "../lifecycle/place";
import { notebookOutputs } from "../output-names";
import { placed, type Inputs, type State } from "./placed";
import { saidOnce } from "./said-once";

// Nobody reads any more once the engine was killed. The SDK prints errors of printing, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));

/**
 * Ids that the program imports in this run. Where such a resource is replaced, or given another name, the
 * engine adopts the notebook under the new one and then deletes the old one: the very same notebook.
 */
const imported = new Set<string>();
const adopted = new Set<string>();

let connections: Connections | undefined;

const log = (line: string) => console.log(line); // The engine shows it to the user.

const notebook = placed(lifecycle, () => {
  if (connections !== undefined) return { connections, context: { clock: systemClock, log } };
  throw new ConfigurationError("The provider was not configured.");
});

const front = {
  // eslint-disable-next-line @typescript-eslint/require-await
  async configure({ config }: dynamic.ConfigureRequest) {
    connections = new Connections((key) => config.get(`modelarts:${key}`), process.env);
  },

  async check(olds: Partial<Inputs>, news: Record<string, unknown>) {
    const { inputs, failures } = notebook.check(olds, news);
    const isNew = Object.keys(olds).length === 0;
    if (inputs.__import === undefined || !isNew || failures.length > 0) return { inputs, failures };
    imported.add(inputs.__import);
    const examined = await notebook.examine(inputs.__import, inputs);
    return { inputs, failures: examined.failures };
  },

  async diff(id: string, olds: Partial<State>, news: Inputs) {
    if (news.__import !== undefined && news.__import !== id) {
      throw new ModelArtsError(
        `The notebook can't be imported: the program manages ${id} under this name already, not ` +
          `${news.__import}. Give the other one a name of its own, or take the import option away.`,
      );
    }
    for (const line of lifecycle.notes(olds, news)) log(line);
    return notebook.diff(olds, news);
  },

  async create(inputs: Inputs) {
    const { __import: id } = inputs;
    if (id !== undefined && adopted.has(id)) {
      throw new ModelArtsError(
        `Importing the notebook failed: another resource imports ${id} too.`,
      );
    }
    if (id !== undefined) adopted.add(id);
    return notebook.create(inputs).catch((error: unknown) => keepProvider(error, inputs));
  },

  async read(id: string, properties: Partial<State> = {}) {
    const isRefresh = properties.id !== undefined;
    if (!properties.__reference) return notebook.read(id, properties);
    const found = isRefresh
      ? await notebook.read(id, properties)
      : await notebook.readFirst(id, splitPlace(properties).place);
    const marks = { __reference: true };
    return { id: found.id, props: found.id === "" ? {} : { ...missing, ...found.props, ...marks } };
  },

  update: (id: string, olds: Partial<State>, news: Inputs) =>
    notebook.update(id, olds, news).catch((error: unknown) => keepProvider(error, news)),

  async delete(id: string, properties: Partial<State>) {
    if (!imported.has(id)) return notebook.delete(id, properties);
    log(`${properties.name}: kept ${id}, since the program imports it`);
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
