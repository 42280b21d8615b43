/**
 * One exchange with the API, in the order in which it happens: make the request, authenticate it,
 * send it, decide whether to do it again, and read the answer.
 */
import { meaningOf, readErrorBody } from "../wire/error";
import { operations, type Operation } from "../wire/operations";
import { Nothing } from "../wire/tags";
import { read, ShapeError, write, writeQuery } from "../wire/shape";
import { SUBJECT_TOKEN, TokenResponse } from "../wire/token";
import { systemClock, type Clock } from "./clock";
import { AnswerError, ApiError, ConnectionError, ModelArtsError, type Exchange } from "./errors";
import { defaultLimits, Pool, type Answer, type Limits } from "./pool";
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

interface Request {
  exchange: Exchange;
  operation: Operation;
  url: URL;
  query: readonly (readonly [string, string])[];
  body: string | undefined;
  signal: AbortSignal | undefined;
}

export class Transport {
  private readonly tokens: TokenCache | undefined;
  private readonly secrets: Set<string>;
  /** How far the service's clock is ahead of the local one. */
  private aheadMs = 0;

  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock = systemClock,
    limits: Limits = defaultLimits,
    private readonly pool: Pool = new Pool(settings, limits),
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
    if (operation.response === Nothing) return undefined;
    if (answer.text === "" && operation.response.safeParse(undefined).success) return undefined;
    return this.parse(request.exchange, answer, (json) =>
      read(operation.response, json, operation.answers),
    );
  }

  /**
   * The service's time at a moment of the local clock, in ms since 1970: clocks differ, and leases are
   * reckoned by the service's. Until an answer had a Date header, the local time.
   */
  serviceTime(local: number = this.clock.now()): number {
    return local + this.aheadMs;
  }

  /** Closes the kept connections. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  private async request(operation: Operation, input: Input): Promise<Request> {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = input.path?.[name] ?? "";
      // Else a URL takes it away, and the request is about something else.
      if (!/^\.{0,2}$/.test(value)) return percentEncode(value);
      throw new ModelArtsError(`${operation.doing} failed: "${value}" is no ${name}.`);
    });
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
    const { doing, method, service, gone } = operation;
    return {
      exchange: { doing, method, path: url.pathname, service, gone },
      operation,
      url,
      query,
      body: input.body === undefined ? undefined : JSON.stringify(write(input.body)),
      signal: input.signal,
    };
  }

  async projectId(): Promise<string> {
    return this.settings.projectId ?? (await this.tokens?.get())?.projectId ?? "";
  }

  private async exchange(request: Request): Promise<Answer> {
    const began = this.clock.now();
    let isRenewed = false;
    for (let tries = 1; ; tries++) {
      const token = await this.token(request.operation);
      let failure: Failure;
      let error: Error;
      try {
        const answer = await this.pool.send({ ...request, headers: this.headers(request, token) });
        this.noteTime(answer.headers["date"]);
        if (answer.status >= 200 && answer.status < 300) return answer;
        const refused = this.refusal(request.exchange, answer);
        const isStale: boolean = !isRenewed && this.renew(refused, token);
        isRenewed ||= isStale;
        failure = {
          kind: "answer",
          status: refused.status,
          passes: isStale || meaningOf(refused.code)?.treatAs === "retry",
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

  private headers(request: Request, token: string | undefined): Record<string, string> {
    const { credentials } = this.settings;
    const headers: Record<string, string> = {
      host: request.url.host,
      "user-agent": userAgent,
      accept: "application/json",
      // Official clients send both with every request; without the language, messages may be Chinese.
      "content-type": "application/json",
      "x-language": "en-us",
    };
    if (this.settings.projectId !== undefined) headers["x-project-id"] = this.settings.projectId;
    if (token !== undefined) headers["x-auth-token"] = token;
    if (credentials.kind !== "aksk") return headers;
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

  /** Whether a new token is worth another try: one can end before its time. */
  private renew({ status, code }: ApiError, refused: string | undefined): boolean {
    const isInvalid = status === 401 || (status === 403 && code === "ModelArts.0203");
    if (!isInvalid || refused === undefined || this.tokens === undefined) return false;
    this.tokens.drop(refused);
    return true;
  }

  /** The header has whole seconds; the middle of the second is nearest on average. */
  private noteTime(date: string | undefined): void {
    const time = Date.parse(date ?? "");
    if (!Number.isNaN(time)) this.aheadMs = time + 500 - this.clock.now();
  }

  private refusal(exchange: Exchange, answer: Answer): ApiError {
    const { code, message, requestId } = readErrorBody(answer.text);
    return new ApiError(
      exchange,
      answer.status,
      this.redact(code),
      this.redact(message),
      this.redact(answer.headers["x-request-id"] ?? requestId),
      parseRetryAfter(answer.headers["retry-after"], this.clock.now()),
    );
  }

  private parse<T>(exchange: Exchange, answer: Answer, readJson: (json: unknown) => T): T {
    let json: unknown;
    try {
      json = JSON.parse(answer.text);
    } catch {
      // Without its cause, which quotes the answer: that may hold a token.
      const what = answer.text === "" ? "empty" : "not JSON";
      throw new AnswerError(exchange, `the answer is ${what}, although it says ${answer.status}`);
    }
    try {
      return readJson(json);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      throw new AnswerError(exchange, error.message.replace(/^The/, "the"), error);
    }
  }

  private async login(): Promise<Token> {
    if (this.settings.credentials.kind !== "password")
      throw new Error("no password to log in with");
    const operation = operations.createToken;
    const request = await this.request(operation, { body: loginBody(this.settings.credentials) });
    const answer = await this.exchange(request);
    return this.parse(request.exchange, answer, (json) => {
      const { token } = read(TokenResponse, json, "token");
      const value = answer.headers[SUBJECT_TOKEN];
      const projectId = this.settings.projectId ?? token.project?.id;
      const isMissing = (path: string) =>
        new ShapeError("token", [{ path, message: "is missing" }]);
      if (!value) throw isMissing(SUBJECT_TOKEN);
      if (projectId === undefined) throw isMissing("$.token.project.id");
      this.secrets.add(value);
      return { value, expiresAt: Date.parse(token.expiresAt), projectId };
    });
  }

  private redact(text: string | undefined): string | undefined {
    // What is shorter is no secret, but a letter or a word that would be blotted out everywhere.
    const secrets = [...this.secrets].filter((secret) => secret.length >= MIN_SECRET_LENGTH);
    return secrets.reduce<string | undefined>(
      (kept, secret) => kept?.replaceAll(secret, "[secret]"),
      text,
    );
  }
}

const MIN_SECRET_LENGTH = 6;

const { version } = require("pulumi-modelarts/package.json") as { version: string };
const userAgent = `pulumi-modelarts/${version} node/${process.versions.node}`;
