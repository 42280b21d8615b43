/**
 * Reads a file for `--policy-pack-config` as the engine does: a level or an object for each rule, and `all`
 * for the level of the other rules. The engine ignores unknown names. Here they are errors, because a
 * misspelled rule would silently keep its defaults.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import Ajv, { type ErrorObject } from "ajv";
import type { EnforcementLevel, PolicyConfigSchema } from "@pulumi/policy";
import type { BothPolicies } from "../../engine/policy";
import { rules } from "../../rules";
import { settingsProblems } from "../../engine/settings";
import { InputError } from "../input-error";
import { decode } from "./decode";

export interface ConfiguredPolicy {
  policy: BothPolicies;
  level: EnforcementLevel;
  settings: Record<string, unknown>;
}

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];

/** @throws InputError with every problem. */
export function readPackConfig(
  path: string | undefined,
  policies: readonly BothPolicies[],
): ConfiguredPolicy[] {
  const given = path === undefined ? {} : readJson(path);
  const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, strict: false });
  const level = { enum: LEVELS };
  const schemaOf = ({ properties = {}, required = [] }: Partial<PolicyConfigSchema>) => ({
    type: "object",
    properties: { ...properties, enforcementLevel: level },
    required,
    additionalProperties: false,
  });
  const problems: string[] = [];
  /** @returns whether the types fit the schema; an unknown name does not count. */
  const check = (name: string, schema: object, value: unknown): boolean => {
    const validate = ajv.compile(schema);
    validate(value);
    const errors = validate.errors ?? [];
    problems.push(...errors.map((error) => sentence(name, error)));
    return errors.every(({ keyword }) => keyword === "additionalProperties");
  };

  const { all, ...single } = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, asObject(value)]),
  );
  if (all !== undefined) {
    const schema = {
      type: "object",
      properties: { enforcementLevel: level },
      additionalProperties: false,
    };
    check("all", schema, all);
  }
  const configured = policies.map((policy) => {
    const own = (single[policy.name] ?? {}) as Record<string, unknown>;
    const fitsSchema = check(policy.name, schemaOf(policy.configSchema ?? {}), own);
    const { enforcementLevel, ...settings } = own;
    const rule = rules.find(({ name }) => name === policy.name);
    if (fitsSchema && rule !== undefined) {
      const known = Object.keys(policy.configSchema?.properties ?? {});
      const named = Object.entries(settings).filter(([key]) => known.includes(key));
      problems.push(
        ...settingsProblems(rule, Object.fromEntries(named)).map((each) => `${rule.name}.${each}`),
      );
    }
    const forAll = (all as { enforcementLevel?: EnforcementLevel } | undefined)?.enforcementLevel;
    const chosen =
      (enforcementLevel as EnforcementLevel | undefined) ?? forAll ?? policy.enforcementLevel;
    return { policy, level: chosen ?? "mandatory", settings };
  });
  const names = new Set(policies.map(({ name }) => name));
  for (const name of Object.keys(single).filter((each) => !names.has(each))) {
    problems.push(`${name}: there is no such rule; there are ${[...names].join(", ")}`);
  }
  if (problems.length === 0) return configured;
  throw new InputError(
    "modelarts/policy-settings",
    `The configuration in ${path} can't be used:\n` +
      problems.map((problem) => `  - ${problem}`).join("\n"),
  );
}

/**
 * The name of the preset that has exactly these levels and settings; undefined if there is none. A copy of a
 * preset under another name counts as the preset, and a changed preset does not.
 */
export function presetOf(configured: readonly ConfiguredPolicy[]): string | undefined {
  const folder = join(
    dirname(require.resolve("pulumi-modelarts-policies/package.json")),
    "presets",
  );
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const found = files.find((file) => {
    const preset = readJson(join(folder, file));
    return configured.every((each) => isAsIn(preset, each));
  });
  return found === undefined ? undefined : basename(found, ".json");
}

/** A preset is the pack's own file, so that it needs no check against the schemas. */
function isAsIn(preset: Record<string, unknown>, { policy, level, settings }: ConfiguredPolicy) {
  const { enforcementLevel, ...own } = asObject(preset[policy.name] ?? {}) as Record<
    string,
    unknown
  >;
  const defaults = Object.entries(policy.configSchema?.properties ?? {})
    .filter(([, schema]) => schema.default !== undefined)
    .map(([name, schema]) => [name, schema.default as unknown]);
  const wanted = { ...(Object.fromEntries(defaults) as object), ...own };
  return (
    level === (enforcementLevel ?? policy.enforcementLevel) && isDeepStrictEqual(settings, wanted)
  );
}

/** The short form of a rule's configuration is its level. */
function asObject(value: unknown): unknown {
  return typeof value === "string" ? { enforcementLevel: value } : value;
}

function sentence(
  rule: string,
  { instancePath, params, parentSchema, message = "is wrong" }: ErrorObject,
): string {
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: string[];
  };
  const at = [rule, ...instancePath.split("/").slice(1)].join(".");
  if (additionalProperty !== undefined) {
    const known = Object.keys((parentSchema?.["properties"] ?? {}) as object).join(", ");
    return `${at}.${additionalProperty}: there is no such setting; there are ${known}`;
  }
  if (allowedValues !== undefined) return `${at}: must be one of ${allowedValues.join(", ")}`;
  return `${at}: ${message}`;
}

function readJson(path: string): Record<string, unknown> {
  const fail = (reason: string, cause?: unknown) =>
    new InputError(
      "modelarts/policy-settings",
      `Reading the configuration in ${path} failed: ${reason}. Give what --policy-pack-config takes.`,
      { cause },
    );
  let json: unknown;
  try {
    json = JSON.parse(decode(readFileSync(path)));
  } catch (error) {
    throw fail((error as Error).message, error);
  }
  if (typeof json === "object" && json !== null && !Array.isArray(json)) {
    return json as Record<string, unknown>;
  }
  throw fail("it is no object");
}
