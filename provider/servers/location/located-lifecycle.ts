/**
 * A lifecycle whose resources are each at a location of their own (connection, region, project); the lifecycle
 * itself knows of one client only. A location is declared, or recorded in the state, or follows from the
 * connection and the configuration, in this order. docs/decisions/locations.md says why.
 */
import { ConfigurationError } from "../../client/errors";
import type { UpdateSettings } from "../../client/settings";
import type { Connections } from "../../config/connections";
import { known, splitLocation, type Location } from "../../config/location";
import type { CheckFailure } from "../../engine/check-failure";
import { UNKNOWN } from "../../engine/unknown";
import { diffOf, type Diff, type Kind, type Properties } from "../../resources/resource-kind";
import { PartialFailure } from "../../resources/shared/errors";
import { splitImportId } from "../../resources/shared/import-id";
import { byProperty } from "../../resources/shared/shape-violations";
import type { Context } from "../../resources/shared/task";
import { locationRows, updateLocation } from "./location-diff";

export interface ServerContext {
  connections: Connections;
  /** All that a context has beside the client. */
  context: Omit<Context, "client">;
}

export interface ReadResult {
  id: string;
  props: Properties;
  inputs?: Properties;
}

export type LocatedLifecycle = ReturnType<typeof locatedLifecycle>;

/** @param server returns the connections and the context; throws until the provider was configured. */
export function locatedLifecycle(
  { lifecycle, idPartCount }: Pick<Kind, "lifecycle" | "idPartCount">,
  server: () => ServerContext,
) {
  const contextAt = (location: Location): Context => {
    const { connections, context } = server();
    const { updates } = connections.settings(location);
    return { ...context, client: connections.client(location), updates };
  };

  /** Runs `work` at a location, and adds the resolved location to the result, or to a PartialFailure. */
  const runAt = async <Result, Located>(
    location: Location,
    work: (context: Context) => Promise<Result>,
    locate: (result: Result, resolved: Location) => Located,
  ): Promise<Located> => {
    const { connections } = server();
    const context = contextAt(location);
    try {
      return locate(await work(context), await resolve(connections, location));
    } catch (error) {
      if (error instanceof PartialFailure) {
        Object.assign(error.properties, await resolve(connections, location));
      }
      throw error;
    }
  };

  return {
    /** All that is wrong at once; a new resource's connection must be configured, too. */
    check(
      oldInputs: Properties,
      newInputs: Properties,
    ): { inputs: Properties; failures: CheckFailure[] } {
      const { inputs: declared, failures: contradicting } = withImport(newInputs, idPartCount);
      const { inputs, failures } = lifecycle.check(splitLocation(oldInputs).rest, declared);
      const { connections } = server();
      const { location } = splitLocation(declared);
      const ofLocation = [...contradicting, ...connections.failures(location)];
      const isLocated =
        ofLocation.length === 0 && !failures.some(({ property }) => property in location);
      const isNew = Object.keys(oldInputs).length === 0;
      if (isLocated && isNew) ofLocation.push(...misconfigured(connections, location));
      return { inputs, failures: [...failures, ...ofLocation].sort(byProperty) };
    },

    /** The differences of the resource and of its location, and the lines that a preview shows beside them. */
    async diff(state: Properties, newInputs: Properties): Promise<{ diff: Diff; notes: string[] }> {
      const [old, declared] = [splitLocation(state), splitLocation(newInputs)];
      const { connections } = server();
      const { rows, deleteBeforeReplace } = lifecycle.diff(old.rest, declared.rest);
      const ofLocation = await locationRows(connections, old.location, declared.location);
      const locationReplaces = diffOf(ofLocation).replaces;
      const updates = updatesAt(connections, old.location);
      return {
        diff: diffOf([...rows, ...ofLocation], deleteBeforeReplace),
        notes: lifecycle.previewNotes(old.rest, declared.rest, { locationReplaces, updates }),
      };
    },

    checkImport(id: string, inputs: Properties) {
      const { location, rest } = splitLocation(inputs);
      return lifecycle.checkImport(contextAt(location), id, rest);
    },

    create(inputs: Properties): Promise<{ id: string; outs: Properties }> {
      const { location, rest } = splitLocation(inputs);
      return runAt(
        location,
        (context) => lifecycle.create(context, rest),
        ({ id, outs }, resolved) => ({ id, outs: { ...outs, ...resolved } }),
      );
    },

    /** @param text an id, or `connection/id`. */
    import(text: string): Promise<ReadResult> {
      const { id, connection } = splitImportId(text, idPartCount);
      const location = known({ connection });
      return runAt(
        location,
        (context) => lifecycle.import(context, id),
        ({ props, inputs, ...rest }, resolved) => ({
          ...rest,
          props: { ...props, ...resolved },
          inputs: { ...inputs, ...location },
        }),
      );
    },

    /** @param text an id, or `connection/id`. */
    get(text: string, declared: Location): Promise<ReadResult> {
      const { id, connection = declared.connection } = splitImportId(text, idPartCount);
      return runAt(
        known({ ...declared, connection }),
        (context) => lifecycle.get(context, id),
        ({ props, ...rest }, resolved) => ({ ...rest, props: { ...props, ...resolved } }),
      );
    },

    read(id: string, state: Properties): Promise<ReadResult> {
      const { location, rest } = splitLocation(state);
      return runAt(
        location,
        (context) => lifecycle.read(context, id, rest),
        ({ id: found, props, inputs }, resolved) => {
          if (found === "") return { id: found, props: {} };
          // Only the connection is an input: region and project may follow from it.
          const { connection } = location;
          return {
            id: found,
            props: { ...props, ...resolved },
            inputs: inputs && { ...inputs, ...known({ connection }) },
          };
        },
      );
    },

    async update(
      id: string,
      state: Properties,
      newInputs: Properties,
    ): Promise<{ outs: Properties }> {
      const [old, declared] = [splitLocation(state), splitLocation(newInputs)];
      return runAt(
        await updateLocation(server().connections, old.location, declared.location),
        (context) => lifecycle.update(context, id, old.rest, declared.rest),
        ({ outs }, resolved) => ({ outs: { ...outs, ...resolved } }),
      );
    },

    delete(id: string, state: Properties): Promise<void> {
      const { location, rest } = splitLocation(state);
      return lifecycle.delete(contextAt(location), id, rest);
    },
  };
}

