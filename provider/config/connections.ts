/**
 * Which client a resource is managed with: its location (connection, region, project) → one client for
 * each distinct location. The rules are in docs/decisions/locations.md.
 */
import { createClient, type Client } from "../client/client";
import type { Clock } from "../client/clock";
import { ConfigurationError } from "../client/errors";
import { Pool, defaultLimits } from "../client/pool";
import type { Settings } from "../client/settings";
import type { CheckFailure } from "../engine/check-failure";
import { UNKNOWN } from "../engine/unknown";
import type { ConfigKey, Environment } from "./keys";
import type { Location } from "./location";
import { asText, readConnection, readConnections, unknownConnection } from "./named-connections";
import { readConfig } from "./read-config";

/** The endpoint, region and project that a location leads to. */
export interface ResolvedLocation {
  endpoint: string;
  /** Undefined where only the endpoint is configured. */
  region: string | undefined;
  projectId: string;
}

/** Returns a key of the `modelarts:` stack configuration; `connections` as an object or as its JSON. */
export type StackConfiguration = (key: ConfigKey | "connections") => unknown;

/** Stack configuration and environment are read at the first use of each location, and only then. */
export class Connections {
  private configured: (() => Record<string, unknown>) | undefined;
  private readonly settingsByLocation = new Map<string, () => Settings>();
  private readonly clients = new Map<string, Client>();
  /** The same, by the settings that were read once for each location: most calls make no key. */
  private readonly clientsBySettings = new WeakMap<Settings, Client>();
  private readonly pools = new Map<string, Pool>();

  constructor(
    private readonly stack: StackConfiguration,
    private readonly environment: Environment,
    private readonly clock?: Clock,
  ) {}

  /** @returns what is wrong with the location's connection: at most one failure, if there is none of that name. */
  failures({ connection }: Location): CheckFailure[] {
    // A connection that is no name at all is a failure of the inputs' shape.
    if (typeof connection !== "string" || [UNKNOWN, ""].includes(connection)) return [];
    const known = Object.keys(this.named());
    return known.includes(connection)
      ? []
      : [
          {
            property: "connection",
            reason: unknownConnection(connection, known),
            code: "modelarts/unknown-connection",
          },
        ];
  }

  /**
   * @throws ConfigurationError naming everything that is wrong with the connection or, without a connection,
   * with the stack's own configuration.
   */
  settings(location: Location): Settings {
    const reason = this.missingProject(location);
    if (reason !== undefined) {
      throw new ConfigurationError(
        "modelarts/project-needed",
        `The location is not valid: projectId ${reason}`,
      );
    }
    return this.read(location);
  }

  /**
   * Why the location must name its project, as half a sentence that follows "projectId"; undefined if it need
   * not. A location that names another region than the configured one must: each region has its own projects.
   *
   * @throws ConfigurationError as `settings`.
   */
  missingProject({ connection, region, projectId }: Location): string | undefined {
    if (region === undefined || region === UNKNOWN || projectId !== undefined) return undefined;
    const declared = this.read({ connection, region });
    const configured = this.readIfComplete({ connection });
    // A configured endpoint counts before every region, so the region leads to no other one.
    if (configured?.region === undefined || configured.endpoint === declared.endpoint) {
      return undefined;
    }
    return (
      `is required with region ${region}: the configured project belongs to region ` +
      `${configured.region}, and each region has its own projects`
    );
  }

  /**
   * @throws ConfigurationError as `settings`; the client's errors if the project id has to come from a login
   * and the login fails.
   */
  async resolve(location: Location): Promise<ResolvedLocation> {
    const { endpoint, region } = this.settings(location);
    return { endpoint, region, projectId: await this.client(location).projectId() };
  }

  /**
   * The client for a location. Two locations that lead to the same project with the same credentials share
   * one client; clients that trust the same certificate authorities, with the same limit, share one pool of
   * connections.
   *
   * @throws ConfigurationError as `settings`.
   */
  client(location: Location): Client {
    const settings = this.settings(location);
    return getOrAdd(this.clientsBySettings, settings, () =>
      getOrAdd(this.clients, JSON.stringify({ ...settings, region: undefined }), () =>
        createClient(settings, this.clock, this.pool(settings)),
      ),
    );
  }

  private pool(settings: Settings): Pool {
    const { insecure, caCert, maxConnections: connections = defaultLimits.connections } = settings;
    const key = JSON.stringify([insecure, caCert, connections]);
    return getOrAdd(this.pools, key, () => new Pool(settings, { ...defaultLimits, connections }));
  }

  private readIfComplete(location: Location): Settings | undefined {
    try {
      return this.read(location);
    } catch {
      return undefined;
    }
  }

  /** The settings of a location, read once. */
  private read({ connection: name, region, projectId }: Location): Settings {
    const settings = getOrAdd(
      this.settingsByLocation,
      JSON.stringify([name, region, projectId]),
      () =>
        outcomeOf(() => {
          const connection =
            name === undefined ? undefined : { name, values: this.connection(name) };
          const sources = { own: { region, projectId }, connection };
          return readConfig((key) => asText(this.stack(key)), this.environment, sources);
        }),
    );
    return settings();
  }

  private connection(name: string) {
    const all = this.named();
    if (!Object.hasOwn(all, name)) {
      const reason = unknownConnection(name, Object.keys(all));
      throw new ConfigurationError(
        "modelarts/unknown-connection",
        `The location is not valid: ${reason}`,
      );
    }
    return readConnection(name, all[name]);
  }

  /** The named connections, read once. */
  private named(): Record<string, unknown> {
    this.configured ??= outcomeOf(() => readConnections(this.stack("connections")));
    return this.configured();
  }
}

function getOrAdd<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Runs `work` once. The function that it returns returns the result, or throws the error, each time. */
function outcomeOf<Result>(work: () => Result): () => Result {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
