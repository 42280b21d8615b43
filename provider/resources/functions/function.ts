/** The type of a row of the functions table. */
import type { z } from "zod";
import type { Camel } from "../../wire/shape";
import { LocationShape } from "../../config/location";
import { systemClock } from "../../client/clock";
import { readUnlessGone } from "../tasks/confirm-gone";
import type { Context } from "../tasks/task";

/** What a function needs: the client for its location. Pauses between its reads are by the system's clock by default. */
export type Connected = Pick<Context, "client"> & Partial<Pick<Context, "clock" | "signal">>;

export interface LifecycleFunction {
  description: string;
  inputs: z.ZodObject;
  /** Under the API's own names; `run` returns the same in camel case. */
  outputs: z.ZodObject;
  run(context: Connected, inputs: never): Promise<object>;
}

/**
 * Reads what must exist.
 *
 * @throws what `notFound` makes if several reads say that it is gone.
 */
export async function existing<Answer>(
  { clock = systemClock, signal }: Connected,
  read: () => Promise<Answer>,
  notFound: () => Error,
): Promise<Answer> {
  const found = await readUnlessGone({ clock, signal }, async () => ({ answer: await read() }));
  if (found === undefined) throw notFound();
  return found.answer;
}

/** Types `run` from the row's shapes, and adds the arguments of the location. */
export function define<Inputs extends z.ZodObject, Outputs extends z.ZodObject>(row: {
  description: string;
  inputs: Inputs;
  outputs: Outputs;
  run(context: Connected, inputs: z.input<Inputs>): Promise<Camel<z.output<Outputs>>>;
}) {
  return { ...row, inputs: row.inputs.safeExtend(LocationShape.shape) };
}
