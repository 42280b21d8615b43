/** The wire schemas as JSON Schema under the names that programs use, and as Pulumi's own schema. */
import { z } from "zod";
import { configKeys, configMeanings, secretKeys } from "../config";
import { fields, type Field } from "../lifecycle/fields";
import { InputShape } from "../lifecycle/inputs";
import { Notebook } from "../wire/notebook";
import { PLUGIN_TYPE } from "../type-tokens";
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
  enum?: string[];
  /** Values that are known of a string that may hold others. */
  knownValues?: string[];
}

/** What a program declares. `name` has a default of its own. */
export function inputSchema(): Schema {
  const schema = camel(z.toJSONSchema(InputShape, { io: "input" }) as Schema);
  return { ...schema, required: schema.required?.filter((key) => key !== "name") };
}

/** What the state holds, with the inputs that the detail API answers elsewhere. */
export function outputSchema(): Schema {
  const schema = camel(z.toJSONSchema(Notebook, { io: "output" }) as Schema);
  const { imageId, poolId, hooks } = inputSchema().properties ?? {};
  return { ...schema, properties: { ...schema.properties, imageId, poolId, hooks } as never };
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

/** Pulumi's schema of the plugin. Source: the schema reference of Pulumi packages. */
export function pulumiSchema(version: string): object {
  const types: Record<string, object> = {};
  const inputs = inputSchema();
  const { id: _, ...outputs } = outputSchema().properties ?? {};
  const variables = Object.fromEntries(
    configKeys.map((key) => [
      key,
      { type: "string", description: configMeanings[key], secret: secretKeys.includes(key) },
    ]),
  );
  return {
    name: "modelarts",
    version,
    displayName: "ModelArts",
    description: "ModelArts notebooks (Huawei Cloud, Open Telekom Cloud)",
    license: "Apache-2.0",
    language: { nodejs: { packageName: "pulumi-modelarts" } },
    config: { variables },
    provider: { inputProperties: variables },
    types,
    resources: {
      [PLUGIN_TYPE]: {
        description: "A ModelArts notebook: a rented machine that opens in Jupyter and over SSH.",
        inputProperties: properties("Notebook", inputs.properties, types, "Args"),
        requiredInputs: inputs.required,
        properties: properties("Notebook", outputs, types, ""),
        required: [],
      },
    },
  };
}

function properties(
  prefix: string,
  declared: Schema["properties"] = {},
  types: Record<string, object>,
  suffix: "Args" | "",
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(declared).map(([key, schema]) => {
      const name = `${prefix}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
      const isReplaced = (fields as readonly Field[]).some(
        ({ path, change }) => prefix === "Notebook" && path === key && change === "replace",
      );
      return [
        key,
        {
          ...typeSpec(name, schema, types, suffix),
          description: described(schema),
          ...(key === "token" && { secret: true }),
          ...(suffix === "Args" && isReplaced && { willReplaceOnChanges: true }),
        },
      ];
    }),
  );
}

function typeSpec(
  name: string,
  schema: Schema,
  types: Record<string, object>,
  suffix: "Args" | "",
): object {
  if (schema.items !== undefined) {
    return { type: "array", items: typeSpec(name.replace(/s$/, ""), schema.items, types, suffix) };
  }
  if (schema.properties === undefined) return { type: schema.type ?? "string" };
  const token = `modelarts:index:${schema.title ?? name}${suffix}`;
  types[token] ??= {
    type: "object",
    description: schema.description,
    properties: properties(schema.title ?? name, schema.properties, types, suffix),
    required: suffix === "Args" ? schema.required : [],
  };
  return { $ref: `#/types/${token}` };
}

/** Enumerations grow, so they are words in the description and not types that would refuse the rest. */
function described({ description = "", enum: only, knownValues }: Schema): string {
  const values = only ?? knownValues;
  if (values === undefined) return description;
  return `${description} One of ${values.map((value) => `\`${value}\``).join(", ")}.`;
}
