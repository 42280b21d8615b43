/** Reads a request by the operation's own shapes and says what is wrong with it in the API's codes. */
import { z } from "zod";
import type { AssumedValues } from "pulumi-modelarts/wire/assumptions";
import type { Cloud } from "pulumi-modelarts/wire/clouds";
import {
  CreateNotebook,
  openTelekomCloudText,
  UpdateNotebook,
} from "pulumi-modelarts/wire/notebook-inputs";
import type { ErrorCode } from "pulumi-modelarts/wire/error";
import { operations, type Operation, type OperationName } from "pulumi-modelarts/wire/operations";
import { ApiError } from "../answers/errors";

type Bodies = Partial<Record<OperationName, z.ZodObject>>;

/** Bodies whose names and descriptions are as the cloud takes them. */
export function strictBodies(cloud: Cloud, assumed: AssumedValues): Bodies {
  const { shape } = CreateNotebook;
  const text = z.object({
    name: shape.name.regex(cloud.name),
    description:
      assumed["description-characters"] === "pages"
        ? openTelekomCloudText.description
        : shape.description,
  });
  return {
    createNotebook: CreateNotebook.extend(text.shape),
    updateNotebook: UpdateNotebook.extend(text.partial().shape),
  };
}

export interface Checked {
  query: unknown;
  body: unknown;
}

/** @throws ApiError with the code of the first thing that is wrong. */
export function check(
  name: OperationName,
  query: URLSearchParams,
  body: Buffer,
  bodies: Bodies,
): Checked {
  const operation: Operation = operations[name];
  const shape = bodies[name] ?? operation.body;
  return {
    query: operation.query && parse(operation.query, given(query)),
    body: shape && parse(shape, json(body, shape)),
  };
}

/** An empty parameter is as one that isn't there. */
function given(query: URLSearchParams): object {
  return Object.fromEntries([...query].filter(([, value]) => value !== ""));
}

function parse(shape: z.ZodObject, input: unknown): unknown {
  const result = shape.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw new ApiError("ModelArts.6400");
  throw new ApiError(codeOf(issue, input), `${issue.path.join(".") || "body"}: ${issue.message}.`);
}

/** An object without its nulls. No body at all is an empty object where that says something. */
function json(body: Buffer, shape: z.ZodObject): unknown {
  if (body.length === 0) {
    if (shape.safeParse({}).success) return {};
    throw new ApiError("ModelArts.6400", "There is no body.");
  }
  try {
    return withoutNulls(JSON.parse(body.toString("utf8")));
  } catch {
    throw new ApiError("ModelArts.6400", "It is not JSON.");
  }
}

type Issue = z.core.$ZodIssue;

/** The first row that fits names the code. */
const codes: readonly [ErrorCode, (issue: Issue, input: unknown) => boolean][] = [
  ["ModelArts.6400", ({ path }) => path.length === 0],
  [
    "ModelArts.6335",
    ({ path, code }, input) => code.startsWith("invalid_") && isMissing(input, path),
  ],
  ["ModelArts.6349", ({ path }) => path.at(-1) === "duration"],
  ["ModelArts.6967", ({ path }) => path.at(-1) === "dew_secret_name"],
  ["ModelArts.6334", ({ path, code }) => code === "invalid_format" && isText(path[0])],
  ["ModelArts.6331", ({ code, path }, input) => code.startsWith("too_") && isDiskSize(path, input)],
];

function codeOf(issue: Issue, input: unknown): ErrorCode {
  return codes.find(([, fits]) => fits(issue, input))?.[0] ?? "ModelArts.6336";
}

function isText(field: PropertyKey | undefined): boolean {
  return field === "name" || field === "description";
}

function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  return at(input, path) === undefined;
}

function isDiskSize(path: readonly PropertyKey[], input: unknown): boolean {
  const field = path.join(".");
  return (
    field === "storage_new_size" ||
    (field === "volume.capacity" && at(input, ["volume", "category"]) === "EVS")
  );
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
    input,
  );
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}
