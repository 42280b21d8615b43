/** The settings of one client; `config/read-config.ts` makes them. */
import type { SigningKey } from "./sign";
import type { PasswordLogin } from "./token";

export type Credentials =
  | ({ kind: "aksk" } & SigningKey)
  | { kind: "token"; token: string }
  | ({ kind: "password" } & PasswordLogin);

export interface Settings {
  /** Scheme, host and port of ModelArts. */
  endpoint: string;
  /** The region; may be undefined if the endpoint is configured. */
  region?: string;
  /** Set if an environment variable names the endpoint, and the stack's configuration a region. */
  overriddenRegion?: OverriddenRegion;
  /** IAM's URL, ending in `/v3`; needed only for a login by password. */
  authUrl: string | undefined;
  /** Undefined only for a login by password: IAM answers the id then. */
  projectId: string | undefined;
  credentials: Credentials;
  /** True accepts any TLS certificate. */
  insecure: boolean;
  /** Further certificate authorities, in PEM format. */
  caCert: string | undefined;
  /** How long a read may take that is not part of an operation with its own timeout, in milliseconds. */
  readTimeoutMs?: number;
  /** Connections to one host at the same time, at least 1; if undefined, the pool's default. */
  maxConnections?: number | undefined;
  /** How running notebooks are updated; by default both switches are off. */
  updates?: UpdateSettings;
  /** Whether creates add a marker to the description; not by default. */
  createMarker?: boolean;
  /** Whether checks ask the API about flavors, images and the quota; not by default. */
  previewChecks?: boolean;
}

export const DEFAULT_READ_TIMEOUT_MS = 120_000;

/** Switches for operations whose behaviour published sources dispute (`wire/facts/assumptions.ts`). */
export interface UpdateSettings {
  /** Sends a changed whitelist while the notebook runs, and stops the notebook only if the API refuses. */
  onlineUpdates?: boolean;
  /** Allows stopping a notebook for a new name or description that the API refuses while it runs. */
  stopToRename?: boolean;
}

/**
 * A region of the stack's configuration whose address does not count, since the environment names an endpoint. Either
 * the endpoint is meant, or it was left over from work with a simulator, where the stack's notebooks do not exist.
 */
export interface OverriddenRegion {
  region: string;
  /** The setting that names the region, e.g. `modelarts:region`. */
  setting: string;
  /** The variable that names the endpoint. */
  variable: string;
}

/** The values that no message may show. */
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

/** True if the host is this machine. Only requests to this machine may go without TLS. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
