/** Serves the plugin to the engine and prints its port. */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { atEnd } from "../../journal/at-end";
import { endWithEngine } from "../end-with-engine";
import type { Manifest } from "./manifest";
import { pluginService } from "./service";

const manifest = require("pulumi-modelarts/package.json") as Manifest;

/** In bytes; the engine's own limit for messages, since big stacks make big messages. */
const LIMIT = 1024 * 1024 * 400;

const server = new Server({
  "grpc.max_receive_message_length": LIMIT,
  "grpc.max_send_message_length": LIMIT,
});
server.addService(ResourceProviderService, pluginService({ manifest, atEnd }));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(String(port)); // The engine reads the port from the first line.
});

endWithEngine();
