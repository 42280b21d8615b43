/**
 * Adds locations (connection, region, project) to a lifecycle, which itself uses a single client. A location is
 * declared, or recorded in the state, or follows from the connection and the configuration, in this order.
 * docs/decisions/locations.md says why.
 */
import { ConfigurationError, ModelArtsError } from "../../client/errors";
import type { Settings } from "../../client/settings";
import type { Connections } from "../../config/connections";
import { known, splitLocation, type Location } from "../../config/location";
import type { CheckFailure } from "../../engine/check-failure";
import { containsUnknown, UNKNOWN } from "../../engine/unknown";
import { diffOf, type Diff, type Kind, type Properties } from "../../resources/resource-kind";
import { NotFoundError, OtherEndpointError, PartialFailure } from "../../resources/shared/errors";
import { splitImportId } from "../../resources/shared/import-id";
import { byProperty } from "../../resources/shared/shape-violations";
import type { Context } from "../../resources/tasks/task";
import { cloudOf } from "../../wire/facts/clouds";
import { locationRows, updateLocation } from "./location-diff";

export interface ServerContext {
  connections: Connections;
  /** The context without the client, which depends on the location. */
  context: Omit<Context, "client">;
}

export interface ReadResult {
  id: string;
  props: Properties;
  inputs?: Properties;
}

export type LocatedLifecycle = ReturnType<typeof locatedLifecycle>;

