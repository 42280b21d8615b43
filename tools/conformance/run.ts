/** A run: every check of a cloud's assumptions on one notebook, which is deleted whatever happens. */
import { assumptionsOf, type AssumptionName } from "../../provider/wire/assumptions";
import type { CloudName } from "../../provider/wire/clouds";
import { checks } from "./checks";
import type { Finding } from "./check";
import { failureOf, resultOf, type Result } from "./result";
import { Walk, type WalkParts } from "./walk";

export interface Run {
  results: Result[];
  /** The notebook that was created. */
  id: string | undefined;
  /** Why the notebook may still be there. */
  notDeleted?: Error;
  isInterrupted: boolean;
}

export interface RunParts extends WalkParts {
  cloud: CloudName;
  /** Told of each result as it comes. */
  onResult: (result: Result) => void;
  /** Told when there is a notebook, and when there is none any more. */
  onNotebook?: (walk: Pick<Walk, "id">) => void;
}

export async function run(parts: RunParts): Promise<Run> {
  const walk = new Walk(parts);
  parts.onNotebook?.(walk);
  const results: Result[] = [];
  let ended: string | undefined;
  let notDeleted: Error | undefined;
  try {
    for (const name of namesOf(parts.cloud)) {
      const result: Result =
        ended === undefined
          ? await made(name, walk, parts)
          : resultOf(name, parts.cloud, { notTried: ended });
      results.push(result);
      parts.onResult(result);
      if (parts.signal?.aborted) ended = "interrupted";
      else if (walk.hasEnded) ended = "the run ended before this check";
    }
  } finally {
    notDeleted = await walk.end().then(
      () => undefined,
      (error: Error) => error,
    );
  }
  const isInterrupted = parts.signal?.aborted === true;
  return { results, id: walk.id, isInterrupted, ...(notDeleted && { notDeleted }) };
}

/** In the order of the checks. */
function namesOf(cloud: CloudName): AssumptionName[] {
  const asked = assumptionsOf(cloud);
  return (Object.keys(checks) as AssumptionName[]).filter((name) => asked.includes(name));
}

async function made(name: AssumptionName, walk: Walk, parts: RunParts): Promise<Result> {
  const check: (walk: Walk) => Promise<Finding> = checks[name];
  try {
    return resultOf(name, parts.cloud, await check(walk));
  } catch (error) {
    if (parts.signal?.aborted) return resultOf(name, parts.cloud, { notTried: "interrupted" });
    return failureOf(name, parts.cloud, error as Error);
  }
}
