/**
 * What undici calls while it sends one request and receives the answer. `undici.request` would make a stream and an
 * abort signal of each answer, which took more time than everything else of an exchange.
 * Source: undici's documentation of Dispatcher, `DispatchHandler`.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

type Controller = Dispatcher.DispatchController;

export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}

export interface Events {
  /** The request leaves on an open connection: until then, it can't have reached the API. */
  onSent(): void;
  /** The headers of the answer came. */
  onBegun(): void;
  onAnswer(answer: Answer): void;
  onError(error: Error): void;
}

/** UTF-8, without the byte order mark that an answer may begin with. */
const utf8 = new TextDecoder();

export class Receiver implements Dispatcher.DispatchHandler {
  private controller: Controller | undefined;
  private reason: Error | undefined;
  private status = 0;
  private readonly headers: Record<string, string> = {};
  private readonly chunks: Buffer[] = [];

  constructor(private readonly events: Events) {}

  /** Ends the exchange. A request that still waits for a connection ends when it has one, without being sent. */
  abort(reason: Error): void {
    this.reason = reason;
    this.controller?.abort(reason);
  }

  onRequestStart(controller: Controller): void {
    this.controller = controller;
    if (this.reason === undefined) this.events.onSent();
    else controller.abort(this.reason);
  }

  onResponseStart(_: Controller, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return; // The answer follows.
    this.status = status;
    for (const [name, value] of Object.entries(headers)) this.headers[name] = String(value);
    this.events.onBegun();
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const { status, headers, chunks } = this;
    const [first, ...more] = chunks;
    const text = utf8.decode(more.length === 0 ? first : Buffer.concat(chunks));
    // undici frees a connection one turn of the event loop after its answer. A request before that would open
    // another connection. The microtask runs once undici has asked for that turn.
    queueMicrotask(() => setImmediate(() => this.events.onAnswer({ status, headers, text })));
  }

  onResponseError(_: Controller, error: Error): void {
    this.events.onError(error);
  }
}
