/** The kept connections: a request goes out, its answer comes back whole, and all of it within bounds. */
import { setImmediate } from "node:timers/promises";
import { createSecureContext, rootCertificates } from "node:tls";
import type { Agent } from "undici";
import { AnswerError, ConnectionError, type Exchange } from "./errors";
import type { Settings } from "./settings";

/** Bounds of one exchange: milliseconds, and bytes for the body. */
export interface Limits {
  connectMs: number;
  headersMs: number;
  bodyMs: number;
  bodyBytes: number;
  connections: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyMs: 30_000,
  bodyBytes: 16 * 1024 * 1024,
  connections: 32,
};

/** A request as it goes out. */
export interface Outgoing {
  exchange: Exchange;
  url: URL;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  signal: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}

/** One pool of kept connections for each host. */
export class Pool {
  private agent: Agent | undefined;

  constructor(
    private readonly trust: Pick<Settings, "insecure" | "caCert">,
    private readonly limits: Limits,
  ) {}

  /**
   * Sends a request once; a redirect is an answer as any other.
   *
   * @throws ConnectionError if no answer came, AnswerError if it is too large, the signal's reason.
   */
  async send({ exchange, url, headers, body, signal }: Outgoing): Promise<Answer> {
    try {
      const undici = await import("undici"); // Late: a program's own process never sends.
      const response = await undici.request(url, {
        method: exchange.method,
        headers,
        body: body ?? null,
        dispatcher: (this.agent ??= this.open(undici)),
        signal: signal ?? null,
      });
      const received = Object.entries(response.headers).map(([name, value]) => [
        name,
        String(value),
      ]);
      const text = await response.body.text();
      // undici frees a connection in the turn after its answer; what is sent before opens another.
      await setImmediate();
      return {
        status: response.statusCode,
        headers: Object.fromEntries(received) as Answer["headers"],
        text,
      };
    } catch (thrown) {
      signal?.throwIfAborted();
      throw this.failure(exchange, url, thrown as Error & { code?: string });
    }
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
          caCert === undefined ? undefined : createSecureContext({ ca: trusted(caCert) }),
      },
      headersTimeout: this.limits.headersMs,
      bodyTimeout: this.limits.bodyMs,
      maxResponseSize: this.limits.bodyBytes,
    });
  }

  private failure(exchange: Exchange, url: URL, cause: Error & { code?: string }): Error {
    if (cause.code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
      const limit = `${this.limits.bodyBytes} bytes`;
      return new AnswerError(exchange, `the answer is larger than ${limit}`, cause);
    }
    return new ConnectionError(
      exchange,
      url.origin,
      !NOT_SENT.test(cause.code ?? ""),
      described(cause),
    );
  }
}

/** node:tls trusts `ca` alone, but one's own authority comes beside the public ones. */
export function trusted(caCert: string): string[] {
  return [...rootCertificates, caCert];
}

/** The connection never stood, so the request can't have arrived. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;

/** undici's own words for its time-outs don't say what took too long. */
function described(cause: Error & { code?: string }): Error {
  const words: Record<string, string> = {
    UND_ERR_CONNECT_TIMEOUT: "connecting took too long",
    UND_ERR_HEADERS_TIMEOUT: "the answer did not begin in time",
    UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
    UND_ERR_SOCKET: "the connection was closed",
  };
  const message = words[cause.code ?? ""] ?? (cause.message || cause.code || cause.name);
  return Object.assign(new Error(message, { cause }), { code: cause.code });
}
