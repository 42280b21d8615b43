/**
 * The lifecycles as the plugin `modelarts`, a gRPC ResourceProvider. Of the SDK it uses only the protocol files,
 * since the whole SDK takes a second to load. `pulumi import` reads through the plugin, and programs in any
 * language can manage notebooks, storage mounts and images with it.
 *
 * Source: proto/pulumi/provider.proto and the engine's provider_plugin.go. pulumi.provider.main can't be
 * used: its read fails on an import.
 */
import { setMaxListeners } from "node:events";
import type {
  sendUnaryData,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { systemClock, type Clock } from "../../client/clock";
import { ModelArtsError } from "../../client/errors";
import type { Environment } from "../../config/keys";
import type { Connections } from "../../config/connections";
import { backendUrl } from "../../journal/backend";
import { Journal, journalFolder } from "../../journal/journal";
import { UNKNOWN } from "../../engine/unknown";
import type { Kind, Properties } from "../../resources/resource-kind";
import { splitLocation, type Location } from "../../config/location";
import {
  locatedLifecycle,
  type LocatedLifecycle,
  type ReadResult,
  type ServerContext,
} from "../location/located-lifecycle";
import { configChanges, configFailures, connectionsOf, secretSettings, type Given } from "./config";
import { detailedDiff } from "./detailed-diff";
import { checkFailures, failure, withoutTimeouts } from "./errors";
import { invoke, listNotebooks } from "./functions";
import { EngineLog } from "../engine-log";
import { diffResponse } from "./diff-response";
import { automaticName } from "./auto-name";
import type { Manifest } from "./manifest";
import { previewedCreate, previewedUpdate } from "./preview";
import { keyOf } from "./urn";
import { kindOf } from "./resource-types";
import { fromStruct, toStruct } from "./marshal";
import { providerCodes } from "../../engine/provider-code";

/** The reason that ends all operations when the engine sends Cancel. */
const INTERRUPTED =
  "Pulumi was interrupted, and this operation with it. Run the same command again.";

export interface PluginOptions {
  manifest: Manifest;
  environment?: Environment;
  clock?: Clock;
  /** Registers work for the end of the process. */
  atEnd?: (work: () => void) => void;
}

export function pluginService(options: PluginOptions): UntypedServiceImplementation {
  const { manifest, environment = process.env, clock = systemClock } = options;
  const cancelled = new AbortController();
  setMaxListeners(0, cancelled.signal); // Each wait for a notebook adds a listener.
  const engineLog = new EngineLog();
  const warn = (line: string) => engineLog.write("", line, false);
  const journal = new Journal(journalFolder(environment), warn, backendUrl(environment));
  options.atEnd?.(() => journal.creates.close());
  let connections: Connections | undefined;

  function serverContext(urn = ""): ServerContext {
    cancelled.signal.throwIfAborted();
    if (connections === undefined)
      throw new ModelArtsError("modelarts/bug", "The plugin was not configured.");
    const log = (line: string, isProgress = false) => engineLog.write(urn, line, isProgress);
    return { connections, context: { clock, log, journal, signal: cancelled.signal } };
  }

  const lifecycleOf = (kind: Kind, urn?: string) =>
    locatedLifecycle(kind, () => serverContext(urn));

  /** Runs work on one resource; its messages are delivered before its answer. */
  function logged<Result>(
    kind: Kind,
    urn: string,
    work: (life: LocatedLifecycle) => Promise<Result>,
  ) {
    return work(lifecycleOf(kind, urn)).finally(() => engineLog.flush());
  }

  const connected = (location: Location) => ({
    client: serverContext().connections.client(location).within({ signal: cancelled.signal }),
  });

  return {
    handshake: answer((request: messages.ProviderHandshakeRequest) => {
      engineLog.attach(request.getEngineAddress());
      // Without `acceptSecrets`, the engine itself marks an output as secret if the input of the same name is secret.
      return new messages.ProviderHandshakeResponse().setSupportsAutonamingConfiguration(true);
    }),

    attach: answer((request: PluginAttach) => {
      engineLog.attach(request.getAddress());
      return new Empty();
    }),

    getPluginInfo: answer(() => new PluginInfo().setVersion(manifest.version)),

    getSchema: answer(() => {
      const { pulumiSchema } = require("./schema") as typeof import("./schema");
      return new messages.GetSchemaResponse().setSchema(JSON.stringify(pulumiSchema(manifest)));
    }),

    checkConfig: answer((request: messages.CheckRequest) => {
      const given = fromStruct<Record<string, unknown>>(request.getNews());
      return new messages.CheckResponse()
        .setInputs(toStruct(given, secretSettings))
        .setFailuresList(checkFailures(configFailures(given, environment)));
    }),

    diffConfig: answer((request: messages.DiffRequest) => {
      const oldInputs = fromStruct<Given>(request.getOldInputs() ?? request.getOlds());
      const details = configChanges(oldInputs, fromStruct<Given>(request.getNews()));
      // No setting replaces the provider: the engine would then replace all of its notebooks, too.
      const changes = details.size > 0;
      return diffResponse({ changes, replaces: [], deleteBeforeReplace: false }, details);
    }),

    configure: answer((request: messages.ConfigureRequest) => {
      const given = fromStruct<Given>(request.getArgs());
      // The engine sends no other request until the whole configuration is known.
      const isKnown = !Object.values(given).includes(UNKNOWN);
      connections = isKnown ? connectionsOf(given, environment, clock) : undefined;
      return new messages.ConfigureResponse()
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),

    check: answer(async (request: messages.CheckRequest) => {
      const kind = kindOf(request.getUrn());
      const oldInputs = fromStruct<Properties>(request.getOlds());
      const newInputs = fromStruct<Properties>(request.getNews());
      const name = () =>
        (newInputs["name"] ?? oldInputs["name"] ?? automaticName(request)) as unknown;
      const named = kind.hasAutomaticName ? { ...newInputs, name: name() } : newInputs;
      const keyed = withJournalKey(named, request);
      const { inputs, failures: violations } = lifecycleOf(kind).check(oldInputs, keyed);
      const failures =
        violations.length > 0
          ? violations
          : await logged(kind, request.getUrn(), (life) => life.previewFailures(oldInputs, inputs));
      const { __journalKey: _, ...declared } = inputs;
      return new messages.CheckResponse()
        .setInputs(toStruct(declared))
        .setFailuresList(checkFailures(failures));
    }),

    diff: answer(async (request: messages.DiffRequest) => {
      const kind = kindOf(request.getUrn());
      const sides = {
        oldInputs: fromStruct<Properties>(request.getOldInputs()),
        state: fromStruct<Properties>(request.getOlds()),
        newInputs: fromStruct<Properties>(request.getNews()),
      };
      const keyed = withJournalKey(sides.newInputs, request);
      const { diff, notes } = await lifecycleOf(kind).diff(sides.state, keyed);
      for (const line of notes()) engineLog.write(request.getUrn(), line, false);
      await engineLog.flush();
      return diffResponse(diff, detailedDiff(diff, kind.fields, sides));
    }),

    create: answer(async (request: messages.CreateRequest) => {
      const kind = kindOf(request.getUrn());
      const inputs = fromStruct<Properties>(request.getProperties());
      const response = new messages.CreateResponse();
      if (request.getPreview()) {
        return response.setProperties(toStruct(previewedCreate(kind, inputs)));
      }
      const timed = withTimeout(withJournalKey(inputs, request), "create", request);
      const { id, outs } = await logged(kind, request.getUrn(), (life) => life.create(timed));
      return response.setId(id).setProperties(toStruct(withoutTimeouts(outs)));
    }),

    read: answer(async (request: messages.ReadRequest) => {
      const kind = kindOf(request.getUrn());
      const state = fromStruct<Properties>(request.getProperties());
      const reason = readReason(request, state);
      const found = await logged(kind, request.getUrn(), (life) =>
        readers[reason](life, request, state),
      );
      if (found.id === "") return new messages.ReadResponse();
      // With the provider's code in the state, the SDK class can take over an imported resource.
      const hasCode = reason === "import" || "__provider" in state;
      const code = hasCode ? { __provider: providerCodes[kind.name] } : {};
      const response = new messages.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct({ ...found.props, ...code }));
      return found.inputs ? response.setInputs(toStruct({ ...found.inputs, ...code })) : response;
    }),

    update: answer(async (request: messages.UpdateRequest) => {
      const kind = kindOf(request.getUrn());
      const state = fromStruct<Properties>(request.getOlds());
      const newInputs = fromStruct<Properties>(request.getNews());
      const response = new messages.UpdateResponse();
      if (request.getPreview()) {
        const { diff } = await lifecycleOf(kind).diff(state, newInputs);
        const { updates } = serverContext().connections.settings(splitLocation(newInputs).location);
        const outputs = previewedUpdate(kind, diff, newInputs, state, updates);
        return response.setProperties(toStruct(outputs));
      }
      const timed = withTimeout(newInputs, "update", request);
      const { outs } = await logged(kind, request.getUrn(), (life) =>
        life.update(request.getId(), state, timed),
      );
      return response.setProperties(toStruct(withoutTimeouts(outs)));
    }),

    delete: answer(async (request: messages.DeleteRequest) => {
      const kind = kindOf(request.getUrn());
      const state = fromStruct<Properties>(request.getProperties());
      const timed = withTimeout(state, "delete", request);
      await logged(kind, request.getUrn(), (life) => life.delete(request.getId(), timed));
      return new Empty();
    }),

    invoke: answer((request: messages.InvokeRequest) => invoke(connected, request)),

    list: (call: ServerWritableStream<messages.ListRequest, messages.ListResponse>) => {
      const send = async () => {
        for (const found of await listNotebooks(connected, call.request)) call.write(found);
      };
      send().then(
        () => call.end(),
        (error: Error) => call.emit("error", failure(error)),
      );
    },

    /** The engine also calls this before it ends the process after a run. */
    cancel: answer(() => {
      journal.creates.cancel();
      cancelled.abort(new ModelArtsError("modelarts/interrupted", INTERRUPTED));
      return new Empty();
    }),
  };
}

/**
 * Why the engine reads: an import sends no inputs. For `.get`, state and inputs are what the program says of the
 * resource; the state of a refresh is what was read before, with the id. Source: ImportStep, ReadStep and RefreshStep
 * in pkg/resource/deploy/step.go of pulumi/pulumi.
 */
function readReason(
  request: messages.ReadRequest,
  state: Properties,
): "import" | "get" | "refresh" {
  if (!request.hasInputs()) return "import";
  return "id" in state ? "refresh" : "get";
}

const readers = {
  import: (life, request) => life.import(request.getId(), keyOf(request.getUrn())),
  get: (life, request, state) => life.get(request.getId(), splitLocation(state).location),
  refresh: (life, request, state) => life.read(request.getId(), state),
} satisfies Record<
  ReturnType<typeof readReason>,
  (life: LocatedLifecycle, request: messages.ReadRequest, state: Properties) => Promise<ReadResult>
>;

/** Makes a gRPC handler from a function of the request. */
function answer<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    new Promise<Response>((resolve) => resolve(handle(call.request))).then(
      (response) => callback(null, response),
      (error: Error) => callback(failure(error)),
    );
  };
}

/** Adds the resource's key in the journal, which a dynamic provider gets from the SDK class. */
function withJournalKey(properties: Properties, request: { getUrn(): string }): Properties {
  return { ...properties, __journalKey: keyOf(request.getUrn()) };
}

/** Adds the request's `customTimeouts` to the properties. The engine sends seconds, 0 for none. */
function withTimeout<Values extends object>(
  properties: Values,
  verb: "create" | "update" | "delete",
  request: { getTimeout(): number },
): Values {
  const seconds = request.getTimeout();
  return seconds > 0 ? { ...properties, __timeouts: { [verb]: `${seconds}s` } } : properties;
}
