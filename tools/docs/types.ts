/** provider/sdk/generated/types.ts: the wire schemas as TypeScript, with their descriptions. */
import { LocationShape } from "../../provider/config/location";
import {
  inputSchema,
  outputSchema,
  schemaOf,
  type Schema,
} from "../../provider/resources/json-schema";
import { kinds } from "../../provider/resources/registry";
import { kindNames, type KindName } from "../../provider/engine/type-tokens";

const HEADER = `/**
 * What programs declare and see of each resource. Made from the wire schemas by "npm run docs"; change
 * those, not this.
 */
import type { Input, Output } from "@pulumi/pulumi";
`;

export function resourceTypes(): string {
  const declared: string[] = [];
  for (const name of kindNames) {
    const { inputs, outputs } = schemas(name);
    interfaces(`${name}Args`, inputs, declared, { nested: "Args", wrap: "Input" });
    interfaces(`${name}Outputs`, outputs, declared, { nested: "", wrap: "Output" });
  }
  const location: string[] = [];
  const plain = { nested: "", wrap: undefined };
  interfaces("ResourceLocation", schemaOf(LocationShape, "input"), location, plain);
  const comment =
    "/** The location of a resource that a program only reads, with `Notebook.get`. */\n";
  return `${HEADER}${declared.join("\n")}\n${comment}${location.join("\n")}`;
}

/** In a file of its own, so that types.ts has only types: programs then load no code for it. */
export function outputNames(): string {
  const outputs = (name: KindName) => Object.keys(schemas(name).outputs.properties ?? {});
  return `/** Made from the wire schemas by "npm run docs". */
import type { KindName } from "../../engine/type-tokens";

type Names = Readonly<Record<KindName, readonly string[]>>;

/** The names of all outputs but the id. */
export const outputNames: Names = ${JSON.stringify(eachKind(outputs))};

/** Inputs to whose outputs the API adds something. */
export const grownOutputs: Names = ${JSON.stringify(eachKind(grown))};
`;
}

function grown(name: KindName): string[] {
  const { inputs, outputs } = schemas(name);
  const members = (schema: Schema) => Object.keys((schema.items ?? schema).properties ?? {});
  return Object.entries(outputs.properties ?? {})
    .filter(([key, output]) => {
      const input = inputs.properties?.[key];
      return input !== undefined && members(output).length > members(input).length;
    })
    .map(([key]) => key);
}

function schemas(name: KindName): { inputs: Schema; outputs: Schema } {
  return { inputs: inputSchema(kinds[name]), outputs: outputSchema(kinds[name]) };
}

function eachKind<T>(value: (name: KindName) => T): object {
  return Object.fromEntries(kindNames.map((name) => [name, value(name)]));
}

export interface Style {
  /** The ending of the names of nested types. */
  nested: string;
  wrap: "Input" | "Output" | undefined;
}

export function interfaces(name: string, schema: Schema, out: string[], style: Style): void {
  const base = name.replace(/(Args|Outputs|Info)$/, "");
  const nestedStyle: Style = { ...style, wrap: style.wrap === "Output" ? undefined : style.wrap };
  const lines = Object.entries(schema.properties ?? {}).map(([key, property]) => {
    const type = typeOf(`${base}${pascal(key)}`, property, out, nestedStyle);
    const isRequired = schema.required?.includes(key) === true;
    const line =
      style.wrap === "Output"
        ? `readonly ${key}: Output<${type} | undefined>;`
        : `${key}${isRequired ? "" : "?"}: ${style.wrap === "Input" ? `Input<${type}>` : type};`;
    return `  /** ${property.description ?? ""} */\n  ${line}`;
  });
  out.push(`export interface ${name} {\n${lines.join("\n")}\n}\n`);
}

function typeOf(name: string, schema: Schema, out: string[], style: Style): string {
  if (schema.items !== undefined) {
    const item = typeOf(name.replace(/s$/, ""), schema.items, out, style);
    return style.wrap === "Input" ? `Input<${item}>[]` : `(${item})[]`;
  }
  if (schema.properties !== undefined) {
    const type = `${schema.title ?? name}${style.nested}`;
    if (!out.some((text) => text.startsWith(`export interface ${type} `))) {
      interfaces(type, schema, out, style);
    }
    return type;
  }
  if (schema.additionalProperties) {
    const value = typeOf(name, schema.additionalProperties, out, style);
    return `{ [key: string]: ${style.wrap === "Input" ? `Input<${value}>` : value} }`;
  }
  if (schema.enum !== undefined) return union(schema.enum);
  if (schema.knownValues !== undefined) return `${union(schema.knownValues)} | (string & {})`;
  return schema.type === "integer" ? "number" : (schema.type ?? "string");
}

const union = (values: readonly string[]) =>
  values.map((value) => JSON.stringify(value)).join(" | ");
const pascal = (key: string) => `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
