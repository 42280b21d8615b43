/** What the user is told about resources that can't be imported. */
import { ModelArtsError } from "../../client/errors";
import type { KindName } from "../../engine/type-tokens";
import { kinds } from "../../resources/registry";
import { count, printList, printWarning } from "../terminal/messages";
import type { Importable } from "./import-file";
import type { Obstacle } from "./read-resources";

type OfKind = Pick<Importable, "kind">;

export function printObstacles(
  resources: readonly Importable[],
  obstacles: ReadonlyMap<string, Obstacle>,
): void {
  const blocked = resources.filter(({ id }) => obstacles.has(id));
  if (blocked.length > 0) printWarning("modelarts/left-out", `${counted(blocked)} left out:`);
  printList(blocked.map(({ id, name }) => `${name} (${id}): ${obstacles.get(id)?.reason}`));
}

/**
 * If nothing can be read, the cause is the same for all resources, so one error is enough.
 *
 * @throws ModelArtsError with the reason of the first obstacle.
 */
export function failIfNoneIsReadable(
  resources: readonly OfKind[],
  obstacles: ReadonlyMap<string, Obstacle>,
): void {
  const [first] = obstacles.values();
  const isAll = [...obstacles.values()].every(({ kind }) => kind === "unreadable");
  if (first !== undefined && isAll && obstacles.size === resources.length) {
    throw new ModelArtsError(
      "modelarts/none-readable",
      `No ${nounOf(resources)} can be read, so nothing was imported. ${first.reason}`,
    );
  }
}

/** "1 notebook", "2 storage mounts"; "3 resources" if they are of several kinds. */
export function counted(resources: readonly OfKind[]): string {
  return count(resources.length, nounOf(resources));
}

export function nounOf(resources: readonly OfKind[]): string {
  const [only, ...others] = new Set<KindName>(resources.map(({ kind }) => kind));
  return only === undefined || others.length > 0 ? "resource" : kinds[only].noun;
}
