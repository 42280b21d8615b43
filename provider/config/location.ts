/** Where something is: the arguments that every resource and every function takes beside its own. */
import { z } from "zod";
import { REGION } from "../wire/clouds";

export const PlaceShape = z.object({
  connection: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The name of one of the connections in the stack's `modelarts:connections`."),
  region: z
    .string()
    .regex(REGION, "must be a region such as eu-de")
    .optional()
    .describe("The region, instead of the connection's or the stack's."),
  projectId: z
    .string()
    .regex(/^[\w-]+$/, "must be a project's id")
    .optional()
    .describe("The id of the project, instead of the connection's or the stack's."),
});

export type Place = z.infer<typeof PlaceShape>;
export const placeKeys = Object.keys(PlaceShape.shape) as (keyof Place)[];

/** What is about the place, and the rest. */
export function splitPlace<Given extends object>(
  given: Given,
): { place: Place; rest: Omit<Given, keyof Place> } {
  const { connection, region, projectId, ...rest } = given as Given & Place;
  return { place: known({ connection, region, projectId }), rest };
}

/** Without what is not known: undefined, or null as the engine reads it back. */
export function known(place: Place): Place {
  const entries = Object.entries(place).filter(([, value]) => (value ?? undefined) !== undefined);
  return Object.fromEntries(entries);
}
