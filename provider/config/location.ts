/** The location of a resource or a function call: arguments that every one of them takes besides its own. */
import { z } from "zod";
import { REGION, REGION_RULE } from "../wire/facts/clouds";

export const LocationShape = z.object({
  connection: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The name of one of the connections in the stack's `modelarts:connections`."),
  region: z
    .string()
    .regex(REGION, REGION_RULE)
    .optional()
    .describe("The region, instead of the connection's or the stack's."),
  projectId: z
    .string()
    .regex(/^[\w-]+$/, "must be a project's id")
    .optional()
    .describe("The id of the project, instead of the connection's or the stack's."),
});

export type Location = z.infer<typeof LocationShape>;
export const locationKeys = Object.keys(LocationShape.shape) as (keyof Location)[];

/** The location in properties or arguments, and the rest of them. */
export function splitLocation<Given extends object>(
  given: Given,
): { location: Location; rest: Omit<Given, keyof Location> } {
  const { connection, region, projectId, ...rest } = given as Given & Location;
  return { location: known({ connection, region, projectId }), rest };
}

/** The location without the keys that are undefined, or null as the engine reads them back. */
export function known(location: Location): Location {
  const entries = Object.entries(location).filter(
    ([, value]) => (value ?? undefined) !== undefined,
  );
  return Object.fromEntries(entries);
}
