/** The wire schemas as JSON Schema under the names that programs use. */
import { z } from "zod";
import type { Kind } from "./resource-kind";
import { PlaceShape } from "../config/location";
import { camelKey } from "../wire/shape";

/** The part of JSON Schema that the wire schemas use. */
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
  const schema = withPlace(namedSchema(inputs, "input"));
  const isOptional = (key: string) => hasAutomaticName && key === "name";
  return { ...schema, required: schema.required?.filter((key) => !isOptional(key)) };
}

/** What the state holds beside the id, with the inputs that the API answers elsewhere or not at all. */
export function outputSchema(kind: Kind): Schema {
  const schema = withPlace(namedSchema(kind.outputs, "output"));
  const inputs = inputSchema(kind).properties ?? {};
  const held = Object.entries(inputs).filter(([key]) => kind.held.includes(key));
  const { id: _, ...answered } = schema.properties ?? {};
  return { ...schema, properties: { ...answered, ...Object.fromEntries(held) } };
}

/** Where a resource is: what is declared, and what is recorded. */
function withPlace(schema: Schema): Schema {
  const place = namedSchema(PlaceShape, "input");
  return { ...schema, properties: { ...schema.properties, ...place.properties } };
}

export function namedSchema(shape: z.ZodType, io: "input" | "output"): Schema {
  return camel(z.toJSONSchema(shape, { io }) as Schema);
}

function camel(schema: Schema): Schema {
  return {
    ...schema,
    items: schema.items && camel(schema.items),
    required: schema.required?.map(camelKey),
    properties:
      schema.properties &&
      Object.fromEntries(
        Object.entries(schema.properties).map(([key, value]) => [camelKey(key), camel(value)]),
      ),
  };
}
