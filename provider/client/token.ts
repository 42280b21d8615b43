/** A token from IAM by user name and password, asked for once and kept until shortly before it expires. */
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
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** The project that the token is for, as IAM answers it. */
  projectId: string | undefined;
}

/** A token is not used any more this long before it expires. */
const MARGIN_MS = 5 * 60_000;

export class TokenCache {
  private current: Promise<Token> | undefined;
  private refused: string | undefined;

  constructor(
    private readonly fetch: () => Promise<Token>,
    private readonly now: () => number,
  ) {}

  /** The token; requests at the same time share one answer of IAM. A new token is taken as it is. */
  async get(): Promise<Token> {
    const held = this.current;
    const token = await held;
    if (token !== undefined && this.isGood(token)) return token;
    if (this.current === held) this.current = undefined; // Nobody asked in the meantime.
    return this.current ?? this.ask();
  }

  /** After a 401: the next `get` asks again, unless somebody did already. */
  drop(refused: string): void {
    this.refused = refused;
  }

  private isGood({ value, expiresAt }: Token): boolean {
    return value !== this.refused && expiresAt - MARGIN_MS > this.now();
  }

  private ask(): Promise<Token> {
    const asked = this.fetch();
    this.current = asked;
    asked.catch(() => {
      if (this.current === asked) this.current = undefined;
    });
    return asked;
  }
}

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
