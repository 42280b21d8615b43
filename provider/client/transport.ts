/**
 * One exchange with the API, in the order in which it happens: make the request, authenticate it,
 * send it, decide whether to send it again, and read the answer.
 */
import { meaningOf } from "../wire/error";
import { operations, type Operation } from "../wire/operations";
import { read, ShapeError } from "../wire/shape";
import { SUBJECT_TOKEN, TokenResponse } from "../wire/token";
import { apiError, readAnswer, readOperation } from "./answer";
import { systemClock, type Clock } from "./clock";
import { ConnectionError, type ApiError } from "./errors";
import { defaultLimits, Pool, type Answer, type Limits } from "./pool";
import { requestFor, type Input, type Request } from "./request";
import { retryDelay, type Failure } from "./retry";
import { Secrets } from "./secrets";
import { secretsOf, type Settings } from "./settings";
import { percentEncode, sign } from "./sign";
import { loginBody, TokenCache, type Token } from "./token";

export class Transport {
  private readonly tokens: TokenCache | undefined;
  private readonly secrets: Secrets;
  /** How many milliseconds the service's clock is ahead of the local clock. */
  private aheadMs = 0;

  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock = systemClock,
    limits: Limits = defaultLimits,
    private readonly pool: Pool = new Pool(settings, limits),
  ) {
    this.secrets = new Secrets(secretsOf(settings));
    if (settings.credentials.kind === "password") {
      this.tokens = new TokenCache(() => this.login(), clock.now);
    }
  }

  /**
   * Sends an operation and reads its answer, with as many tries as `retry.ts` allows.
   *
   * @throws ApiError, ConnectionError, AnswerError or the signal's reason.
   */
  async send(operation: Operation, input: Input): Promise<unknown> {
    const base =
      operation.service === "iam"
        ? this.settings.authUrl
        : `${this.settings.endpoint}/v1/${percentEncode(await this.projectId())}`;
    const request = requestFor(operation, input, base ?? "");
    return readOperation(request, await this.exchange(request), input.path, this.secrets);
  }

  /** The id of the project that requests are sent to. @throws what the login throws. */
  async projectId(): Promise<string> {
    return this.settings.projectId ?? (await this.tokens?.get())?.projectId ?? "";
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

  private async exchange(request: Request): Promise<Answer> {
    const began = this.clock.now();
    let isRenewed = false;
    for (let tries = 1; ; tries++) {
      const token = await this.token(request.operation);
      let failure: Failure;
      let error: Error;
      try {
        const answer = await this.pool.send({ ...request, headers: this.headers(request, token) });
        this.readServiceTime(answer.headers["date"]);
        if (answer.status >= 200 && answer.status < 300) return answer;
        const refusal = apiError(request.exchange, answer, this.secrets, this.clock.now());
        const isExpired: boolean = !isRenewed && this.invalidate(refusal, token);
        isRenewed ||= isExpired;
        failure = {
          kind: "answer",
          status: refusal.status,
          isTransient: isExpired || meaningOf(refusal.code)?.treatAs === "retry",
          retryAfterMs: refusal.retryAfterMs,
        };
        error = refusal;
      } catch (thrown) {
        if (!(thrown instanceof ConnectionError)) throw thrown;
        failure = { kind: "connection", isSent: thrown.isSent };
        error = thrown;
      }
      const delay = retryDelay({
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

  private async login(): Promise<Token> {
    const { authUrl = "", credentials } = this.settings;
    if (credentials.kind !== "password") throw new Error("no password to log in with");
    const input = { body: loginBody(credentials) };
    const request = requestFor(operations.createToken, input, authUrl);
    const answer = await this.exchange(request);
    return readAnswer(request.exchange, answer, this.secrets, (json) => {
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
}

const { version } = require("pulumi-modelarts/package.json") as { version: string };
const userAgent = `pulumi-modelarts/${version} node/${process.versions.node}`;
