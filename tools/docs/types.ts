/** provider/types.ts: the wire schemas as TypeScript, with their descriptions. */
import { inputSchema, outputSchema, type Schema } from "../../provider/fronts/schema";

const HEADER = `/**
 * What programs declare and see of a notebook. Made from the wire schemas by "npm run docs"; change
 * those, not this.
 */
import type { Input, Output } from "@pulumi/pulumi";
`;

export function notebookTypes(): string {
  const declared: string[] = [];
  interfaces("NotebookArgs", inputSchema(), declared, { nested: "Args", wrap: "Input" });
  const { properties = {} } = outputSchema();
  const { id: _, ...outputs } = properties;
  interfaces("NotebookOutputs", { properties: outputs }, declared, { nested: "", wrap: "Output" });
  return HEADER + declared.join("\n");
}

/** Apart from the types, so that those stay types only: programs load nothing for them. */
export function notebookOutputNames(): string {
  const { id: _, ...outputs } = outputSchema().properties ?? {};
  const inputs = inputSchema().properties ?? {};
  const members = (schema: Schema) => Object.keys((schema.items ?? schema).properties ?? {});
  const grown = Object.entries(outputs)
    .filter(([key, output]) => inputs[key] && members(output).length > members(inputs[key]).length)
    .map(([key]) => key);
  return `/** Made from the wire schemas by "npm run docs". */
import type { NotebookOutputs } from "./types";

type Names = readonly (keyof NotebookOutputs)[];

/** The names of all outputs but the id. */
export const notebookOutputs: Names = ${JSON.stringify(Object.keys(outputs))};

/** Inputs to whose outputs the API adds something. */
export const grownOutputs: Names = ${JSON.stringify(grown)};
`;
}

export interface Style {
  /** What the names of nested types end in. */
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

export function typeOf(name: string, schema: Schema, out: string[], style: Style): string {
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
