/**
 * Messages for the user, through the engine's log service: the engine shows a plugin's standard error only if the plugin
 * crashes. A message belongs to a resource, or to the stack.
 */
import { credentials, Metadata } from "@grpc/grpc-js";
import { printable } from "../wire/printable";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

/** A message that can't be delivered in this time is dropped. */
const DEADLINE_MS = 2000;

export class EngineLog {
  private client: EngineClient | undefined;
  private address: string | undefined;
  private pending: Promise<void> = Promise.resolve();

  /** @param address of the engine's log service, `host:port`. */
  attach(address: string): void {
    this.client?.close();
    this.client = undefined;
    this.address = address;
  }

  /**
   * @param urn of the resource; empty: the stack.
   * @param isProgress the engine shows the line for a moment and does not keep it.
   */
  write(urn: string, line: string, isProgress: boolean): void {
    const sent = this.pending.then(() => this.send(urn, line, isProgress));
    this.pending = sent.catch(() => undefined); // A failed log must not fail the work.
  }

  /** Resolves when all lines are delivered; called before an answer, so that no line arrives after it. */
  async flush(): Promise<void> {
    await this.pending;
  }

  private send(urn: string, line: string, isProgress: boolean): Promise<void> {
    if (this.address === undefined) return Promise.resolve();
    const { LogRequest, LogSeverity } =
      require("@pulumi/pulumi/proto/engine_pb") as typeof import("@pulumi/pulumi/proto/engine_pb");
    const request = new LogRequest()
      .setSeverity(LogSeverity.INFO)
      .setUrn(urn)
      .setMessage(printable(line))
      .setEphemeral(isProgress);
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
