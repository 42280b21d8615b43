/**
 * The lifecycle as the plugin `modelarts`: a gRPC ResourceProvider over the SDK's own protocol files,
 * and nothing else of the SDK, whose whole takes a second to load. `pulumi import` reads through it, and
 * programs in any language can manage notebooks with it.
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
import { createClient } from "../client/client";
import { systemClock, type Clock } from "../client/clock";
import { ModelArtsError } from "../client/errors";
import { secretKeys, type Environment } from "../config";
import { UNKNOWN } from "../lifecycle/fields";
import type { Inputs, State } from "../lifecycle/notebook";
import type { Context } from "../lifecycle/wait";
import { configChanges, configFailures, settingsOf, type Given } from "./plugin-config";
import { propertyChanges } from "./plugin-diff";
import { checkFailures, failure, withoutTimeouts } from "./plugin-failure";
import { invoke, listNotebooks } from "./plugin-functions";
import { EngineLog } from "./plugin-log";
import { diffResponse } from "./plugin-messages";
import { automaticName } from "./plugin-name";
import { previewedCreate, previewedUpdate } from "./plugin-preview";
import { lifecycleOf } from "./plugin-resources";
import { fromStruct, toStruct } from "./plugin-values";
import { PROVIDER_CODE } from "./provider-code";

export interface PluginOptions {
  version: string;
  environment?: Environment;
  clock?: Clock;
}

export function pluginService(options: PluginOptions): UntypedServiceImplementation {
  const { version, environment = process.env, clock = systemClock } = options;
  const cancelled = new AbortController();
  setMaxListeners(0, cancelled.signal); // Each notebook that is waited for listens.
  const engineLog = new EngineLog();
  let client: Context["client"] | undefined;

  function connected(urn = ""): Context {
    cancelled.signal.throwIfAborted();
    if (client === undefined) throw new ModelArtsError("The plugin was not configured.");
    const log = (line: string, isPassing = false) => engineLog.write(urn, line, isPassing);
    return { client, clock, log, signal: cancelled.signal };
  }

  /** The work on one resource; what it says is delivered before its answer. */
  function logged<Result>(urn: string, work: (context: Context) => Promise<Result>) {
    return work(connected(urn)).finally(() => engineLog.flush());
  }

  return {
    handshake: answer((request: messages.ProviderHandshakeRequest) => {
      engineLog.attach(request.getEngineAddress());
      // Without accepted secrets, the engine itself marks each output whose input of that name is one.
      return new messages.ProviderHandshakeResponse().setSupportsAutonamingConfiguration(true);
    }),

    attach: answer((request: PluginAttach) => {
      engineLog.attach(request.getAddress());
      return new Empty();
    }),

    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),

    getSchema: answer(() => {
      const { pulumiSchema } = require("./plugin-schema") as typeof import("./plugin-schema");
      return new messages.GetSchemaResponse().setSchema(JSON.stringify(pulumiSchema(version)));
    }),

    checkConfig: answer((request: messages.CheckRequest) => {
      const given = fromStruct<Record<string, unknown>>(request.getNews());
      return new messages.CheckResponse()
        .setInputs(toStruct(given, secretKeys))
        .setFailuresList(checkFailures(configFailures(given, environment)));
    }),

    diffConfig: answer((request: messages.DiffRequest) => {
      const olds = fromStruct<Given>(request.getOldInputs() ?? request.getOlds());
      return diffResponse(configChanges(olds, fromStruct<Given>(request.getNews())));
    }),

    configure: answer((request: messages.ConfigureRequest) => {
      const given = fromStruct<Given>(request.getArgs());
      // The engine doesn't ask for anything until all is known.
      const isKnown = !Object.values(given).includes(UNKNOWN);
      client = isKnown ? createClient(settingsOf(given, environment), clock) : undefined;
      return new messages.ConfigureResponse()
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),

    check: answer((request: messages.CheckRequest) => {
      const lifecycle = lifecycleOf(request.getUrn());
      const olds = fromStruct<Partial<Inputs>>(request.getOlds());
      const news = fromStruct<Record<string, unknown>>(request.getNews());
      const name = news["name"] ?? olds.name ?? automaticName(request);
      const { inputs, failures } = lifecycle.check(olds, { ...news, name });
      return new messages.CheckResponse()
        .setInputs(toStruct(inputs))
        .setFailuresList(checkFailures(failures));
    }),

    diff: answer((request: messages.DiffRequest) => {
      lifecycleOf(request.getUrn()); // Other types are refused.
      const olds = fromStruct<Partial<State>>(request.getOlds());
      const oldInputs = fromStruct<Partial<Inputs>>(request.getOldInputs());
      return diffResponse(propertyChanges(oldInputs, olds, fromStruct(request.getNews())));
    }),

    create: answer(async (request: messages.CreateRequest) => {
      const lifecycle = lifecycleOf(request.getUrn());
      const inputs = fromStruct<Inputs>(request.getProperties());
      const response = new messages.CreateResponse();
      if (request.getPreview()) return response.setProperties(toStruct(previewedCreate(inputs)));
      const timed = withTimeout(inputs, "create", request);
      const { id, outs } = await logged(request.getUrn(), (context) =>
        lifecycle.create(context, timed),
      );
      return response.setId(id).setProperties(toStruct(withoutTimeouts(outs)));
    }),

    read: answer(async (request: messages.ReadRequest) => {
      const lifecycle = lifecycleOf(request.getUrn());
      const id = request.getId();
      const state = fromStruct<Partial<State>>(request.getProperties());
      const isFirst = Object.keys(state).length === 0;
      const found = isFirst
        ? await lifecycle.readFirst(connected(), id)
        : await lifecycle.read(connected(), id, state);
      if (found.id === "") return new messages.ReadResponse();
      // The dynamic class can take over what was imported, if its provider's code is there already.
      const code = isFirst || "__provider" in state ? { __provider: PROVIDER_CODE } : {};
      return new messages.ReadResponse()
        .setId(found.id)
        .setProperties(toStruct({ ...found.props, ...code }))
        .setInputs(toStruct({ ...found.inputs, ...code }));
    }),

    update: answer(async (request: messages.UpdateRequest) => {
      const lifecycle = lifecycleOf(request.getUrn());
      const olds = fromStruct<Partial<State>>(request.getOlds());
      const news = fromStruct<Inputs>(request.getNews());
      const response = new messages.UpdateResponse();
      if (request.getPreview()) {
        return response.setProperties(toStruct(previewedUpdate(news, olds)));
      }
      const timed = withTimeout(news, "update", request);
      const { outs } = await logged(request.getUrn(), (context) =>
        lifecycle.update(context, request.getId(), olds, timed),
      );
      return response.setProperties(toStruct(withoutTimeouts(outs)));
    }),

    delete: answer(async (request: messages.DeleteRequest) => {
      const lifecycle = lifecycleOf(request.getUrn());
      const state = fromStruct<Partial<State>>(request.getProperties());
      const timed = withTimeout(state, "delete", request);
      await logged(request.getUrn(), (context) =>
        lifecycle.delete(context, request.getId(), timed),
      );
      return new Empty();
    }),

    invoke: answer((request: messages.InvokeRequest) => invoke(connected(), request)),

    list: (call: ServerWritableStream<messages.ListRequest, messages.ListResponse>) => {
      const send = async () => {
        for (const found of await listNotebooks(connected(), call.request)) call.write(found);
      };
      send().then(
        () => call.end(),
        (error: Error) => call.emit("error", failure(error)),
      );
    },

    cancel: answer(() => {
      cancelled.abort(new ModelArtsError("The waiting was cancelled; the notebook's id is kept."));
      return new Empty();
    }),
  };
}

/** A gRPC handler of a function from request to response. */
function answer<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    new Promise<Response>((resolve) => resolve(handle(call.request))).then(
      (response) => callback(null, response),
      (error: Error) => callback(failure(error)),
    );
  };
}

/** The engine gives `customTimeouts` in seconds, 0 for none. */
function withTimeout<Properties extends object>(
  properties: Properties,
  verb: "create" | "update" | "delete",
  request: { getTimeout(): number },
): Properties {
  const seconds = request.getTimeout();
  return seconds > 0 ? { ...properties, __timeouts: { [verb]: `${seconds}s` } } : properties;
}
