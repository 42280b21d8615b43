/** The shapes of a kind as JSON Schema, for the plugin's schema and for generated types and pages. */
import { z } from "zod";
import { LocationShape } from "../config/location";
import { camelShape } from "../wire/shape";
import type { Kind } from "./resource-kind";

/** The part of JSON Schema that the shapes use. */
export interface Schema {
  type?: string;
  /** What the type is called where the property's name would not do. */
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  /** Of a map, what its values are; false where there are no further properties. */
  additionalProperties?: Schema | false;
  enum?: string[];
  /** Values that are known of a string that may hold others. */
  knownValues?: string[];
}

/** What a program declares. An automatic `name` needs no declaration. */
export function inputSchema({ inputs, hasAutomaticName }: Kind): Schema {
  const schema = schemaOf(inputs, "input");
  const isOptional = (key: string) => hasAutomaticName && key === "name";
  return { ...schema, required: schema.required?.filter((key) => !isOptional(key)) };
}

/** What the state holds beside the id, with the inputs that the API answers elsewhere or not at all. */
export function outputSchema(kind: Kind): Schema {
  const schema = schemaOf(kind.outputs, "output");
  const { id: _, ...answered } = schema.properties ?? {};
  const inputs = inputSchema(kind).properties ?? {};
  const location = schemaOf(LocationShape, "input").properties;
  const retained = Object.entries(inputs).filter(([key]) => kind.retained.includes(key));
  return {
    ...schema,
    properties: { ...answered, ...location, ...Object.fromEntries(retained) },
  };
}

/** Under the names that programs use, whichever names the shape has. */
export function schemaOf(shape: z.ZodObject, io: "input" | "output"): Schema {
  return z.toJSONSchema(camelShape(shape), { io }) as Schema;
}
