/** The shapes of a kind as JSON Schema, for the plugin's schema and for generated types and pages. */
import { z } from "zod";
import { LocationShape } from "../config/location";
import { camelShape } from "../wire/shape";
import type { Kind } from "./resource-kind";

/** The parts of JSON Schema that the shapes use. */
export interface Schema {
  type?: string;
  /** The name of the type, if it is not the property's name. */
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  /** The type of a map's values; false if there are no further properties. */
  additionalProperties?: Schema | false;
  enum?: string[];
  /** Known values of a string that may also have other values. */
  knownValues?: string[];
}

/** The inputs. An automatic `name` is not required. */
export function inputSchema({ inputs, hasAutomaticName }: Kind): Schema {
  const schema = schemaOf(inputs, "input");
  const isOptional = (key: string) => hasAutomaticName && key === "name";
  return { ...schema, required: schema.required?.filter((key) => !isOptional(key)) };
}

/** What the state holds, without the id: the API's answer, the location and the retained inputs. */
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

/** @param shape under the API's names or the programs' names; the result has the programs' names. */
export function schemaOf(shape: z.ZodObject, io: "input" | "output"): Schema {
  return z.toJSONSchema(camelShape(shape), { io }) as Schema;
}
