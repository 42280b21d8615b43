/**
 * One exchange with the API, in the order in which it happens: make the request, authenticate it,
 * send it, decide whether to send it again, and read the answer.
 */
import { operations, type Operation } from "../wire/operations";
import { read, ShapeError } from "../wire/shape";
import { SUBJECT_TOKEN, TokenResponse } from "../wire/token";
import { apiError, readAnswer, readOperation } from "./answer";
import { systemClock, type Clock } from "./clock";
import { AnswerError, ApiError, ConnectionError, isDocumentedRefusal, isUnsure } from "./errors";
import { isUntrusted } from "./exchange-failure";
import { defaultLimits, Pool, type Limits } from "./pool";
import type { Answer } from "./receiver";
import { requestFor, type Bounds, type Input, type Request } from "./request";
import { retryDelay, type Failure } from "./retry";
import { Secrets } from "./secrets";
import { DEFAULT_READ_TIMEOUT_MS, secretsOf, type Settings } from "./settings";
import { percentEncode, sign } from "./sign";
import { TimeIsUp, TimeLimit } from "./time-limit";
import { loginBody, TokenCache, type Token } from "./token";

export class Transport {
  private readonly tokens: TokenCache | undefined;
  private readonly secrets: Secrets;
  /** How many milliseconds the service's clock is ahead of the local clock. */
  private aheadMs = 0;
  /** The project that a login by password answered. */
  private loggedInProject: string | undefined;
  /** How many requests wait for a login, the latest of their deadlines, and what ends the login. */
  private waiting = 0;
  private loginDeadline = 0;
  private loginEnd = new AbortController();

  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock = systemClock,
    limits: Limits = defaultLimits,
    private readonly pool: Pool = new Pool(settings, limits),
  ) {
    this.secrets = new Secrets(secretsOf(settings));
    if (settings.credentials.kind === "password") {
      this.tokens = new TokenCache((signal) => this.login(signal), clock.now);
    }
  }

  /**
   * Sends an operation and reads its answer, with as many tries as `retry.ts` allows, until the deadline.
   *
   * @throws ApiError, ConnectionError, AnswerError or the signal's reason.
   */
  async send(operation: Operation, input: Input): Promise<unknown> {
    const { signal, deadline = this.readDeadline() } = input;
    const base =
      operation.service === "iam"
        ? this.settings.authUrl
        : `${this.settings.endpoint}/v1/${percentEncode(await this.projectId({ signal, deadline }))}`;
    const request = requestFor(operation, { ...input, deadline }, base ?? "");
    return this.exchange(request, (answer) =>
      readOperation(request, answer, input.path, this.secrets),
    );
  }

  /** The deadline of a read that begins now and is not part of an operation with its own timeout. */
  readDeadline(): number {
    return this.clock.now() + (this.settings.readTimeoutMs ?? DEFAULT_READ_TIMEOUT_MS);
  }

  /** The id of the project that requests are sent to. @throws what the login throws. */
  async projectId({ signal, deadline = this.readDeadline() }: Bounds = {}): Promise<string> {
    const known = this.settings.projectId ?? this.loggedInProject;
    return known ?? (await this.loggedIn({ signal, deadline }))?.projectId ?? "";
  }

  /**
   * The service's time at a moment of the local clock, both in milliseconds since 1970 (UTC). The two clocks
   * differ, and leases are counted with the service's. Before the first answer with a Date header, this is
   * the local time.
   */
  serviceTime(local: number = this.clock.now()): number {
    return local + this.aheadMs;
  }

  /** Closes the pool's connections. */
  async close(): Promise<void> {
    await this.pool.close();
  }

  /** Sends the request until an answer can be used, or until `retry.ts` gives up. */
  private async exchange<Result>(
    request: Request,
    readResult: (answer: Answer) => Result,
  ): Promise<Result> {
    const began = this.clock.now();
    let isRenewed = false;
    for (let tries = 1; ; tries++) {
      const token = await this.token(request);
      let error: ApiError | AnswerError | ConnectionError;
      try {
        return await this.sendOnce(request, token, readResult);
      } catch (thrown) {
        if (!isOfExchange(thrown)) throw thrown;
        error = thrown;
      }
      const isExpired: boolean =
        !isRenewed && error instanceof ApiError && this.invalidate(error, token);
      isRenewed ||= isExpired;
      const now = this.clock.now();
      const delay = retryDelay({
        failure: failureOf(error, isExpired),
        repetition: request.repetition,
        isKnown: this.pool.isKnown(request.url),
        tries,
        leftMs: request.deadline - now,
        random: this.clock.random(),
      });
      if (delay === undefined) {
        const seconds = Math.round((now - began) / 1000);
        if (tries > 1) error.message += ` Tried ${tries} times in ${seconds} s.`;
        throw error;
      }
      if (isUnsure(error)) request.onUnsure?.();
      await this.clock.sleep(delay, request.signal);
    }
  }

  private async sendOnce<Result>(
    request: Request,
    token: string | undefined,
    readResult: (answer: Answer) => Result,
  ): Promise<Result> {
    const leftMs = request.deadline - this.clock.now();
    const { exchange, url, body, repetition, signal } = request;
    const headers = this.headers(request, token);
    const outgoing = { exchange, url, headers, body, repetition, signal, leftMs };
    const answer = await this.pool.send(outgoing);
    this.readServiceTime(answer.headers["date"]);
    if (answer.status >= 200 && answer.status < 300) {
      const result = readResult(answer);
      this.pool.setKnown(request.url);
      return result;
    }
    const refusal = apiError(request.exchange, answer, this.secrets, this.clock.now());
    if (refusal.code !== undefined) this.pool.setKnown(request.url);
    throw refusal;
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
    return Object.assign(headers, sign(signable, credentials, new Date(this.clock.now())));
  }

  private async token(request: Request): Promise<string | undefined> {
    const { credentials } = this.settings;
    if (request.operation.service === "iam") return undefined;
    if (credentials.kind === "token") return credentials.token;
    return (await this.loggedIn(request))?.value;
  }

  /** Requests share one login. Each of them waits only until its own end; the login ends with the last of them. */
  private async loggedIn({ signal, deadline }: Ends): Promise<Token | undefined> {
    if (this.tokens === undefined) return undefined;
    const leftMs = deadline - this.clock.now();
    const limit = new TimeLimit(leftMs, signal);
    this.waiting++;
    this.loginDeadline = Math.max(this.loginDeadline, deadline);
    try {
      return await limit.race(this.tokens.get(this.loginEnd.signal));
    } catch (error) {
      if (!(error instanceof TimeIsUp)) throw error;
      const { exchange, url } = this.loginRequest(undefined);
      const cause = new Error(`no token within ${Math.round(leftMs / 1000)} s`);
      throw new ConnectionError(exchange, url.origin, false, cause);
    } finally {
      limit.release();
      if (--this.waiting === 0) {
        this.loginEnd.abort(new Error("nobody waits for the login"));
        this.loginEnd = new AbortController();
        this.loginDeadline = 0;
      }
    }
  }

  /** True if the service no longer accepts the token and another one can be had by a new login. */
  private invalidate({ status, code }: ApiError, token: string | undefined): boolean {
    const isInvalid = status === 401 || (status === 403 && code === "ModelArts.0203");
    if (!isInvalid || token === undefined || this.tokens === undefined) return false;
    this.tokens.invalidate(token);
    return true;
  }

  /** The Date header has whole seconds; the middle of the second has the smallest error on average. */
  private readServiceTime(date: string | undefined): void {
    const time = Date.parse(date ?? "");
    if (!Number.isNaN(time)) this.aheadMs = time + 500 - this.clock.now();
  }

  private loginRequest(signal: AbortSignal | undefined): Request {
    const { authUrl = "", credentials } = this.settings;
    if (credentials.kind !== "password") throw new Error("no password to log in with");
    const input = { body: loginBody(credentials), signal, deadline: this.readDeadline() };
    return requestFor(operations.createToken, input, authUrl);
  }

  private async login(signal: AbortSignal | undefined): Promise<Token> {
    const latest = () => this.loginDeadline; // Requests with later deadlines may join.
    const request: Request = {
      ...this.loginRequest(signal),
      get deadline() {
        return latest();
      },
    };
    return this.exchange(request, (answer) =>
      readAnswer(request.exchange, answer, this.secrets, (json) => {
        const { token } = read(TokenResponse, json, "token");
        const value = answer.headers[SUBJECT_TOKEN];
        const projectId = this.settings.projectId ?? token.project?.id;
        const isMissing = (path: string) =>
          new ShapeError("token", [{ path, message: "is missing" }]);
        if (!value) throw isMissing(SUBJECT_TOKEN);
        if (projectId === undefined) throw isMissing("$.token.project.id");
        this.secrets.add(value);
        this.loggedInProject = projectId;
        return { value, expiresAt: Date.parse(token.expiresAt), projectId };
      }),
    );
  }
}

/** When a request ends at the latest. */
type Ends = Pick<Request, "signal" | "deadline">;

function isOfExchange(error: unknown): error is ApiError | AnswerError | ConnectionError {
  return [ApiError, AnswerError, ConnectionError].some((kind) => error instanceof kind);
}

/** @param isExpired a new token will be used: the API did nothing with the old one. */
function failureOf(error: ApiError | AnswerError | ConnectionError, isExpired: boolean): Failure {
  if (error instanceof ConnectionError) {
    return { kind: "connection", isSent: error.isSent, isUntrusted: isUntrusted(error) };
  }
  if (error instanceof AnswerError) {
    // The cause is the answer's shape or size. Without a cause the answer is empty or no JSON, as a proxy's may be.
    const isLasting = error.cause !== undefined || isDocumentedRefusal(error.said?.code);
    return { kind: "unreadable", isLasting };
  }
  const { status, meaning, retryAfterMs } = error;
  const isTransient = isExpired || meaning === "retry";
  return { kind: "answer", status, isTransient, isBusy: meaning === "busy", retryAfterMs };
}

const { version } = require("pulumi-modelarts/package.json") as { version: string };
const userAgent = `pulumi-modelarts/${version} node/${process.versions.node}`;
