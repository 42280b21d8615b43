/** Whether a program changes the location of a resource, and the location at which an update works. */
import { ConfigurationError } from "../../client/errors";
import type { Connections, ResolvedLocation } from "../../config/connections";
import type { Location } from "../../config/location";
import { UNKNOWN } from "../../engine/unknown";
import { diffOf, type Row } from "../../resources/resource-kind";

/**
 * The parts of the location that differ. A declared region and a declared project are compared with the resource's
 * own. A declared connection replaces the resource only if that connection resolves to another endpoint, region or
 * project. If the connection is no longer declared, the resource keeps it, unless the configuration without a named
 * connection resolves to the same location.
 */
export async function locationRows(
  connections: Connections,
  old: Location,
  declared: Location,
): Promise<Row[]> {
  const isRenamed = declared.connection !== old.connection;
  const previous = await (isRenamed
    ? previousLocation(connections, old)
    : connections.resolve(old));
  const replaced = (["region", "projectId"] as const).filter(
    (key) =>
      declared[key] !== undefined && previous[key] !== undefined && declared[key] !== previous[key],
  );
  const rows: Row[] = replaced.map((path) => ({ path, change: "replace" }));
  if (!isRenamed) return rows;
  const connection: Row = { path: "connection", change: "state" };
  if (declared.connection === UNKNOWN) return [...rows, connection];
  if (declared.connection === undefined) {
    const isSame = await isSameLocation(connections, declared, previous).catch(() => false);
    if (!isSame) connections.settings(old); // The resource keeps its old connection, which must be configured.
    return isSame || rows.length > 0 ? [...rows, connection] : [];
  }
  const isSame = await isSameLocation(connections, declared, previous);
  return [...rows, isSame ? connection : { ...connection, change: "replace" }];
}

/** The location at which an update works, and which the state then records. */
export async function updateLocation(
  connections: Connections,
  old: Location,
  declared: Location,
): Promise<Location> {
  const { connection } = declared;
  const { changes } = diffOf(await locationRows(connections, old, { connection }));
  const isDropped = connection === undefined && changes;
  return {
    connection: isDropped ? undefined : (connection ?? old.connection),
    region: declared.region ?? old.region,
    projectId: declared.projectId ?? old.projectId,
  };
}

/** The location of a resource; from the state if its connection is no longer configured. */
async function previousLocation(
  connections: Connections,
  old: Location,
): Promise<Partial<ResolvedLocation>> {
  try {
    return await connections.resolve(old);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { region: old.region, projectId: old.projectId };
  }
}

/** Whether the declared location is the previous one. Parts that are undefined on one side are not compared. */
async function isSameLocation(
  connections: Connections,
  declared: Location,
  previous: Partial<ResolvedLocation>,
): Promise<boolean> {
  const resolved = await connections.resolve(declared);
  return (["endpoint", "region", "projectId"] as const).every(
    (key) =>
      resolved[key] === undefined || previous[key] === undefined || resolved[key] === previous[key],
  );
}
