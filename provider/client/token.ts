/** An IAM token by user name and password: fetched once and kept until shortly before it expires. */
import type { operations } from "../wire/operations";
import type { Camel } from "../wire/shape";
import type { z } from "zod";

export interface PasswordLogin {
  userName?: string;
  userId?: string;
  password: string;
  domainName?: string;
  projectId?: string;
  projectName?: string;
}

export interface Token {
  value: string;
  /** In milliseconds since 1970 (UTC). */
  expiresAt: number;
  /** The id of the project that the token is for, as IAM answers it. */
  projectId: string | undefined;
}

/** A token counts as expired this long before it expires. */
const EXPIRY_MARGIN_MS = 5 * 60_000;

export class TokenCache {
  private current: Promise<Token> | undefined;
  private invalid: string | undefined;

  constructor(
    private readonly fetch: (signal: AbortSignal | undefined) => Promise<Token>,
    private readonly now: () => number,
  ) {}

  /**
   * A valid token. Calls at the same time share one login. A new token is returned even if it expires soon.
   *
   * @param signal ends the login, if this call begins one.
   * @throws the error of the login.
   */
  async get(signal?: AbortSignal): Promise<Token> {
    const known = this.current;
    const token = await known;
    if (token !== undefined && this.isValid(token)) return token;
    // Unless another call has begun a login in the meantime.
    if (this.current === known) this.current = undefined;
    return this.current ?? this.login(signal);
  }

  /** The service refused this token: the next `get` logs in again, unless another call did so already. */
  invalidate(token: string): void {
    this.invalid = token;
  }

  private isValid({ value, expiresAt }: Token): boolean {
    return value !== this.invalid && expiresAt - EXPIRY_MARGIN_MS > this.now();
  }

  private login(signal: AbortSignal | undefined): Promise<Token> {
    const token = this.fetch(signal);
    this.current = token;
    token.catch(() => {
      if (this.current === token) this.current = undefined;
    });
    return token;
  }
}

/** The body of IAM's login. Source: "Obtaining a User Token Through Password Authentication" (Huawei Cloud). */
export function loginBody(
  login: PasswordLogin,
): Camel<z.input<typeof operations.createToken.body>> {
  const domain = login.domainName === undefined ? undefined : { name: login.domainName };
  const byId = login.projectId !== undefined;
  return {
    auth: {
      identity: {
        methods: ["password"],
        password: {
          user: {
            name: login.userId === undefined ? login.userName : undefined,
            id: login.userId,
            password: login.password,
            domain: login.userId === undefined ? domain : undefined,
          },
        },
      },
      scope: {
        project: {
          id: login.projectId,
          name: byId ? undefined : login.projectName,
          domain: byId ? undefined : domain,
        },
      },
    },
  };
}
