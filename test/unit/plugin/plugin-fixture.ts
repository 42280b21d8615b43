/** The plugin over real gRPC, on the simulator. Both share a clock, which sleeping advances. */
import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import {
  ResourceProviderClient,
  ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { createSimulator, type Simulator } from "pulumi-modelarts-simulator";
import { systemClock, type Clock } from "../../../provider/client/clock";
import { pluginService } from "../../../provider/servers/plugin/service";
import { temporaryHome } from "../resources/temporary-journal";

export { messages };

export const URN = "urn:pulumi:test::test::modelarts:index:Notebook::dev";

export const INPUTS = {
  name: "dev",
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
};

/** How the engine writes unknown values and secrets. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

export const struct = (value: object) => Struct.fromJavaScript(value as never);
/** Tests read answers as untyped JSON; eslint's configuration allows that for them. */
export type Json = ReturnType<typeof JSON.parse>;
/** The values as sent: secrets are still marked. */
export const plain = (value: Struct | undefined) =>
  (value?.toJavaScript() ?? {}) as Record<string, Json>;

/** A detailed diff as lines of path, kind, and "input" or "live": where the engine reads the old value. */
export function detailsOf(answer: messages.DiffResponse): string[] {
  const kinds = Object.keys(messages.PropertyDiff.Kind);
  const lines: string[] = [];
  answer.getDetaileddiffMap().forEach((detail, path) => {
    lines.push(`${path} ${kinds[detail.getKind()]} ${detail.getInputdiff() ? "input" : "live"}`);
  });
  return lines.sort();
}

type Rpc = Exclude<keyof ResourceProviderClient, "close" | "getChannel" | "waitForReady">;

export interface Plugin {
  simulator: Simulator;
  /** The lines that the plugin logged: the text, and whether it is transient. */
  lines: [string, boolean][];
  /** Requests to the API since the last call, as `PUT /notebooks/{id}`. */
  requests(): string[];
  send<Answer>(rpc: Rpc, request: object): Promise<Answer>;
  /** Returns the ids that the plugin lists. */
  list(request: messages.ListRequest): Promise<string[]>;
  close(): Promise<void>;
}

export const ENVIRONMENT = { HW_AUTH_TOKEN: "the-token-of-the-test", HW_PROJECT_ID: "p" };

export interface FixtureOptions {
  transitionMs?: number;
  /** Whether the plugin uses the system's clock, for tests about waiting. */
  isRealTime?: boolean;
  isConfigured?: boolean;
  environment?: Record<string, string>;
}

export async function newPlugin(options: FixtureOptions = {}): Promise<Plugin> {
  const { transitionMs = 30_000, isRealTime = false, isConfigured = true } = options;
  const clock = isRealTime ? systemClock : jumpingClock();
  let seen: string[] = [];
  const simulator = createSimulator({
    clock,
    transitionMs,
    log: ({ method, path }) =>
      seen.push(`${method} ${path.replace("/v1/p", "").replace(/[0-9a-f-]{36}/, "{id}")}`),
  });
  const api = await simulator.listen();

  const lines: Plugin["lines"] = [];
  const engine = await serve((server) =>
    server.addService(EngineService, {
      log: (call: { request: LogRequest }, answer: (error: null, response: Empty) => void) => {
        lines.push([call.request.getMessage(), call.request.getEphemeral()]);
        answer(null, new Empty());
      },
    }),
  );
  const environment = options.environment ?? ENVIRONMENT;
  const plugin = await serve((server) =>
    server.addService(
      ResourceProviderService,
      pluginService({
        manifest: { version: "1.2.3" },
        environment: { PULUMI_HOME: temporaryHome(), ...environment },
        clock,
      }),
    ),
  );
  const client = new ResourceProviderClient(plugin.address, credentials.createInsecure());

  const send = <Answer>(rpc: Rpc, request: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const method = client[rpc].bind(client) as (
        request: object,
        done: (error: ServiceError | null, answer: Answer) => void,
      ) => void;
      method(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });

  await send("handshake", new messages.ProviderHandshakeRequest().setEngineAddress(engine.address));
  if (isConfigured) {
    const args = struct({ endpoint: api.url });
    await send("configure", new messages.ConfigureRequest().setArgs(args));
  }
  return {
    simulator,
    lines,
    requests: () => seen.splice(0),
    send,
    list: (request) =>
      new Promise((resolve, reject) => {
        const ids: string[] = [];
        const stream = client.list(request);
        stream.on("data", (found: messages.ListResponse) => {
          ids.push(found.getResult()?.getId() ?? "");
        });
        stream.on("end", () => resolve(ids)).on("error", reject);
      }),
    close: async () => {
      seen = [];
      client.close();
      plugin.server.forceShutdown();
      engine.server.forceShutdown();
      await api.close();
    },
  };
}

function jumpingClock(): Clock {
  let now = Date.parse("2026-01-01T00:00:00Z");
  return {
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
}

function serve(add: (server: Server) => void): Promise<{ server: Server; address: string }> {
  const server = new Server();
  add(server);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve({ server, address: `127.0.0.1:${port}` }),
    );
  });
}
