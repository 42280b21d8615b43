/** One function for each request of the engine. */
import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import {
  INPUTS,
  messages,
  newPlugin,
  struct,
  URN,
  type FixtureOptions,
  type Json,
  type Plugin,
} from "./plugin-fixture";

/** A new plugin for each test, and the engine's requests to it. */
export function usePlugin(options: FixtureOptions = {}) {
  let plugin: Plugin;
  beforeEach(async () => {
    plugin = await newPlugin(options);
  });
  afterEach(() => plugin.close());

  return {
    plugin: () => plugin,

    only: () => plugin.simulator.notebooks.list()[0] ?? assert.fail("no notebook"),

    check: (
      newInputs: object,
      change?: (request: messages.CheckRequest) => void,
      oldInputs = {},
    ) => {
      const request = new messages.CheckRequest()
        .setUrn(URN)
        .setName("dev")
        .setOlds(struct(oldInputs))
        .setNews(struct(newInputs))
        .setRandomseed(Buffer.from("seed"));
      change?.(request);
      return plugin.send<messages.CheckResponse>("check", request);
    },

    create: (inputs: object = INPUTS, change?: (request: messages.CreateRequest) => void) => {
      const request = new messages.CreateRequest().setUrn(URN).setProperties(struct(inputs));
      change?.(request);
      return plugin.send<messages.CreateResponse>("create", request);
    },

    read: (id: string, state?: object) => {
      const request = new messages.ReadRequest().setUrn(URN).setId(id);
      if (state !== undefined) request.setProperties(struct(state)).setInputs(struct(INPUTS));
      return plugin.send<messages.ReadResponse>("read", request);
    },

    update: (
      id: string,
      state: object,
      newInputs: object,
      change?: (request: messages.UpdateRequest) => void,
    ) => {
      const request = new messages.UpdateRequest().setUrn(URN).setId(id);
      request.setOlds(struct(state)).setNews(struct(newInputs)).setOldInputs(struct(INPUTS));
      change?.(request);
      return plugin.send<messages.UpdateResponse>("update", request);
    },
  };
}

export async function failed(work: Promise<unknown>): Promise<ServiceError> {
  return work.then(
    () => assert.fail("it succeeded"),
    (error: ServiceError) => error,
  );
}

/** The partial failure in the details of an error's status, where the engine reads it. */
export function partOf(error: ServiceError) {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  const [any] = Status.deserializeBinary(new Uint8Array(packed as Buffer)).getDetailsList();
  assert.equal(any?.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
  return messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
}

/** Outputs as the engine sends them to this plugin: without the marks of secrets. */
export function unmarked(outputs: Record<string, Json>): Record<string, Json> {
  return { ...outputs, token: outputs["token"].value };
}
