/** The tokens that IAM gave out. */
import { randomBytes } from "node:crypto";

const LIFE_MS = 24 * 3_600_000;

export interface IssuedToken {
  value: string;
  expiresAt: number;
}

export class Tokens {
  private readonly issued = new Map<string, IssuedToken>();

  constructor(
    private readonly now: () => number,
    /** Who may have a token; everybody with a password where it isn't said. */
    private readonly login: { userName?: string; password?: string } = {},
  ) {}

  /** A new token; undefined when the user is not the one that may have it. */
  issue(userName: string | undefined, password: string): IssuedToken | undefined {
    const { login } = this;
    if (password === "") return undefined;
    if (login.password !== undefined && login.password !== password) return undefined;
    if (login.userName !== undefined && login.userName !== userName) return undefined;
    const token = {
      value: randomBytes(48).toString("base64url"),
      expiresAt: this.now() + LIFE_MS,
    };
    this.issued.set(token.value, token);
    return token;
  }

  /** "unknown" for what was never given out. */
  stateOf(value: string): "valid" | "expired" | "unknown" {
    const token = this.issued.get(value);
    if (token === undefined) return "unknown";
    return token.expiresAt > this.now() ? "valid" : "expired";
  }
}
