/** The first calls of the engine, on the real protocol. */
import { credentials, type Client, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest, ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { NOTEBOOK } from "../../../test/notebook-args";

/** Resolves when the plugin at the port has answered its version. */
export function firstInfo(port: string): Promise<void> {
  return withClient(port, (client) => answered((done) => client.getPluginInfo(new Empty(), done)));
}

/** Resolves when the dynamic provider at the port has checked a notebook. @param code of the provider. */
export function firstCheck(port: string, code: string): Promise<void> {
  const configure = new ConfigureRequest().setArgs(Struct.fromJavaScript({}));
  const inputs = { name: "first", ...NOTEBOOK, __provider: code };
  const check = new CheckRequest()
    .setUrn("urn:pulumi:test::test::pulumi-nodejs:dynamic/modelarts:Notebook::first")
    .setOlds(Struct.fromJavaScript({}))
    .setNews(Struct.fromJavaScript(inputs));
  return withClient(port, async (client) => {
    await answered((done) => client.configure(configure, done));
    await answered((done) => client.check(check, done));
  });
}

async function withClient(
  port: string,
  work: (client: ResourceProviderClient) => Promise<void>,
): Promise<void> {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  try {
    await work(client);
  } finally {
    (client as Client).close();
  }
}

function answered(call: (done: (error: ServiceError | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error === null ? resolve() : reject(error)));
  });
}
