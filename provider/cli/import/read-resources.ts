/**
 * Reads each resource once more right before pulumi imports them: pulumi imports nothing if one of them can't
 * be read.
 */
import type { Client } from "../../client/client";
import { systemClock } from "../../client/clock";
import { isGone } from "../../client/errors";
import { Journal, journalFolder } from "../../journal/journal";
import { kinds } from "../../resources/registry";
import { NotFoundError } from "../../resources/shared/errors";
import { inParallel } from "../../resources/shared/in-parallel";
import { printMessage } from "../terminal/messages";
import { progress } from "../terminal/progress";
import type { Importable } from "./import-file";

type Identity = Pick<Importable, "kind" | "id">;

/** Why a resource can't be imported. */
export interface Obstacle {
  /** A `gone` resource stays gone; an `unreadable` one may be readable later. */
  kind: "gone" | "unreadable";
  reason: string;
}

/** Both maps have the resources' ids as keys; each resource is in one of them. */
export interface Readings {
  statuses: ReadonlyMap<string, string | undefined>;
  obstacles: ReadonlyMap<string, Obstacle>;
}

/** How many resources are read at the same time: well below the number of the client's connections. */
const CONCURRENCY = 16;

/** Why a resource with the status is as good as gone. */
const ENDS: Readonly<Record<string, string>> = {
  DELETING: "it is being deleted",
  UNMOUNTING: "it is being unmounted",
  DELETED: "it was deleted",
};

export async function readResources(
  client: Client,
  resources: readonly Identity[],
): Promise<Readings> {
  const statuses = new Map<string, string | undefined>();
  const obstacles = new Map<string, Obstacle>();
  const bar = progress("reading resources");
  await inParallel(resources, CONCURRENCY, async (resource) => {
    const { id } = resource;
    try {
      const status = await statusOf(client, resource);
      const reason = ENDS[status ?? ""];
      if (reason === undefined) statuses.set(id, status);
      else obstacles.set(id, { kind: "gone", reason });
    } catch (error) {
      obstacles.set(id, obstacleOf(error as Error));
    }
    bar.at(statuses.size + obstacles.size, resources.length);
  }).finally(bar.end);
  return { statuses, obstacles };
}

/** A notebook's status in one request, since there may be hundreds; other kinds as `pulumi import` reads them. */
async function statusOf(client: Client, { kind, id }: Identity): Promise<string | undefined> {
  if (kind === "Notebook") return (await client.showNotebook({ id })).status;
  const journal = new Journal(journalFolder(process.env), printMessage);
  const context = { client, clock: systemClock, log: () => undefined, journal };
  const { props } = await kinds[kind].lifecycle.get(context, id);
  return (props as { status?: string }).status;
}

function obstacleOf(error: Error): Obstacle {
  return isGone(error) || error instanceof NotFoundError
    ? { kind: "gone", reason: "it no longer exists" }
    : { kind: "unreadable", reason: error.message };
}