/** @param server returns the connections and the context. Throws ModelArtsError before `configure`. */
export function locatedLifecycle(
  { lifecycle, idPartCount, noun }: Pick<Kind, "lifecycle" | "idPartCount" | "noun">,
  server: () => ServerContext,
) {
  const contextAt = (location: Location): Context => {
    const { connections, context } = server();
    const { updates, endpoint, createMarker } = connections.settings(location);
    const cloud = cloudOf(new URL(endpoint).hostname);
    return { ...context, client: connections.client(location), updates, cloud, createMarker };
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
      return locate(await work(context), await resolveLocation(connections, location));
    } catch (error) {
      if (error instanceof PartialFailure) {
        Object.assign(error.properties, await resolveLocation(connections, location));
      }
      throw error;
    }
  };

  /** @throws OtherEndpointError if a resource that was not found may be in the region that the stack names. */
  const refuseElsewhere = (location: Location, id: string) => {
    const { endpoint, overriddenRegion } = server().connections.settings(location);
    if (overriddenRegion !== undefined) {
      throw new OtherEndpointError(noun, id, endpoint, overriddenRegion);
    }
  };

  return {
    /** Returns all violations at once. For a new resource, these include a connection that is not configured. */
    check(
      oldInputs: Properties,
      newInputs: Properties,
    ): { inputs: Properties; failures: CheckFailure[] } {
      const { inputs: declared, failures: contradicting } = splitImport(newInputs, idPartCount);
      const { inputs, failures } = lifecycle.check(splitLocation(oldInputs).rest, declared);
      const { connections, context } = server();
      const { location } = splitLocation(declared);
      const ofLocation = [...contradicting, ...connections.failures(location)];
      const isLocated =
        ofLocation.length === 0 && !failures.some(({ property }) => property in location);
      const isNew = Object.keys(oldInputs).length === 0;
      const { __journalKey: key } = newInputs;
      if (!isNew && key !== undefined) context.journal.creates.hasPredecessor(key);
      if (isLocated && isNew) ofLocation.push(...configurationFailures(connections, location));
      return { inputs, failures: [...failures, ...ofLocation].sort(byProperty) };
    },

    /** What the API says against inputs in which `check` found nothing wrong. It is asked only with `previewChecks`. */
    async previewFailures(oldInputs: Properties, newInputs: Properties): Promise<CheckFailure[]> {
      const { location, rest } = splitLocation(newInputs);
      if (lifecycle.previewFailures === undefined || containsUnknown(location)) return [];
      const { previewChecks } = settingsIfConfigured(server().connections, location);
      if (previewChecks !== true) return [];
      const { rest: old } = splitLocation(oldInputs);
      return lifecycle.previewFailures(contextAt(location), old, rest);
    },

    /**
     * The differences of the resource and of its location. `notes` makes the messages that a preview shows beside them.
     */
    async diff(
      state: Properties,
      newInputs: Properties,
    ): Promise<{ diff: Diff; notes: () => string[] }> {
      const [old, declared] = [splitLocation(state), splitLocation(newInputs)];
      const { connections, context } = server();
      const { id, createAt } = state as { id?: unknown; createAt?: unknown };
      if (typeof id === "string") {
        const madeAt = typeof createAt === "number" ? createAt : undefined;
        const { creates } = context.journal;
        if (creates.isShared(id, newInputs.__journalKey)) throw sharedId(noun, id);
        creates.recorded(id, newInputs.__journalKey, madeAt);
      }
      const known = lifecycle.recall(context.journal, old.rest);
      const { rows, deleteBeforeReplace } = lifecycle.diff(known, declared.rest);
      const ofLocation = await locationRows(connections, old.location, declared.location);
      const locationReplaces = diffOf(ofLocation).replaces;
      return {
        diff: diffOf([...rows, ...ofLocation], deleteBeforeReplace),
        notes() {
          const { updates } = settingsIfConfigured(connections, old.location);
          return lifecycle.previewNotes(known, declared.rest, { locationReplaces, updates });
        },
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

    /**
     * @param text an id, or `connection/id`.
     * @param journalKey of the resource that is to have the id.
     */
    import(text: string, journalKey: string): Promise<ReadResult> {
      const { id, connection } = splitImportId(text, idPartCount);
      const location = known({ connection });
      return runAt(
        location,
        (context) => lifecycle.import(context, id),
        ({ props, inputs, ...rest }, resolved) => {
          server().context.journal.creates.importing(rest.id, journalKey);
          return {
            ...rest,
            props: { ...props, ...resolved },
            inputs: { ...inputs, ...location },
          };
        },
      );
    },

    /** @param text an id, or `connection/id`. */
    get(text: string, declared: Location): Promise<ReadResult> {
      const { id, connection = declared.connection } = splitImportId(text, idPartCount);
      server().context.journal.creates.read(id);
      return runAt(
        known({ ...declared, connection }),
        (context) => lifecycle.get(context, id),
        ({ props, ...rest }, resolved) => ({ ...rest, props: { ...props, ...resolved } }),
      );
    },

    read(id: string, state: Properties): Promise<ReadResult> {
      const { location, rest } = splitLocation(state);
      const { creates } = server().context.journal;
      if (state.__reference === true) creates.read(id);
      else creates.recorded(id);
      return runAt(
        location,
        (context) => lifecycle.read(context, id, rest),
        ({ id: found, props, inputs }, resolved) => {
          if (found === "") {
            refuseElsewhere(location, id);
            return { id: found, props: {} };
          }
          // Only the connection is declared: region and project may follow from it.
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
      server().context.journal.creates.recorded(id);
      return runAt(
        await updateLocation(server().connections, old.location, declared.location),
        (context) => lifecycle.update(context, id, old.rest, declared.rest),
        ({ outs }, resolved) => ({ outs: { ...outs, ...resolved } }),
      );
    },

    async delete(id: string, state: Properties): Promise<void> {
      const { location, rest } = splitLocation(state);
      const { connections, context } = server();
      context.journal.creates.recorded(id);
      if (connections.settings(location).overriddenRegion !== undefined) {
        // A deletion counts as done where the resource does not exist. Any other error is the deletion's to tell.
        await lifecycle.get(contextAt(location), id).catch((error: unknown) => {
          if (error instanceof NotFoundError) refuseElsewhere(location, id);
        });
      }
      return lifecycle.delete(contextAt(location), id, rest);
    },
  };
}

/** Otherwise two resources of the stack would have one id, and a deletion of one would be that of both. */
function sharedId(noun: string, id: string): ModelArtsError {
  return new ModelArtsError(
    "modelarts/import-taken",
    `Comparing the ${noun} failed: the state has ${id} under this name, and this run has just adopted it for another ` +
      "resource, as the one that an earlier run created. Take the other resource out of the state (`pulumi state " +
      "delete`) and run `pulumi up` again.",
  );
}

/** Empty if the connection is no longer configured: the diff itself reports that. */
function settingsIfConfigured(connections: Connections, location: Location): Partial<Settings> {
  try {
    return connections.settings(location);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return {};
  }
}

/** Splits the import option `connection/id` into the inputs `connection` and `__import`. */
function splitImport(
  declared: Properties,
  idPartCount?: number,
): { inputs: Properties; failures: CheckFailure[] } {
  const { __import: text } = declared;
  if (text === undefined) return { inputs: declared, failures: [] };
  const { id, connection } = splitImportId(text, idPartCount);
  if (connection === undefined) return { inputs: { ...declared, __import: id }, failures: [] };
  const other = declared["connection"] as string | undefined;
  const reason = `must be "${connection}", as in the import option, or not be declared`;
  const isContradicting = other !== undefined && other !== connection;
  return {
    inputs: { ...declared, __import: id, connection },
    failures: isContradicting
      ? [{ property: "connection", reason, code: "modelarts/contradicting-inputs" }]
      : [],
  };
}

/** What is missing for a new resource's connection. An empty list if a part of the location is unknown. */
function configurationFailures(connections: Connections, location: Location): CheckFailure[] {
  if (Object.values(location).includes(UNKNOWN)) return [];
  try {
    const missing = connections.missingProject(location);
    if (missing !== undefined) {
      return [{ property: "projectId", reason: missing, code: "modelarts/project-needed" }];
    }
    connections.settings(location);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError) || location.connection === undefined) throw error;
    return [{ property: "connection", reason: error.message, code: error.messageCode }];
  }
}

/** The location that the state records, with the region and the project that follow from the connection. */
async function resolveLocation(connections: Connections, location: Location): Promise<Location> {
  const { region } = connections.settings(location);
  // Known by now, even if only the project's name is configured: the login returned the id.
  const projectId = await connections
    .client(location)
    .projectId()
    .catch(() => undefined);
  return known({ connection: location.connection, region, projectId });
}
