/** The books: every request that changed something, in the order in which the changes took place. */
import type { OperationName } from "pulumi-modelarts/wire/operations";

export interface Change {
  /** In milliseconds since 1970 (UTC), by the simulator's clock. */
  at: number;
  operation: OperationName;
  /** The id in the path, or that of what was created. */
  id: string;
  /** The name of the notebook or image before the request; of a new one, its name. */
  name: string | undefined;
  /** What the request asked for, e.g. the duration of a start or a renewal. */
  query?: unknown;
  body?: unknown;
}
