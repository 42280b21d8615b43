/** Connections that are kept open. They send a request and receive the whole answer, within limits. */
import { setImmediate } from "node:timers/promises";
import { createSecureContext, rootCertificates } from "node:tls";
import type { Agent, Dispatcher } from "undici";
import type { Exchange } from "./errors";
import { failure, type CodedError, type Progress } from "./exchange-failure";
import type { Repetition } from "./retry";
import type { Settings } from "./settings";
import { TimeLimit } from "./time-limit";

/** Limits of one exchange. */
export interface Limits {
  /** Milliseconds to connect, TLS included. */
  connectMs: number;
  /** Milliseconds from sending the request to the end of the answer. The wait for a free connection is not counted. */
  exchangeMs: number;
  /** Milliseconds for which a sent change may still be answered after a cancel: its outcome is worth knowing. */
  graceMs: number;
  /** Bytes of the answer's body. */
  bodyBytes: number;
  /** Connections to one host at the same time. */
  connections: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  exchangeMs: 30_000,
  graceMs: 5_000,
  bodyBytes: 16 * 1024 * 1024,
  connections: 32,
};

/** A request that is ready to be sent. */
export interface Outgoing {
  exchange: Exchange;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  repetition: Repetition;
  signal: AbortSignal | undefined;
  /** Milliseconds until the deadline. */
  leftMs: number;
}

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}

/** The connections of clients that trust the same certificate authorities, some for each host. */
export class Pool {
  private agent: Agent | undefined;
  /** The origins of addresses that have answered as the API does. */
  private readonly known = new Set<string>();

  constructor(
    private readonly trust: Pick<Settings, "insecure" | "caCert">,
    private readonly limits: Limits,
  ) {}

  /**
   * Sends a request once. A redirect is returned and not followed.
   *
   * @throws ConnectionError if no answer came in time, AnswerError if the answer is too large, or the signal's
   * reason. After a cancel, a change that was sent is still waited for, so it never ends with the signal's reason.
   */
  async send(outgoing: Outgoing): Promise<Answer> {
    const { repetition, signal, leftMs } = outgoing;
    const limit = new TimeLimit(leftMs, signal);
    const progress: Progress = { isSent: false, hasBegun: false };
    const onSent = () => {
      progress.isSent = true;
      limit.endIn(this.limits.exchangeMs);
      if (repetition !== "read") limit.allowGrace(this.limits.graceMs);
    };
    try {
      return await limit.race(this.receive(outgoing, limit.signal, progress, onSent));
    } catch (thrown) {
      const reason = limit.signal.aborted ? (limit.signal.reason as unknown) : thrown;
      if (reason === signal?.reason && signal?.aborted === true) throw reason;
      throw failure(outgoing, progress, reason as CodedError, this.limits.bodyBytes);
    } finally {
      limit.release();
    }
  }

  /** True once the address has answered as the API does. */
  isKnown({ origin }: URL): boolean {
    return this.known.has(origin);
  }

  setKnown({ origin }: URL): void {
    this.known.add(origin);
  }

  private async receive(
    { exchange, url, headers, body }: Outgoing,
    signal: AbortSignal,
    progress: Progress,
    onSent: () => void,
  ): Promise<Answer> {
    const undici = await import("undici"); // Loaded here, since most programs send nothing from their own process.
    signal.throwIfAborted();
    const agent = (this.agent ??= this.open(undici));
    const response = await undici.request(url, {
      method: exchange.method,
      headers,
      body: body ?? null,
      dispatcher: agent.compose(noticing(undici, onSent)),
      signal,
    });
    progress.hasBegun = true;
    const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
    const text = await response.body.text();
    // undici frees a connection one turn of the event loop after its answer. A request before that would
    // open another connection.
    await setImmediate();
    return {
      status: response.statusCode,
      headers: Object.fromEntries(received) as Answer["headers"],
      text,
    };
  }

  /** Closes the connections once they are idle. */
  async close(): Promise<void> {
    const { agent } = this;
    this.agent = undefined;
    await agent?.close();
  }

  private open({ Agent }: typeof import("undici")): Agent {
    const { caCert, insecure } = this.trust;
    return new Agent({
      connections: this.limits.connections,
      connect: {
        timeout: this.limits.connectMs,
        rejectUnauthorized: !insecure,
        secureContext:
          caCert === undefined
            ? undefined
            : createSecureContext({ ca: withPublicAuthorities(caCert) }),
      },
      // The exchange has one limit for all of it.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: this.limits.bodyBytes,
    });
  }
}

interface RequestStart {
  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void;
}

/** Calls `onSent` when the request leaves on an open connection: until then, it can't have reached the API. */
function noticing({ DecoratorHandler }: typeof import("undici"), onSent: () => void) {
  // undici's types leave out the methods of its own class.
  const Handler = DecoratorHandler as new (handler: Dispatcher.DispatchHandler) => RequestStart;
  class Noticing extends Handler {
    override onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
      onSent();
      super.onRequestStart(controller, context);
    }
  }
  return (dispatch: Dispatcher["dispatch"]): Dispatcher["dispatch"] =>
    (options, handler) =>
      dispatch(options, new Noticing(handler));
}

/** node:tls trusts only the authorities in `ca`; the user's authority must not replace the public ones. */
export function withPublicAuthorities(caCert: string): string[] {
  return [...rootCertificates, caCert];
}
