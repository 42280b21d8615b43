/**
 * Lines for the user who watches. The engine hides what a plugin writes to its standard error (it shows
 * it when the plugin crashes), so they go to the engine's own log, each to its resource.
 */
import { credentials, Metadata } from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

/** A line that can't be delivered in this time is let go. */
const DEADLINE_MS = 2000;

export class EngineLog {
  private client: EngineClient | undefined;
  private address: string | undefined;
  private pending: Promise<void> = Promise.resolve();

  /** @param address the engine's. */
  attach(address: string): void {
    this.client?.close();
    this.client = undefined;
    this.address = address;
  }

  /** @param isTransient shown while it happens and not kept: progress, for instance. */
  write(urn: string, line: string, isTransient: boolean): void {
    const sent = this.pending.then(() => this.send(urn, line, isTransient));
    this.pending = sent.catch(() => undefined); // The work matters more than its log.
  }

  /** Resolves when all lines are delivered, so that none comes after what it is about. */
  async flush(): Promise<void> {
    await this.pending;
  }

  private send(urn: string, line: string, isTransient: boolean): Promise<void> {
    if (this.address === undefined) return Promise.resolve();
    const { LogRequest, LogSeverity } =
      require("@pulumi/pulumi/proto/engine_pb") as typeof import("@pulumi/pulumi/proto/engine_pb");
    const request = new LogRequest()
      .setSeverity(LogSeverity.INFO)
      .setUrn(urn)
      .setMessage(line)
      .setEphemeral(isTransient);
    const client = (this.client ??= connect(this.address));
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + DEADLINE_MS;
      const done = (error: Error | null) => (error ? reject(error) : resolve());
      client.log(request, new Metadata(), { deadline }, done);
    });
  }
}

function connect(address: string): EngineClient {
  const { EngineClient: Client } =
    require("@pulumi/pulumi/proto/engine_grpc_pb") as typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
  return new Client(address, credentials.createInsecure());
}
