/** The lifecycles as Pulumi's dynamic provider server calls them. `engine/provider-code.ts` names the exports. */
import type { dynamic } from "@pulumi/pulumi";
import { systemClock } from "../../client/clock";
import { ConfigurationError, ModelArtsError } from "../../client/errors";
import { Connections } from "../../config/connections";
import { splitLocation } from "../../config/location";
import type { CheckFailure } from "../../engine/check-failure";
import { asSecret } from "../../engine/secrets";
import { atEnd } from "../../journal/at-end";
import { backendUrl } from "../../journal/backend";
import { Journal, journalFolder } from "../../journal/journal";
import type { KindName } from "../../engine/type-tokens";
import { kinds } from "../../resources/registry";
import type { Properties } from "../../resources/resource-kind";
import { PartialFailure } from "../../resources/shared/errors";
import { outputNames } from "../../sdk/generated/output-names";
import { endWithEngine } from "../end-with-engine";
import type { EngineLog } from "../engine-log";
import { locatedLifecycle } from "../location/located-lifecycle";
import { printable, withCode } from "../../wire/printable";
import { printOnce } from "./error-printing";
import { sayLastUp } from "./last-up";

// After the engine was killed, writing fails, and the SDK would report each failed write with another write, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));
/** The engine's address in the SDK's server; undefined in other processes, which load this file for its exports. */
const engine = /[\\/]dynamic-provider[\\/]/.test(require.main?.filename ?? "")
  ? process.argv[2]
  : undefined;
if (engine !== undefined) endWithEngine(); // There, standard input belongs to the engine.

/**
 * Ids that the program imports in this run; `delete` keeps their resources. If an imported resource is renamed or
 * replaced in the program, the engine first adopts the live resource under the new name and then deletes the old
 * name, which is the same live resource. The same happens if two resources import one id and one of them is removed.
 */
const imported = new Set<string>();
const adopted = new Set<string>();

/** All kinds share the stack's configuration and the clients made from it. */
let connections: Connections | undefined;

let engineLog: EngineLog | undefined;

/**
 * What is printed is shown on the stack's row, and again at the end. Progress has no place at the end. The row is always
 * the stack's: the SDK's server does not tell its provider which resource a call is about.
 */
function log(line: string, isProgress = false): void {
  if (engine === undefined || !isProgress) return console.log(printable(line));
  engineLog ??= connected(engine);
  engineLog.write("", line, true);
}

function connected(address: string): EngineLog {
  const { EngineLog: Log } = require("../engine-log") as typeof import("../engine-log");
  const made = new Log();
  made.attach(address);
  return made;
}
const journal = new Journal(journalFolder(process.env), log, backendUrl(process.env));
atEnd(() => journal.creates.close());

function serverContext() {
  if (connections !== undefined) {
    return { connections, context: { clock: systemClock, log, journal } };
  }
  throw new ConfigurationError("modelarts/bug", "The provider was not configured.");
}

function dynamicProvider(kindName: KindName) {
  const { noun } = kinds[kindName];
  const lifecycle = locatedLifecycle(kinds[kindName], serverContext);
  /** Null for each output: in a preview, the SDK treats a missing output as unknown. */
  const nullOutputs = Object.fromEntries(outputNames[kindName].map((name) => [name, null]));

  return printOnce({
    // eslint-disable-next-line @typescript-eslint/require-await
    async configure({ config }: dynamic.ConfigureRequest) {
      connections ??= new Connections((key) => config.get(`modelarts:${key}`), process.env);
    },

    async check(oldInputs: Properties, newInputs: Properties) {
      const { inputs, failures } = lifecycle.check(oldInputs, newInputs);
      const isNew = Object.keys(oldInputs).length === 0;
      if (inputs.__import !== undefined) imported.add(inputs.__import);
      if (failures.length > 0) return { inputs, failures: shown(failures) };
      if (inputs.__import === undefined || !isNew) {
        return { inputs, failures: shown(await lifecycle.previewFailures(oldInputs, inputs)) };
      }
      const examined = await lifecycle.checkImport(inputs.__import, inputs);
      return { inputs, failures: shown(examined.failures) };
    },

    async diff(id: string, state: Properties, newInputs: Properties) {
      if (newInputs.__import !== undefined && newInputs.__import !== id) {
        throw new ModelArtsError(
          "modelarts/import-taken",
          `The ${noun} can't be imported: the program already manages ${id} under this name, not ` +
            `${newInputs.__import}. Give the imported resource another name, or remove the import option.`,
        );
      }
      const { diff, notes } = await lifecycle.diff(state, newInputs);
      for (const line of notes()) log(line);
      // A delete gets only the state, so the state must hold the timeout of the deletion.
      const isTimed = state.__timeouts?.delete !== newInputs.__timeouts?.delete;
      if (isTimed && !diff.changes) {
        log(`${named(state, noun)}: only customTimeouts change, and only in the state`);
      }
      const { changes, replaces, deleteBeforeReplace } = diff;
      return { changes: changes || isTimed, replaces: [...replaces], deleteBeforeReplace };
    },

    async create(inputs: Properties) {
      const { __import: id } = inputs;
      if (id !== undefined && adopted.has(id)) {
        throw new ModelArtsError(
          "modelarts/import-taken",
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
          : await lifecycle.read(id, properties).catch(sayLastUp);
      if (!isReference) return { ...found, props: withSecrets(found.props) };
      if (found.id === "") return { id: found.id, props: {} };
      // The id in the program's spelling.
      return {
        id: isRefresh ? found.id : id,
        props: { ...nullOutputs, ...withSecrets(found.props) },
      };
    },

    async update(id: string, state: Properties, newInputs: Properties) {
      const { outs } = await lifecycle
        .update(id, state, newInputs)
        .catch((error: unknown) => keepProvider(error, newInputs));
      return { outs: withSecrets(outs) };
    },

    async delete(id: string, properties: Properties) {
      if (!imported.has(id)) return lifecycle.delete(id, properties).catch(sayLastUp);
      log(
        withCode(
          `${named(properties, noun)}: kept ${id}, because the program imports it`,
          "modelarts/kept",
        ),
      );
    },
  } satisfies dynamic.ResourceProvider);
}

/** As the engine is to show them. */
function shown(failures: readonly CheckFailure[]): dynamic.CheckFailure[] {
  return failures.map(({ property, reason, code }) => ({
    property,
    reason: withCode(reason, code),
  }));
}

function named(properties: Properties, noun: string): string {
  return String(properties["name"] ?? noun);
}

/** Marks `__inputs` as a secret. The engine knows the other secret outputs from the SDK class. */
function withSecrets(properties: Properties): Properties {
  const { __inputs, ...rest } = properties;
  return __inputs === undefined ? rest : { ...rest, __inputs: asSecret(__inputs) };
}

/** Adds the provider's code to the state of a partial failure; the SDK's server adds it to every other state. */
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
