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
 * Functions that read from ModelArts without managing anything. Made from
 * provider/resources/functions/functions.ts by "npm run docs"; change that file, not this one.
 */
`;

/** The shapes that functions return, alone or as the items of a list. */
const shapes = [
  { shape: NotebookAnswer, type: "NotebookInfo" },
  { shape: Lease, type: "NotebookLease" },
  { shape: Flavor, type: "FlavorInfo" },
  { shape: Image, type: "Image" },
  { shape: Pool, type: "PoolInfo" },
  { shape: Quota, type: "QuotaInfo" },
  { shape: Workspace, type: "WorkspaceInfo" },
];

/** Gives each schema that has a type of its own the name of that type, nested ones too. */
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
  // Types that types.ts declares are imported instead.
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
import { invoke, invokeOutput } from "../invoke";
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

/**
 * ${description}
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function ${name}(args: ${type}Args${byDefault}, opts?: InvokeOptions): Promise<${result}> {
  return invoke("${name}", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as \`${name}\`.
 */
export function ${name}Output(
  args: ${type}OutputArgs${byDefault},
  opts?: InvokeOutputOptions,
): Output<${result}> {
  return invokeOutput("${name}", args, opts);
}
`;
}

/** The type of a shape, or an interface whose fields are lists. */
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

/** The schema without secrets, at any depth: the value of a promise would show them in plain text. */
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
