/**
 * The lifecycle as the plugin `modelarts`: a gRPC ResourceProvider over the SDK's own protocol files,
 * and nothing else of the SDK, whose whole takes a second to load. `pulumi import` reads through it, and
 * programs in any language can manage notebooks with it.
 *
 * Source: proto/pulumi/provider.proto. pulumi.provider.main can't be used: its read fails on an import.
 */
import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { createClient } from "../client/client";
import { systemClock } from "../client/clock";
import { ModelArtsError } from "../client/errors";
import { readConfig } from "../config";
import * as lifecycle from "../lifecycle/notebook";
import type { Inputs, State } from "../lifecycle/notebook";
import type { Context } from "../lifecycle/wait";
import { failure } from "./plugin-failure";
import { fromStruct, previewed, toStruct } from "./plugin-values";
import { PROVIDER_CODE } from "./provider-code";

export function pluginService(version: string): UntypedServiceImplementation {
  const cancelled = new AbortController();
  let context: Context | undefined;

  function connected(): Context {
    if (context === undefined) throw new ModelArtsError("The plugin was not configured.");
    return context;
  }

  return {
    getPluginInfo: answer(() => new PluginInfo().setVersion(version)),

    getSchema: answer(() => {
      const { pulumiSchema } = require("./schema") as typeof import("./schema");
      return new messages.GetSchemaResponse().setSchema(JSON.stringify(pulumiSchema(version)));
    }),

    checkConfig: answer((request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),

    // Another account or region shows in what is read, not in a replacement of everything.
    diffConfig: answer(() => new messages.DiffResponse()),

    configure: answer((request: messages.ConfigureRequest) => {
      const given = fromStruct<Record<string, string | undefined>>(request.getArgs());
      const settings = readConfig((key) => given[key], process.env);
      const client = createClient(settings);
      const log = (line: string) => console.error(line);
      context = { client, clock: systemClock, log, signal: cancelled.signal };
      return new messages.ConfigureResponse().setSupportspreview(true);
    }),

    check: answer((request: messages.CheckRequest) => {
      const olds = fromStruct<Partial<Inputs>>(request.getOlds());
      const news = fromStruct<Record<string, unknown>>(request.getNews());
      news["name"] ??= olds.name ?? automaticName(request);
      const { inputs, failures } = lifecycle.check(olds, news);
      const failed = failures.map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
      );
      return new messages.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failed);
    }),

    diff: answer((request: messages.DiffRequest) => {
      const olds = fromStruct<Partial<State>>(request.getOlds());
      const news = fromStruct<Inputs>(request.getNews());
      const { changes, replaces } = lifecycle.diff(olds, news);
      const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
      return new messages.DiffResponse()
        .setChanges(changes ? DIFF_SOME : DIFF_NONE)
        .setReplacesList(replaces);
    }),

    create: answer(async (request: messages.CreateRequest) => {
      const inputs = withTimeout(fromStruct<Inputs>(request.getProperties()), "create", request);
      if (request.getPreview()) {
        return new messages.CreateResponse().setProperties(toStruct(previewed(inputs)));
      }
      const { id, outs } = await lifecycle.create(connected(), inputs);
      return new messages.CreateResponse().setId(id).setProperties(toStruct(outs));
    }),

    read: answer(async (request: messages.ReadRequest) => {
      const state = fromStruct<Partial<State>>(request.getProperties());
      const id = request.getId();
      const isFirst = Object.keys(state).length === 0;
      const found = isFirst
        ? { id, ...(await lifecycle.readFirst(connected(), id)) }
        : await lifecycle.read(connected(), id, state);
      if (found.id === "") return new messages.ReadResponse();
      return new messages.ReadResponse()
        .setId(id)
        .setProperties(toStruct({ ...found.props, __provider: PROVIDER_CODE }))
        .setInputs(toStruct({ ...found.inputs, __provider: PROVIDER_CODE }));
    }),

    update: answer(async (request: messages.UpdateRequest) => {
      const olds = fromStruct<Partial<State>>(request.getOlds());
      const news = withTimeout(fromStruct<Inputs>(request.getNews()), "update", request);
      if (request.getPreview()) {
        return new messages.UpdateResponse().setProperties(toStruct(previewed(news)));
      }
      const { outs } = await lifecycle.update(connected(), request.getId(), olds, news);
      return new messages.UpdateResponse().setProperties(toStruct(outs));
    }),

    delete: answer(async (request: messages.DeleteRequest) => {
      const state = fromStruct<Partial<State>>(request.getProperties());
      const timed = withTimeout(state, "delete", request);
      await lifecycle.delete(connected(), request.getId(), timed);
      return new Empty();
    }),

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

/** Pulumi's usual automatic name; the seed makes it the same in a preview and the update after it. */
function automaticName(request: messages.CheckRequest): string {
  const { createHash } = require("node:crypto") as typeof import("node:crypto");
  const name = request.getName() || (request.getUrn().split("::").at(-1) ?? "notebook");
  const digits = createHash("sha256")
    .update(request.getRandomseed_asU8())
    .digest("hex")
    .slice(0, 7);
  return `${name.replace(/[^-\w]/g, "-").slice(0, 120)}-${digits}`;
}
