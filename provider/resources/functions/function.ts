/** What a row of the functions table is. */
import type { z } from "zod";
import type { Camel } from "../../wire/shape";
import { LocationShape } from "../../config/location";
import type { Context } from "../shared/task";

export type Connected = Pick<Context, "client">;

export interface LifecycleFunction {
  description: string;
  inputs: z.ZodObject;
  /** Under the API's own names, as everything on the wire. */
  outputs: z.ZodObject;
  run(context: Connected, inputs: never): Promise<object>;
}

/** Types `run` from the shapes beside it. Every function can be asked in another place. */
export function define<Inputs extends z.ZodObject, Outputs extends z.ZodObject>(row: {
  description: string;
  inputs: Inputs;
  outputs: Outputs;
  run(context: Connected, inputs: z.input<Inputs>): Promise<Camel<z.output<Outputs>>>;
}) {
  return { ...row, inputs: row.inputs.safeExtend(LocationShape.shape) };
}
