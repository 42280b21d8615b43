/** The tokens that the simulated IAM has issued. */
import { randomBytes } from "node:crypto";

/** How long a token is valid. */
const LIFETIME_MS = 24 * 3_600_000;

export interface IssuedToken {
  value: string;
  /** In milliseconds since 1970 (UTC). */
  expiresAt: number;
}

export class Tokens {
  private readonly issued = new Map<string, IssuedToken>();

  constructor(
    private readonly now: () => number,
    /** The only user name and password that get a token; any if undefined. */
    private readonly login: { userName?: string; password?: string } = {},
  ) {}

  /** A new token; undefined if the user name or the password is wrong, or the password is empty. */
  issue(userName: string | undefined, password: string): IssuedToken | undefined {
    const { login } = this;
    if (password === "") return undefined;
    if (login.password !== undefined && login.password !== password) return undefined;
    if (login.userName !== undefined && login.userName !== userName) return undefined;
    const token = {
      value: randomBytes(48).toString("base64url"),
      expiresAt: this.now() + LIFETIME_MS,
    };
    this.issued.set(token.value, token);
    return token;
  }

  /** `unknown` is a token that was never issued. */
  stateOf(value: string): "valid" | "expired" | "unknown" {
    const token = this.issued.get(value);
    if (token === undefined) return "unknown";
    return token.expiresAt > this.now() ? "valid" : "expired";
  }
}
