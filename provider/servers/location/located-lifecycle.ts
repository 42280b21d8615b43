/**
 * A lifecycle whose resources are each in a place of their own: the lifecycle itself knows of one client
 * only. Where a resource is, is declared, or recorded in its state, or follows from the connection and
 * the configuration, in this order. docs/decisions/places.md says why.
 */
import { ConfigurationError } from "../../client/errors";
import type { UpdateSettings } from "../../client/settings";
import { PartialFailure } from "../../resources/shared/errors";
import type { Connections } from "../../config/connections";
import { splitImportId } from "../../resources/shared/import-id";
import type { CheckFailure } from "../../engine/check-failure";
import { shapeViolations } from "../../resources/notebook/check/violations";
import { UNKNOWN } from "../../engine/unknown";
import { known, PlaceShape, splitPlace, type Place } from "../../config/location";
import type { Diff, Kind, Properties } from "../../resources/resource-kind";
import type { Context } from "../../resources/shared/wait";
import { goal, moves } from "./location-diff";

export interface Surroundings {
  connections: Connections;
  /** All that a context has beside the client. */
  context: Omit<Context, "client">;
}

export interface Read {
  id: string;
  props: Properties;
  inputs?: Properties;
}

/** @param around returns the connections and the context; throws until the provider was configured. */
export function placed(
  { lifecycle, idParts }: Pick<Kind, "lifecycle" | "idParts">,
  around: () => Surroundings,
) {
  const connected = (place: Place): Context => {
    const { connections, context } = around();
    const { updates } = connections.settings(place);
    return { ...context, client: connections.client(place), updates };
  };

  /** Runs `work` with the client for this place and adds the resolved place to the result, or to a PartialFailure. */
  const within = async <Result, Recorded>(
    place: Place,
    work: (context: Context) => Promise<Result>,
    add: (result: Result, recorded: Place) => Recorded,
  ): Promise<Recorded> => {
    const { connections } = around();
    const context = connected(place);
    try {
      return add(await work(context), await recorded(connections, place));
    } catch (error) {
      if (error instanceof PartialFailure) {
        Object.assign(error.properties, await recorded(connections, place));
      }
      throw error;
    }
  };

  /** @param moved what takes the resource to another place. */
  const notes = (state: Properties, news: Properties, moved: readonly string[]): string[] => {
    const [old, declared] = [splitPlace(state), splitPlace(news)];
    const updates = updatesAt(around().connections, old.place);
    return lifecycle.notes?.(old.rest, declared.rest, { moved, updates }) ?? [];
  };

  return {
    connected,

    moves: (state: Place, news: Place) => moves(around().connections, state, news),

    /** All that is wrong at once; a new resource's connection must be configured, too. */
    check(olds: Properties, news: Properties): { inputs: Properties; failures: CheckFailure[] } {
      const { news: plain, place, failures: wrong } = withImport(news, idParts);
      const { inputs, failures } = lifecycle.check(splitPlace(olds).rest, splitPlace(plain).rest);
      const isNew = Object.keys(olds).length === 0;
      const { connections } = around();
      wrong.push(...shapeViolations(PlaceShape, place), ...connections.failures(place));
      if (wrong.length === 0 && isNew) wrong.push(...misconfigured(connections, place));
      return { inputs: { ...inputs, ...place }, failures: [...failures, ...wrong] };
    },

    /** What differs, and what there is to say beside it. */
    async diff(state: Properties, news: Properties): Promise<{ diff: Diff; notes: string[] }> {
      const [old, declared] = [splitPlace(state), splitPlace(news)];
      const found = lifecycle.diff(old.rest, declared.rest);
      const moved = await moves(around().connections, old.place, declared.place);
      return {
        diff: {
          ...found,
          changes: found.changes || moved.changes,
          replaces: [...found.replaces, ...moved.replaces],
        },
        notes: notes(state, news, moved.replaces),
      };
    },

    notes,

    examine(id: string, inputs: Properties) {
      const { place, rest } = splitPlace(inputs);
      return lifecycle.examine(connected(place), id, rest);
    },

    create(inputs: Properties): Promise<{ id: string; outs: Properties }> {
      const { place, rest } = splitPlace(inputs);
      return within(
        place,
        (context) => lifecycle.create(context, rest),
        ({ id, outs }, at) => ({ id, outs: { ...outs, ...at } }),
      );
    },

    /** @param text an id, or `connection/id`. */
    async readFirst(text: string, declared: Place = {}): Promise<Read> {
      const { id, connection } = splitImportId(text, idParts);
      const place = { ...declared, ...(connection !== undefined && { connection }) };
      const found = await within(
        place,
        (context) => lifecycle.readFirst(context, id),
        ({ props, ...rest }, at) => ({ ...rest, props: { ...props, ...at } }),
      );
      return { ...found, inputs: found.inputs && { ...found.inputs, ...named(place) } };
    },

    read(id: string, state: Properties): Promise<Read> {
      const { place, rest } = splitPlace(state);
      return within(
        place,
        (context) => lifecycle.read(context, id, rest),
        (found, at) =>
          found.id === ""
            ? { ...found }
            : {
                ...found,
                props: { ...found.props, ...at },
                inputs: found.inputs && { ...found.inputs, ...named(place) },
              },
      );
    },

    async update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
      const [old, declared] = [splitPlace(olds), splitPlace(news)];
      return within(
        await goal(around().connections, old.place, declared.place),
        (context) => lifecycle.update(context, id, old.rest, declared.rest),
        ({ outs }, at) => ({ outs: { ...outs, ...at } }),
      );
    },

    delete(id: string, state: Properties) {
      const { place, rest } = splitPlace(state);
      return lifecycle.delete(connected(place), id, rest);
    },
  };
}

export type Placed = ReturnType<typeof placed>;

/** Nothing where the connection is not configured any more: the diff itself reports that. */
function updatesAt(connections: Connections, place: Place): UpdateSettings {
  try {
    return connections.settings(place).updates ?? {};
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return {};
  }
}

/** `import: "connection/id"` names the place, too. */
function withImport(given: Properties, idParts?: number) {
  const { place } = splitPlace(given);
  const { __import: text } = given;
  if (text === undefined) return { news: given, place, failures: [] as CheckFailure[] };
  const { id, connection = place.connection } = splitImportId(text, idParts);
  const failures: CheckFailure[] = [];
  if (place.connection !== undefined && place.connection !== connection) {
    const reason = `must be "${connection}", as the import option says, or not be declared`;
    failures.push({ property: "connection", reason });
  }
  return {
    news: { ...given, __import: id },
    place: { ...place, ...named({ connection }) },
    failures,
  };
}

/** All that is missing at a known place for a new resource. */
function misconfigured(connections: Connections, place: Place): CheckFailure[] {
  if (Object.values(place).includes(UNKNOWN)) return [];
  try {
    const strange = connections.strangeProject(place);
    if (strange !== undefined) return [{ property: "projectId", reason: strange }];
    connections.settings(place);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError) || place.connection === undefined) throw error;
    return [{ property: "connection", reason: error.message }];
  }
}

/** What the state keeps of the place: all that is known of where it led. */
async function recorded(connections: Connections, place: Place): Promise<Place> {
  const { region } = connections.settings(place);
  // A login by the project's name has told the id by now.
  const projectId = await connections
    .client(place)
    .projectId()
    .catch(() => undefined);
  return known({ connection: place.connection, region, projectId });
}

/** Only the connection of a place is an input of what is read: the rest may follow from it. */
function named({ connection }: Place): Place {
  return known({ connection });
}
