/** The lifecycles as Pulumi's dynamic provider server calls them. `provider-code.ts` names the exports. */
import type { dynamic } from "@pulumi/pulumi";
import { systemClock } from "../../client/clock";
import { ConfigurationError, ModelArtsError } from "../../client/errors";
import { Connections } from "../../config/connections";
import { splitLocation } from "../../config/location";
import { asSecret } from "../../engine/secrets";
import type { KindName } from "../../engine/type-tokens";
import { kinds } from "../../resources/registry";
import type { Properties } from "../../resources/resource-kind";
import { PartialFailure } from "../../resources/shared/errors";
import { outputNames } from "../../sdk/generated/output-names";
import { locatedLifecycle } from "../location/located-lifecycle";
import { printOnce } from "./error-printing";

// Nobody reads any more once the engine was killed. The SDK prints errors of printing, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));

/**
 * Ids that the program imports in this run. Where such a resource is replaced, or given another name, the
 * engine adopts the notebook under the new one and then deletes the old one: the very same notebook. Where
 * two resources import it and one is dropped, it is the other one's still.
 */
const imported = new Set<string>();
const adopted = new Set<string>();

/** The stack's configuration is the same for all kinds, and so are the clients made from it. */
let connections: Connections | undefined;

const log = (line: string) => console.log(line); // The engine shows it to the user.

function serverContext() {
  if (connections !== undefined) return { connections, context: { clock: systemClock, log } };
  throw new ConfigurationError("The provider was not configured.");
}

function dynamicProvider(kindName: KindName) {
  const { noun } = kinds[kindName];
  const lifecycle = locatedLifecycle(kinds[kindName], serverContext);
  /** In a preview the SDK takes what is missing for unknown; null it knows to be nothing. */
  const missing = Object.fromEntries(outputNames[kindName].map((name) => [name, null]));

  return printOnce({
    // eslint-disable-next-line @typescript-eslint/require-await
    async configure({ config }: dynamic.ConfigureRequest) {
      connections ??= new Connections((key) => config.get(`modelarts:${key}`), process.env);
    },

    async check(oldInputs: Properties, newInputs: Properties) {
      const { inputs, failures } = lifecycle.check(oldInputs, newInputs);
      const isNew = Object.keys(oldInputs).length === 0;
      if (inputs.__import !== undefined) imported.add(inputs.__import);
      if (inputs.__import === undefined || !isNew || failures.length > 0) {
        return { inputs, failures };
      }
      const examined = await lifecycle.checkImport(inputs.__import, inputs);
      return { inputs, failures: examined.failures };
    },

    async diff(id: string, state: Properties, newInputs: Properties) {
      if (newInputs.__import !== undefined && newInputs.__import !== id) {
        throw new ModelArtsError(
          `The ${noun} can't be imported: the program manages ${id} under this name already, not ` +
            `${newInputs.__import}. Give the other one a name of its own, or take the import option away.`,
        );
      }
      const { diff, notes } = await lifecycle.diff(state, newInputs);
      for (const line of notes) log(line);
      // A delete knows the state alone, so that the state must hold how long it may take.
      const isTimed = state.__timeouts?.delete !== newInputs.__timeouts?.delete;
      if (isTimed && !diff.changes) {
        log(`${named(state, noun)}: only its customTimeouts change, which the state is to hold`);
      }
      const { changes, replaces, deleteBeforeReplace } = diff;
      return { changes: changes || isTimed, replaces: [...replaces], deleteBeforeReplace };
    },

    async create(inputs: Properties) {
      const { __import: id } = inputs;
      if (id !== undefined && adopted.has(id)) {
        throw new ModelArtsError(
          `Importing the ${noun} failed: another resource imports ${id} too.`,
        );
      }
      if (id !== undefined) adopted.add(id);
      const { outs, ...created } = await lifecycle
        .create(inputs)
        .catch((error: unknown) => keepProvider(error, inputs));
      return { ...created, outs: withSecrets(outs) };
    },

    async read(id: string, properties: Properties = {}) {
      const isRefresh = properties["id"] !== undefined;
      const isReference = properties.__reference === true;
      const found =
        isReference && !isRefresh
          ? await lifecycle.get(id, splitLocation(properties).location)
          : await lifecycle.read(id, properties);
      if (!isReference) return { ...found, props: withSecrets(found.props) };
      if (found.id === "") return { id: found.id, props: {} };
      // The id as the program writes it.
      return { id: isRefresh ? found.id : id, props: { ...missing, ...withSecrets(found.props) } };
    },

    async update(id: string, state: Properties, newInputs: Properties) {
      const { outs } = await lifecycle
        .update(id, state, newInputs)
        .catch((error: unknown) => keepProvider(error, newInputs));
      return { outs: withSecrets(outs) };
    },

    async delete(id: string, properties: Properties) {
      if (!imported.has(id)) return lifecycle.delete(id, properties);
      log(`${named(properties, noun)}: kept ${id}, since the program imports it`);
    },
  } satisfies dynamic.ResourceProvider);
}

function named(properties: Properties, noun: string): string {
  return String(properties["name"] ?? noun);
}

/** The engine knows from the class which outputs are secrets, and nothing of what begins with __. */
function withSecrets(properties: Properties): Properties {
  const { __inputs, ...rest } = properties;
  return __inputs === undefined ? rest : { ...rest, __inputs: asSecret(__inputs) };
}

/** The server adds the provider's code to every state but that of a partial failure. */
function keepProvider(error: unknown, inputs: Properties): never {
  if (error instanceof PartialFailure) {
    const __provider = inputs["__provider"] as unknown;
    const properties = { ...withSecrets(error.properties), __provider };
    throw new PartialFailure(error.id, properties, error.cause);
  }
  throw error;
}

export const provider = dynamicProvider("Notebook");
export const storage = dynamicProvider("NotebookStorage");
export const image = dynamicProvider("NotebookImage");
export const registeredImage = dynamicProvider("RegisteredImage");
