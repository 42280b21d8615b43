/** Connections that are kept open. They send a request and receive the whole answer, within limits. */
import { setImmediate } from "node:timers/promises";
import { createSecureContext, rootCertificates } from "node:tls";
import type { Agent } from "undici";
import { AnswerError, ConnectionError, type Exchange } from "./errors";
import type { Settings } from "./settings";

/** Limits of one exchange. */
export interface Limits {
  /** Milliseconds to connect, TLS included. */
  connectMs: number;
  /** Milliseconds until the answer's headers. */
  headersMs: number;
  /** Milliseconds between two parts of the answer's body. */
  bodyMs: number;
  /** Bytes of the answer's body. */
  bodyBytes: number;
  /** Connections to one host at the same time. */
  connections: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyMs: 30_000,
  bodyBytes: 16 * 1024 * 1024,
  connections: 32,
};

/** A request that is ready to be sent. */
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

/** The connections of clients that trust the same certificate authorities, some for each host. */
export class Pool {
  private agent: Agent | undefined;

  constructor(
    private readonly trust: Pick<Settings, "insecure" | "caCert">,
    private readonly limits: Limits,
  ) {}

  /**
   * Sends a request once. A redirect is returned and not followed.
   *
   * @throws ConnectionError if no answer came, AnswerError if the answer is too large, or the signal's reason.
   */
  async send({ exchange, url, headers, body, signal }: Outgoing): Promise<Answer> {
    try {
      const undici = await import("undici"); // Loaded here, since most programs send nothing from their own process.
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
      // undici frees a connection one turn of the event loop after its answer. A request before that would
      // open another connection.
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
          caCert === undefined
            ? undefined
            : createSecureContext({ ca: withPublicAuthorities(caCert) }),
      },
      headersTimeout: this.limits.headersMs,
      bodyTimeout: this.limits.bodyMs,
      maxResponseSize: this.limits.bodyBytes,
    });
  }

  private failure(exchange: Exchange, url: URL, cause: Error & { code?: string }): Error {
    if (cause.code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
      const limit = `${this.limits.bodyBytes} bytes`;
      return new AnswerError(exchange, `the answer is larger than ${limit}`, { cause });
    }
    return new ConnectionError(
      exchange,
      url.origin,
      !NOT_SENT.test(cause.code ?? ""),
      explained(cause),
    );
  }
}

/** node:tls trusts only the authorities in `ca`; the user's authority must not replace the public ones. */
export function withPublicAuthorities(caCert: string): string[] {
  return [...rootCertificates, caCert];
}

/** Errors of connections that were never established: the request can't have reached the API. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/;

/** undici's messages for timeouts do not say what took too long. */
function explained(cause: Error & { code?: string }): Error {
  const messages: Record<string, string> = {
    UND_ERR_CONNECT_TIMEOUT: "connecting took too long",
    UND_ERR_HEADERS_TIMEOUT: "the answer did not begin in time",
    UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
    UND_ERR_SOCKET: "the connection was closed",
  };
  const message = messages[cause.code ?? ""] ?? (cause.message || cause.code || cause.name);
  return Object.assign(new Error(message, { cause }), { code: cause.code });
}
