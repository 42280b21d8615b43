/**
 * Which client a resource is managed with: its place (connection, region, project) → one client for
 * each distinct place. The rules are in docs/decisions/places.md.
 */
import { createClient, type Client } from "../client/client";
import type { Clock } from "../client/clock";
import { ConfigurationError } from "../client/errors";
import { Pool, defaultLimits } from "../client/pool";
import type { Settings } from "../client/settings";
import type { CheckFailure } from "../engine/check-failure";
import { UNKNOWN } from "../engine/unknown";
import type { Location } from "./location";
import {
  configKeys,
  readConfig,
  type ConfigKey,
  type Environment,
  type Values,
} from "./read-config";

/** What is known of where a place leads. */
export interface Whereabouts {
  endpoint: string;
  /** Undefined where the endpoint is given alone. */
  region: string | undefined;
  projectId: string;
}

/** Reads a key of the `modelarts:` stack configuration; `connections` is JSON, or the value itself. */
export type StackConfiguration = (key: ConfigKey | "connections") => unknown;

export class Connections {
  private readonly clients = new Map<string, Client>();
  private readonly pools = new Map<string, Pool>();

  constructor(
    private readonly stack: StackConfiguration,
    private readonly environment: Environment,
    private readonly clock?: Clock,
  ) {}

  /** The names of the connections that are configured. */
  names(): string[] {
    return Object.keys(readConnections(this.stack("connections")));
  }

  /** What is wrong with the name that a place has, at its property. */
  failures({ connection }: Location): CheckFailure[] {
    // What is no name at all, the place's shape says.
    if (typeof connection !== "string" || [UNKNOWN, ""].includes(connection)) return [];
    const known = this.names();
    return known.includes(connection)
      ? []
      : [{ property: "connection", reason: unknownName(connection, known) }];
  }

  /**
   * @throws ConfigurationError naming everything that is wrong with the connection or, where none is
   * named, with the stack's own configuration.
   */
  settings(place: Location): Settings {
    const strange = this.strangeProject(place);
    if (strange !== undefined) {
      throw new ConfigurationError(`The place is not known: projectId ${strange}`);
    }
    return this.read(place);
  }

  /**
   * Why a place that says a region must say its project, too, as half a sentence: each region has projects
   * of its own, so that the one which is configured for another region is never meant.
   */
  strangeProject({ connection, region, projectId }: Location): string | undefined {
    if (region === undefined || region === UNKNOWN || projectId !== undefined) return undefined;
    const there = this.read({ connection, region });
    const usual = this.usual(connection);
    // Where the endpoint is set, the region leads nowhere else.
    if (usual?.region === undefined || usual.endpoint === there.endpoint) return undefined;
    return (
      `is required beside region ${region}: the project that is configured belongs to ` +
      `region ${usual.region}, and each region has projects of its own`
    );
  }

  /** The settings that follow from the connection alone; undefined if it is incomplete. */
  private usual(connection: string | undefined): Settings | undefined {
    try {
      return this.read({ connection });
    } catch {
      return undefined;
    }
  }

  private read({ connection: name, region, projectId }: Location): Settings {
    const connection = name === undefined ? undefined : { name, values: this.named(name) };
    const own = { region, projectId };
    return readConfig((key) => asText(this.stack(key)), this.environment, { own, connection });
  }

  /** @throws ConfigurationError as `settings`, or what went wrong with the login that tells the project. */
  async whereabouts(place: Location): Promise<Whereabouts> {
    const { endpoint, region } = this.settings(place);
    return { endpoint, region, projectId: await this.client(place).projectId() };
  }

  /**
   * Two places that lead to the same project with the same credentials share a client; those that trust
   * the same authorities share the connections that are kept for each host.
   *
   * @throws ConfigurationError as `settings`.
   */
  client(place: Location): Client {
    const settings = this.settings(place);
    const key = JSON.stringify({ ...settings, region: undefined });
    const known = this.clients.get(key);
    if (known !== undefined) return known;
    const client = createClient(settings, this.clock, this.pool(settings));
    this.clients.set(key, client);
    return client;
  }

  private pool(settings: Settings): Pool {
    const key = JSON.stringify([settings.insecure, settings.caCert]);
    const known = this.pools.get(key);
    if (known !== undefined) return known;
    const pool = new Pool(settings, defaultLimits);
    this.pools.set(key, pool);
    return pool;
  }

  private named(name: string): Values {
    const all = readConnections(this.stack("connections"));
    if (!Object.hasOwn(all, name))
      throw new ConfigurationError(`The place is not known: ${unknownName(name, this.names())}`);
    return readValues(name, all[name]);
  }
}

function unknownName(name: string, known: readonly string[]): string {
  const others =
    known.length === 0
      ? "none is configured"
      : `configured are ${known.map((each) => `"${each}"`).join(", ")}`;
  return (
    `there is no connection "${name}": ${others}. Add it with ` +
    `\`pulumi config set --path modelarts:connections.${name}.KEY VALUE\`.`
  );
}

/** @throws ConfigurationError if it is anything else than an object or its JSON. */
export function readConnections(given: unknown): Record<string, unknown> {
  if (given === undefined || given === "") return {};
  // Never with the text, which may hold secrets.
  const value = typeof given === "string" ? parsed(given) : given;
  if (!isObject(value)) {
    throw new ConfigurationError(
      "modelarts:connections must be an object of connections by their names. Set each key with " +
        "`pulumi config set --path modelarts:connections.NAME.KEY VALUE`.",
    );
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One connection's keys; everything that is wrong with them at once, without their values. */
function readValues(name: string, given: unknown): Values {
  const entries = isObject(given) ? Object.entries(given) : undefined;
  const problems = (entries ?? []).flatMap(([key, value]) => {
    if (!configKeys.includes(key as ConfigKey)) {
      return [`${key} is not a setting; known here: ${configKeys.join(", ")}`];
    }
    return asText(value) === undefined && value !== null ? [`${key} must be a text`] : [];
  });
  if (entries === undefined) problems.push("it must be an object of settings");
  if (problems.length > 0) {
    throw new ConfigurationError(
      `The connection "${name}" is not configured:\n` +
        problems.map((problem) => `  - ${problem}`).join("\n"),
    );
  }
  return Object.fromEntries((entries ?? []).map(([key, value]) => [key, asText(value)]));
}

/** A stack's configuration may hold numbers and switches, too. */
export function asText(value: unknown): string | undefined {
  const isPlain = ["string", "number", "boolean"].includes(typeof value);
  return isPlain ? String(value) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