/** Nothing where the connection is not configured any more: the diff itself reports that. */
function updatesAt(connections: Connections, location: Location): UpdateSettings {
  try {
    return connections.settings(location).updates ?? {};
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return {};
  }
}

/** `import: "connection/id"` names a connection, too. */
function withImport(
  declared: Properties,
  idPartCount?: number,
): { inputs: Properties; failures: CheckFailure[] } {
  const { __import: text } = declared;
  if (text === undefined) return { inputs: declared, failures: [] };
  const { id, connection } = splitImportId(text, idPartCount);
  if (connection === undefined) return { inputs: { ...declared, __import: id }, failures: [] };
  const other = declared["connection"] as string | undefined;
  const reason = `must be "${connection}", as the import option says, or not be declared`;
  const isContradicting = other !== undefined && other !== connection;
  return {
    inputs: { ...declared, __import: id, connection },
    failures: isContradicting ? [{ property: "connection", reason }] : [],
  };
}

/** All that is missing at a known location for a new resource. */
function misconfigured(connections: Connections, location: Location): CheckFailure[] {
  if (Object.values(location).includes(UNKNOWN)) return [];
  try {
    const strange = connections.strangeProject(location);
    if (strange !== undefined) return [{ property: "projectId", reason: strange }];
    connections.settings(location);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError) || location.connection === undefined) throw error;
    return [{ property: "connection", reason: error.message }];
  }
}

/** What the state keeps of a location: all that is known of where it led. */
async function resolve(connections: Connections, location: Location): Promise<Location> {
  const { region } = connections.settings(location);
  // A login by the project's name has told the id by now.
  const projectId = await connections
    .client(location)
    .projectId()
    .catch(() => undefined);
  return known({ connection: location.connection, region, projectId });
}
