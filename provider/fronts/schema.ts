/** The wire schemas as JSON Schema under the names that programs use. */
import { z } from "zod";
import { InputShape } from "../lifecycle/inputs";
import { PlaceShape } from "../lifecycle/place";
import { Notebook } from "../wire/notebook";
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

/** What a program declares. `name` has a default of its own. */
export function inputSchema(): Schema {
  const schema = withPlace(namedSchema(InputShape, "input"));
  return { ...schema, required: schema.required?.filter((key) => key !== "name") };
}

/** What the state holds, with the inputs that the detail API answers elsewhere. */
export function outputSchema(): Schema {
  const schema = withPlace(namedSchema(Notebook, "output"));
  const { imageId, poolId, hooks, publicNetworkConfig, desiredStatus, tags } =
    inputSchema().properties ?? {};
  const held = { imageId, poolId, hooks, publicNetworkConfig, desiredStatus, tags };
  return { ...schema, properties: { ...schema.properties, ...held } as never };
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
