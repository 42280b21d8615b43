/** What a client needs to know; `config.ts` finds it out. */
import type { SigningKey } from "./sign";
import type { PasswordLogin } from "./token";

export type Credentials =
  | ({ kind: "aksk" } & SigningKey)
  | { kind: "token"; token: string }
  | ({ kind: "password" } & PasswordLogin);

export interface Settings {
  /** Scheme, host and port of ModelArts. */
  endpoint: string;
  /** What is known of where that is; an endpoint that was given needs no region. */
  region?: string;
  /** IAM's address, ending in `/v3`; needed for a login by password only. */
  authUrl: string | undefined;
  /** Undefined only for a login by password, whose answer names the project. */
  projectId: string | undefined;
  credentials: Credentials;
  /** Takes any certificate. */
  insecure: boolean;
  /** Further certificate authorities, PEM. */
  caCert: string | undefined;
  /** How updates of running notebooks are sent; by default no switch is on. */
  updates?: UpdateSettings;
}

/** What the user allows where the API's behaviour is disputed (`wire/assumptions.ts`). */
export interface UpdateSettings {
  /** A changed whitelist is sent while the notebook runs before the notebook is stopped for it. */
  onlineUpdates?: boolean;
  /** A notebook may be stopped for a name or description that is refused while it runs. */
  stopToRename?: boolean;
}

/** What must never be printed, whatever says it. */
export function secretsOf({ credentials }: Settings): string[] {
  switch (credentials.kind) {
    case "aksk":
      return [credentials.secretKey, credentials.securityToken ?? ""].filter(Boolean);
    case "token":
      return [credentials.token];
    case "password":
      return [credentials.password];
  }
}

/** Whether a host is this machine, the only one that is talked to without TLS. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
