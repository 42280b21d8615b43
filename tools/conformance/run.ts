/** A run: all checks of a cloud's assumptions on one notebook, which is always deleted at the end. */
import { assumptionsOf, type AssumptionName } from "../../provider/wire/facts/assumptions";
import type { CloudName } from "../../provider/wire/facts/clouds";
import { checks } from "./checks";
import type { Finding } from "./check";
import { failureOf, resultOf, type Result } from "./result";
import { Walk, type WalkParts } from "./walk";

export interface Run {
  results: Result[];
  /** The id of the notebook; undefined if none was created. */
  id: string | undefined;
  /** Why the notebook may still exist; undefined if it was deleted. */
  notDeleted?: Error;
  isInterrupted: boolean;
}

export interface RunParts extends WalkParts {
  cloud: CloudName;
  /** Called for each result, as soon as it is known. */
  onResult: (result: Result) => void;
  /** Called once, before the checks. The object gets its `id` when the notebook is created. */
  onNotebook?: (walk: Pick<Walk, "id">) => void;
}

export async function run(parts: RunParts): Promise<Run> {
  const walk = new Walk(parts);
  parts.onNotebook?.(walk);
  const results: Result[] = [];
  let endReason: string | undefined;
  let notDeleted: Error | undefined;
  try {
    for (const name of namesOf(parts.cloud)) {
      const result: Result =
        endReason === undefined
          ? await runCheck(name, walk, parts)
          : resultOf(name, parts.cloud, { notTried: endReason });
      results.push(result);
      parts.onResult(result);
      if (parts.signal?.aborted) endReason = "interrupted";
      else if (walk.hasEnded) endReason = "the run ended before this check";
    }
  } finally {
    notDeleted = await walk.cleanUp().then(
      () => undefined,
      (error: Error) => error,
    );
  }
  const isInterrupted = parts.signal?.aborted === true;
  return { results, id: walk.id, isInterrupted, ...(notDeleted && { notDeleted }) };
}

/** The cloud's assumptions, in the order of the checks. */
function namesOf(cloud: CloudName): AssumptionName[] {
  const asked = assumptionsOf(cloud);
  return (Object.keys(checks) as AssumptionName[]).filter((name) => asked.includes(name));
}

async function runCheck(name: AssumptionName, walk: Walk, parts: RunParts): Promise<Result> {
  const check: (walk: Walk) => Promise<Finding> = checks[name];
  try {
    return resultOf(name, parts.cloud, await check(walk));
  } catch (error) {
    if (parts.signal?.aborted) return resultOf(name, parts.cloud, { notTried: "interrupted" });
    return failureOf(name, parts.cloud, error as Error);
  }
}
