/** The type of a row of the functions table. */
import type { z } from "zod";
import type { Camel } from "../../wire/shape";
import { LocationShape } from "../../config/location";
import type { Context } from "../tasks/task";

/** What a function needs: the client for its location. */
export type Connected = Pick<Context, "client">;

export interface LifecycleFunction {
  description: string;
  inputs: z.ZodObject;
  /** Under the API's own names; `run` returns the same in camel case. */
  outputs: z.ZodObject;
  run(context: Connected, inputs: never): Promise<object>;
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
