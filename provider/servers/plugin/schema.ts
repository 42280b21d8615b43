/** The plugin's package schema. Source: the schema reference of Pulumi packages. */
import {
  configKeys,
  configMeanings,
  connectionsMeaning,
  environmentNames,
  secretKeys,
  switchKeys,
  type ConfigKey,
} from "../../config/keys";
import { functionNames, functions } from "../../resources/functions/functions";
import type { Kind, Row } from "../../resources/resource-kind";
import { kinds } from "../../resources/registry";
import { kindNames, pluginType, type KindName } from "../../engine/type-tokens";
import { secretOutputs } from "../../engine/secrets";
import { addressesOf, type Manifest } from "./manifest";
import { inputSchema, schemaOf, outputSchema, type Schema } from "../../resources/json-schema";

type Types = Record<string, object>;
/** Outputs have more properties than inputs, so each side has its own types. */
type Side = "input" | "output";

export function pulumiSchema(manifest: Manifest): object {
  const types: Types = {};
  const settings = {
    ...Object.fromEntries(configKeys.map((key) => [key, setting(key)])),
    connections,
  };
  return {
    name: "modelarts",
    version: manifest.version,
    ...addressesOf(manifest),
    displayName: "ModelArts",
    description: "ModelArts notebooks (Huawei Cloud, Open Telekom Cloud)",
    keywords: ["modelarts", "notebook", "huaweicloud", "opentelekomcloud", "category/cloud"],
    license: "Apache-2.0",
    // Generated SDKs then have the package's version, and the one for Go a go.mod.
    meta: { supportPack: true },
    language: {
      nodejs: { packageName: "pulumi-modelarts" },
      python: { packageName: "pulumi_modelarts" },
      go: { importBasePath: manifest.pulumi?.goImportBasePath },
    },
    config: { variables: settings },
    provider: {
      description: "The location of the notebooks, and the credentials for it.",
      inputProperties: settings,
    },
    resources: Object.fromEntries(
      kindNames.map((name) => [pluginType(name), resource(name, types)]),
    ),
    functions: Object.fromEntries(functionNames.map((name) => [tokenOf(name), fn(name, types)])),
    types,
  };
}

export function tokenOf(name: string): string {
  return `modelarts:index:${name}`;
}

function resource(name: KindName, types: Types): object {
  const kind = kinds[name];
  const inputs = inputSchema(kind);
  const outputs = outputSchema(kind);
  return {
    description: kind.description,
    inputProperties: properties(name, inputs.properties, types, "input", kind.fields),
    requiredInputs: inputs.required,
    properties: properties(name, outputs.properties, types, "output"),
    required: inputs.required?.filter((key) => isAlwaysKnown(kind, key)) ?? [],
    ...(name === "Notebook" && { listInputs: listInputs(types) }),
  };
}

/** The API may leave out any field of an answer, so only what the state keeps is always there. */
function isAlwaysKnown({ retained, kept = [] }: Kind, input: string): boolean {
  return retained.includes(input) || kept.includes(input);
}

const connections = {
  type: "object",
  additionalProperties: { type: "object", additionalProperties: { type: "string" } },
  description: `${connectionsMeaning}.`,
  secret: true,
};

/**
 * A generated SDK writes a default from the environment into the state of an explicit provider. So only the location
 * has one: credentials and an endpoint, often a simulator's, are read where the plugin runs, and are recorded nowhere.
 */
const RECORDED: readonly ConfigKey[] = ["cloud", "region", "projectId"];

function setting(key: ConfigKey): object {
  return {
    type: (switchKeys as readonly string[]).includes(key) ? "boolean" : "string",
    description: `${configMeanings[key]}. In the environment: ${environmentNames[key].join(", ")}.`,
    secret: secretKeys.includes(key),
    ...(RECORDED.includes(key) && { defaultInfo: { environment: environmentNames[key] } }),
  };
}

function fn(name: (typeof functionNames)[number], types: Types): object {
  const { description, inputs, outputs } = functions[name];
  const asked = schemaOf(inputs, "input");
  const answered = schemaOf(outputs, "output");
  const prefix = name === "getNotebook" ? "Notebook" : "";
  return {
    description,
    inputs: {
      type: "object",
      properties: properties(name, asked.properties, types, "input"),
      required: asked.required ?? [],
    },
    outputs: {
      type: "object",
      properties: properties(prefix, answered.properties, types, "output"),
      required: [],
    },
  };
}

/** The filters of `pulumi do … list`. */
function listInputs(types: Types): object {
  const { properties: filters } = schemaOf(functions.getNotebooks.inputs, "input");
  return { type: "object", properties: properties("getNotebooks", filters, types, "input") };
}

/**
 * @param fields the resource's fields, for its inputs; empty for outputs and functions.
 * @param path the path of the object with these properties, as in the fields.
 */
function properties(
  prefix: string,
  declared: Schema["properties"] = {},
  types: Types,
  side: Side,
  fields: readonly Row[] = [],
  path = "",
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(declared).map(([key, schema]) => {
      const own = path === "" ? key : `${path}.${key}`;
      const name = `${prefix}${key.charAt(0).toUpperCase()}${key.slice(1)}`;
      return [
        key,
        {
          ...typeSpec(name, schema, types, side, fields, own),
          description: described(schema),
          ...(side === "output" && secretOutputs.includes(key) && { secret: true }),
          ...(forcesReplace(fields, own) && { willReplaceOnChanges: true }),
        },
      ];
    }),
  );
}

/** Only if all rows of the path replace the resource: an EVS disk grows in place, an EFS does not. */
function forcesReplace(fields: readonly Row[], path: string): boolean {
  if (fields.length > 0 && (path === "region" || path === "projectId")) return true;
  const rows = fields.filter((field) => field.path === path);
  return rows.length > 0 && rows.every(({ change }) => change === "replace");
}

function typeSpec(
  name: string,
  schema: Schema,
  types: Types,
  side: Side,
  fields: readonly Row[],
  path: string,
): object {
  const { items, type = "string", title = name, description, additionalProperties } = schema;
  if (additionalProperties) return { type, additionalProperties: { type: "string" } };
  if (items !== undefined) {
    const item = { description, ...items };
    return {
      type: "array",
      items: typeSpec(name.replace(/s$/, ""), item, types, side, fields, path),
    };
  }
  if (schema.properties === undefined) return { type };
  const token = tokenOf(side === "input" ? title : `${title}Info`);
  types[token] ??= {
    type: "object",
    description,
    properties: properties(title, schema.properties, types, side, fields, path),
    required: side === "input" ? schema.required : [],
  };
  return { $ref: `#/types/${token}` };
}

/** The API adds values to enumerations, so the description lists them, and the type accepts any value. */
function described({ description = "", enum: only, knownValues }: Schema): string {
  const values = only ?? knownValues;
  if (values === undefined) return description;
  return `${description} One of ${values.map((value) => `\`${value}\``).join(", ")}.`;
}
