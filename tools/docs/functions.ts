/** provider/sdk/generated/functions.ts: a TypeScript function for each row of the functions table. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { schemaOf, type Schema } from "../../provider/resources/json-schema";
import {
  functionNames,
  functions,
  NotebookAnswer,
  type FunctionName,
} from "../../provider/resources/functions/functions";
import { secretOutputs } from "../../provider/engine/secrets";
import { Flavor } from "../../provider/wire/flavor";
import { Image } from "../../provider/wire/image";
import { Lease } from "../../provider/wire/lease";
import { Pool, Quota, Workspace } from "../../provider/wire/workspace";
import { interfaces, resourceTypes } from "./types";

const HEADER = `/**
 * What programs can ask without managing it. Made from provider/resources/functions/functions.ts by "npm run docs";
 * change that, not this.
 */
`;

/** What functions return, alone or in a list. */
const shapes = [
  { shape: NotebookAnswer, type: "NotebookInfo" },
  { shape: Lease, type: "NotebookLease" },
  { shape: Flavor, type: "FlavorInfo" },
  { shape: Image, type: "Image" },
  { shape: Pool, type: "PoolInfo" },
  { shape: Quota, type: "QuotaInfo" },
  { shape: Workspace, type: "WorkspaceInfo" },
];

/** Uses the names in `shapes` for nested objects, too. */
function withTypeNames(schema: Schema): Schema {
  const own = shapes.find(({ shape }) =>
    isDeepStrictEqual(schemaOf(shape, "output").properties, schema.properties),
  );
  const properties = Object.entries(schema.properties ?? {}).map(([key, each]) => [
    key,
    withTypeNames(each),
  ]);
  return {
    ...schema,
    title: own?.type ?? schema.title,
    items: schema.items && withTypeNames(schema.items),
    properties: schema.properties && (Object.fromEntries(properties) as Schema["properties"]),
  };
}

export function programFunctions(): string {
  const known = [...resourceTypes().matchAll(/^export interface (\w+)/gm)].map(([, name]) => name);
  // The types in types.ts are imported, and not declared again.
  const declared = known.map((name) => `export interface ${name} `);
  for (const { shape, type } of shapes) {
    if (known.includes(type)) continue;
    interfaces(type, withoutSecrets(withTypeNames(schemaOf(shape, "output"))), declared, {
      nested: "",
      wrap: undefined,
    });
  }
  for (const name of functionNames) {
    const inputs = schemaOf(functions[name].inputs, "input");
    const style = { nested: "Args" } as const;
    interfaces(`${pascal(name)}Args`, inputs, declared, { ...style, wrap: undefined });
    interfaces(`${pascal(name)}OutputArgs`, inputs, declared, { ...style, wrap: "Input" });
  }
  const body = [...declared.slice(known.length), ...functionNames.map(inBothForms)].join("\n");
  const used = known.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
  return `${HEADER}import type { Input, InvokeOptions, InvokeOutputOptions, Output } from "@pulumi/pulumi";
import { ask, askOutput } from "../invoke";
import type { ${used.join(", ")} } from "./types";

${body}`;
}

function inBothForms(name: FunctionName): string {
  const { description, inputs } = functions[name];
  const type = pascal(name);
  const result = `${type}Result`;
  const byDefault = (schemaOf(inputs, "input").required ?? []).length === 0 ? " = {}" : "";
  return `/** What \`${name}\` finds. */
${resultType(name, result)}

/** ${description} */
export function ${name}(args: ${type}Args${byDefault}, opts?: InvokeOptions): Promise<${result}> {
  return ask("${name}", args, opts);
}

/** The same with arguments that may be known later; unknown until they are. */
export function ${name}Output(
  args: ${type}OutputArgs${byDefault},
  opts?: InvokeOutputOptions,
): Output<${result}> {
  return askOutput("${name}", args, opts);
}
`;
}

/** One shape as it is, or an object with lists. */
function resultType(name: FunctionName, result: string): string {
  const outputs: { shape: object } = functions[name].outputs;
  const own = shapes.find(({ shape }) => shape === outputs);
  if (own !== undefined) return `export type ${result} = ${own.type};`;
  const lines = Object.entries(schemaOf(functions[name].outputs, "output").properties ?? {}).map(
    ([key, { description }]) => `  /** ${description} */\n  ${key}: ${listed(name, key)}[];`,
  );
  return `export interface ${result} {\n${lines.join("\n")}\n}`;
}

function listed(name: FunctionName, key: string): string {
  const list = (functions[name].outputs.shape as Record<string, { element?: object }>)[key];
  if (list?.element instanceof z.ZodString) return "string";
  const found = shapes.find(({ shape }) => shape === list?.element);
  if (found === undefined)
    throw new Error(
      `${name}.${key} lists a shape that has no type name in tools/docs/functions.ts`,
    );
  return found.type;
}

/** Removes secrets at every depth: a promise would return them in clear text. */
function withoutSecrets(schema: Schema): Schema {
  const properties = Object.entries(schema.properties ?? {})
    .filter(([key]) => !secretOutputs.includes(key))
    .map(([key, property]) => [key, withoutSecrets(property)]);
  return {
    ...schema,
    items: schema.items && withoutSecrets(schema.items),
    properties: schema.properties && (Object.fromEntries(properties) as Schema["properties"]),
  };
}

const pascal = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
