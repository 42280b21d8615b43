/** Connections that are kept open. They send a request and receive the whole answer, within limits. */
import { createSecureContext, rootCertificates } from "node:tls";
import type { Agent, Dispatcher } from "undici";
import type { Exchange } from "./errors";
import { failure, type CodedError, type Progress } from "./exchange-failure";
import { Receiver, type Answer } from "./receiver";
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
  headers: Record<string, string>;
  body: string | undefined;
  repetition: Repetition;
  signal: AbortSignal | undefined;
  /** Milliseconds until the deadline. */
  leftMs: number;
}

/** The connections of clients that trust the same certificate authorities, some for each host. */
export class Pool {
  private undici: typeof import("undici") | undefined;
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
    // Loaded here, since most programs send nothing from their own process. An import takes its time also when it
    // finds a module that is loaded.
    this.undici ??= await import("undici");
    const agent = (this.agent ??= this.open(this.undici));
    const limit = new TimeLimit(leftMs, signal);
    const progress: Progress = { isSent: false, hasBegun: false };
    try {
      return await new Promise((onAnswer, onError) => {
        const receiver = new Receiver({
          onSent: () => {
            progress.isSent = true;
            limit.endIn(this.limits.exchangeMs);
            if (repetition !== "read") limit.allowGrace(this.limits.graceMs);
          },
          onBegun: () => (progress.hasBegun = true),
          onAnswer,
          onError,
        });
        limit.onEnd((reason) => {
          onError(reason);
          receiver.abort(reason);
        });
        if (!limit.hasEnded) agent.dispatch(dispatched(outgoing), receiver);
      });
    } catch (reason) {
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

function dispatched({ exchange, url, headers, body }: Outgoing): Dispatcher.DispatchOptions {
  return {
    origin: url.origin,
    path: url.pathname + url.search,
    method: exchange.method,
    headers,
    body: body ?? null,
  };
}

/** node:tls trusts only the authorities in `ca`; the user's authority must not replace the public ones. */
export function withPublicAuthorities(caCert: string): string[] {
  return [...rootCertificates, caCert];
}
