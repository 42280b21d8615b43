/** Whether a program moves a resource to another place, and where an update finds it. */
import { ConfigurationError } from "../../client/errors";
import type { Connections, Whereabouts } from "../../config/connections";
import { UNKNOWN } from "../../engine/unknown";
import type { Place } from "../../config/location";

export interface PlaceDiff {
  changes: boolean;
  replaces: (keyof Place)[];
}

/**
 * What the program moves. Region and project that it declares count against where the resource is; a
 * connection that it declares, or declares no more, only if it leads somewhere else.
 */
export async function moves(
  connections: Connections,
  old: Place,
  declared: Place,
): Promise<PlaceDiff> {
  const isRenamed = declared.connection !== old.connection;
  const now = await (isRenamed ? whereWas(connections, old) : connections.whereabouts(old));
  const replaces: (keyof Place)[] = (["region", "projectId"] as const).filter(
    (key) => declared[key] !== undefined && now[key] !== undefined && declared[key] !== now[key],
  );
  if (!isRenamed) return { changes: replaces.length > 0, replaces };
  if (declared.connection === UNKNOWN) return { changes: true, replaces };
  if (declared.connection === undefined) {
    const isSame = await leadsTo(connections, declared, now).catch(() => false);
    if (!isSame) connections.settings(old); // It stays, so it must be there.
    return { changes: isSame || replaces.length > 0, replaces };
  }
  if (!(await leadsTo(connections, declared, now))) replaces.push("connection");
  return { changes: true, replaces };
}

/** The place that an update works in and records. */
export async function goal(connections: Connections, old: Place, declared: Place): Promise<Place> {
  const { changes } = await moves(connections, old, { connection: declared.connection });
  const isLeft = declared.connection === undefined && changes;
  return {
    connection: isLeft ? undefined : (declared.connection ?? old.connection),
    region: declared.region ?? old.region,
    projectId: declared.projectId ?? old.projectId,
  };
}

/** Where a resource is; its connection may not be configured any more, and another one lead there now. */
async function whereWas(connections: Connections, old: Place): Promise<Partial<Whereabouts>> {
  try {
    return await connections.whereabouts(old);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { region: old.region, projectId: old.projectId };
  }
}

/** What is not known of one side is no difference. */
async function leadsTo(
  connections: Connections,
  declared: Place,
  now: Partial<Whereabouts>,
): Promise<boolean> {
  const there = await connections.whereabouts(declared);
  return (["endpoint", "region", "projectId"] as const).every(
    (key) => there[key] === undefined || now[key] === undefined || there[key] === now[key],
  );
}
