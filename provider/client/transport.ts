/**
 * One exchange with the API, in the order in which it happens: make the request, authenticate it,
 * send it, read the answer, and decide whether to do it again.
 */
import type { Agent, Dispatcher } from "undici";
import { ErrorBody, meaningOf } from "../wire/error";
import type { Operation } from "../wire/operations";
import { read, ShapeError, writeQuery, write } from "../wire/shape";
import { SUBJECT_TOKEN, TokenResponse } from "../wire/token";
import { operations } from "../wire/operations";
import { systemClock, type Clock } from "./clock";
import { AnswerError, ApiError, ConnectionError, type Exchange } from "./errors";
import { parseRetryAfter, retryAfter, type Failure } from "./retry";
import { secretsOf, type Settings } from "./settings";
import { percentEncode, sign } from "./sign";
import { loginBody, TokenCache, type Token } from "./token";

export interface Input {
  /** Values of the path's parameters. */
  path?: Readonly<Record<string, string>>;
  query?: object;
  body?: object;
  signal?: AbortSignal;
}

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

interface Request {
  exchange: Exchange;
  operation: Operation;
  url: URL;
  query: readonly (readonly [string, string])[];
  body: string | undefined;
  signal: AbortSignal | undefined;
}

interface Answer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}

export class Transport {
  private agent: Agent | undefined;
  private readonly tokens: TokenCache | undefined;
  private readonly secrets: Set<string>;

  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock = systemClock,
    private readonly limits: Limits = defaultLimits,
  ) {
    this.secrets = new Set(secretsOf(settings));
    if (settings.credentials.kind === "password") {
      this.tokens = new TokenCache(() => this.login(), clock.now);
    }
  }

  /** Sends an operation and reads its answer, with as many tries as `retry.ts` allows. */
  async send(operation: Operation, input: Input): Promise<unknown> {
    const request = await this.request(operation, input);
    const answer = await this.exchange(request);
    return this.parse(request.exchange, answer, (json) =>
      read(operation.response, json, operation.answers),
    );
  }

  /** Closes the kept connections. */
  async close(): Promise<void> {
    await this.agent?.close();
    this.agent = undefined;
  }

  private async request(operation: Operation, input: Input): Promise<Request> {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      percentEncode(input.path?.[name] ?? ""),
    );
    const base =
      operation.service === "iam"
        ? this.settings.authUrl
        : `${this.settings.endpoint}/v1/${percentEncode(await this.projectId())}`;
    const query =
      operation.query === undefined
        ? []
        : Object.entries(writeQuery(operation.query, input.query ?? {}));
    const search = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
    const url = new URL(`${base}${path}${search.length === 0 ? "" : `?${search.join("&")}`}`);
    return {
      exchange: { doing: operation.doing, method: operation.method, path: url.pathname },
      operation,
      url,
      query,
      body: input.body === undefined ? undefined : JSON.stringify(write(input.body)),
      signal: input.signal,
    };
  }

  private async projectId(): Promise<string> {
    return this.settings.projectId ?? (await this.tokens?.get())?.projectId ?? "";
  }

  private async exchange(request: Request): Promise<Answer> {
    const began = this.clock.now();
    let renewals = 0;
    for (let tries = 1; ; tries++) {
      const token = await this.token(request.operation);
      let failure: Failure;
      let error: Error;
      try {
        const answer = await this.exchangeOnce(request, token);
        if (answer.status >= 200 && answer.status < 300) return answer;
        // A token can end before its time; a new one gets one more try, which is not counted.
        if (answer.status === 401 && token !== undefined && this.tokens && renewals++ === 0) {
          this.tokens.drop(token);
          tries--;
          continue;
        }
        const refused = this.refusal(request.exchange, answer);
        const passes = meaningOf(refused.code)?.treatAs === "retry";
        failure = {
          kind: "answer",
          status: refused.status,
          passes,
          retryAfterMs: refused.retryAfterMs,
        };
        error = refused;
      } catch (thrown) {
        if (!(thrown instanceof ConnectionError)) throw thrown;
        failure = { kind: "connection", isSent: thrown.isSent };
        error = thrown;
      }
      const delay = retryAfter({
        failure,
        idempotent: request.operation.idempotent,
        tries,
        elapsedMs: this.clock.now() - began,
        random: this.clock.random(),
      });
      if (delay === undefined) throw error;
      await this.clock.sleep(delay, request.signal);
    }
  }

  private async exchangeOnce(request: Request, token: string | undefined): Promise<Answer> {
    try {
      const { request: send } = await import("undici");
      const response = await send(request.url, {
        method: request.operation.method,
        headers: this.headers(request, token),
        body: request.body ?? null,
        dispatcher: await this.dispatcher(),
        signal: request.signal ?? null,
      });
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      );
      return { status: response.statusCode, headers, text: await response.body.text() };
    } catch (thrown) {
      request.signal?.throwIfAborted();
      throw this.connectionError(request, thrown as Error & { code?: string });
    }
  }

  private headers(request: Request, token: string | undefined): Record<string, string> {
    const { credentials } = this.settings;
    const headers: Record<string, string> = {
      host: request.url.host,
      "user-agent": userAgent,
      accept: "application/json",
    };
    if (request.body !== undefined) headers["content-type"] = "application/json";
    if (this.settings.projectId !== undefined) headers["x-project-id"] = this.settings.projectId;
    if (token !== undefined) headers["x-auth-token"] = token;
    if (request.operation.service === "iam" || credentials.kind !== "aksk") return headers;
    const signable = {
      method: request.operation.method,
      path: request.url.pathname,
      query: request.query,
      headers,
      body: request.body,
    };
    return { ...headers, ...sign(signable, credentials, new Date(this.clock.now())) };
  }

  private async token(operation: Operation): Promise<string | undefined> {
    const { credentials } = this.settings;
    if (operation.service === "iam") return undefined;
    if (credentials.kind === "token") return credentials.token;
    return (await this.tokens?.get())?.value;
  }

  /** One pool of kept connections for each host. Made, and undici loaded, when first needed. */
  private async dispatcher(): Promise<Dispatcher> {
    if (this.agent === undefined) {
      const { Agent } = await import("undici");
      this.agent ??= new Agent({
        connections: this.limits.connections,
        connect: {
          timeout: this.limits.connectMs,
          rejectUnauthorized: !this.settings.insecure,
          ca: this.settings.caCert,
        },
        headersTimeout: this.limits.headersMs,
        bodyTimeout: this.limits.bodyMs,
        maxResponseSize: this.limits.bodyBytes,
      });
    }
    return this.agent;
  }

  private connectionError(request: Request, cause: Error & { code?: string }): Error {
    if (cause.code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
      const limit = `${this.limits.bodyBytes} bytes`;
      return new AnswerError(request.exchange, `the answer is larger than ${limit}`, cause);
    }
    const isSent = !NOT_SENT.test(cause.code ?? "");
    return new ConnectionError(request.exchange, request.url.origin, isSent, describe(cause));
  }

  private refusal(exchange: Exchange, answer: Answer): ApiError {
    const { error_code: code, error_msg: message } = errorBody(answer.text);
    return new ApiError(
      exchange,
      answer.status,
      code,
      message === undefined ? undefined : this.redact(message),
      answer.headers["x-request-id"],
      parseRetryAfter(answer.headers["retry-after"], this.clock.now()),
    );
  }

  private parse<T>(exchange: Exchange, answer: Answer, readJson: (json: unknown) => T): T {
    try {
      return readJson(answer.text === "" ? {} : JSON.parse(answer.text));
    } catch (cause) {
      const reason =
        cause instanceof ShapeError
          ? cause.message
          : "The answer is not JSON, although it says 200";
      throw new AnswerError(exchange, reason, cause as Error);
    }
  }

  private async login(): Promise<Token> {
    if (this.settings.credentials.kind !== "password")
      throw new Error("no password to log in with");
    const operation = operations.createToken;
    const request = await this.request(operation, { body: loginBody(this.settings.credentials) });
    const answer = await this.exchange(request);
    const value = answer.headers[SUBJECT_TOKEN];
    return this.parse(request.exchange, answer, (json) => {
      const { token } = read(TokenResponse, json, "token");
      if (value === undefined)
        throw new ShapeError("token", [{ path: SUBJECT_TOKEN, message: "is missing" }]);
      this.secrets.add(value);
      return { value, expiresAt: Date.parse(token.expiresAt), projectId: token.project?.id };
    });
  }

  private redact(text: string): string {
    return [...this.secrets].reduce((kept, secret) => kept.replaceAll(secret, "[secret]"), text);
  }
}

/** The connection never stood, so the request can't have arrived. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*)$/;

/** undici's own words for its time-outs don't say what took too long. */
function describe(cause: Error & { code?: string }): Error {
  const words: Record<string, string> = {
    UND_ERR_CONNECT_TIMEOUT: "connecting took too long",
    UND_ERR_HEADERS_TIMEOUT: "the answer did not begin in time",
    UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
    UND_ERR_SOCKET: "the connection was closed",
  };
  const message = words[cause.code ?? ""] ?? (cause.message || cause.code || cause.name);
  return Object.assign(new Error(message, { cause }), { code: cause.code });
}

/** ModelArts' and IAM's bodies of errors; anything else has none. */
function errorBody(text: string): { error_code?: string; error_msg?: string } {
  try {
    const json = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } } | null;
    const iam = json?.error;
    if (iam !== undefined) return { error_code: String(iam.code), error_msg: String(iam.message) };
    return ErrorBody.safeParse(json).data ?? {};
  } catch {
    return {};
  }
}

const { version } = require("pulumi-modelarts/package.json") as { version: string };
const userAgent = `pulumi-modelarts/${version} node/${process.versions.node}`;
