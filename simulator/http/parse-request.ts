/** Parses a request by its operation's shapes. A violation becomes a refusal with the API's error code. */
import { z } from "zod";
import type { AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import type { Cloud } from "pulumi-modelarts/wire/facts/clouds";
import type { ErrorCode } from "pulumi-modelarts/wire/error";
import {
  CreateNotebook,
  openTelekomCloudText,
  UpdateNotebook,
} from "pulumi-modelarts/wire/notebook-inputs";
import { operations, type Operation, type OperationName } from "pulumi-modelarts/wire/operations";
import { ApiError } from "../answers/errors";

/** Shapes of bodies that depend on the cloud; other operations have the shape of the operations table. */
export type BodyShapes = Partial<Record<OperationName, z.ZodObject>>;

/** Create and update with the names and descriptions that the cloud accepts. */
export function bodyShapes(cloud: Cloud, assumed: AssumedValues): BodyShapes {
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

export interface ParsedRequest {
  query: unknown;
  body: unknown;
}

/** @throws ApiError with the code of the first violation. */
export function parseRequest(
  name: OperationName,
  query: URLSearchParams,
  body: Buffer,
  shapes: BodyShapes,
): ParsedRequest {
  const operation: Operation = operations[name];
  const shape = shapes[name] ?? operation.body;
  return {
    query: operation.query && parse(operation.query, withoutEmpty(query)),
    body: shape && parse(shape, json(body, shape)),
  };
}

/** An empty parameter counts as missing. */
function withoutEmpty(query: URLSearchParams): object {
  return Object.fromEntries([...query].filter(([, value]) => value !== ""));
}

function parse(shape: z.ZodObject, input: unknown): unknown {
  const result = shape.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw new ApiError("ModelArts.6400");
  throw new ApiError(codeOf(issue, input), `${issue.path.join(".") || "body"}: ${issue.message}.`);
}

/** The body without nulls, which count as missing. A missing body is an empty object if the shape allows that. */
function json(body: Buffer, shape: z.ZodObject): unknown {
  if (body.length === 0) {
    if (shape.safeParse({}).success) return {};
    throw new ApiError("ModelArts.6400", "There is no body.");
  }
  try {
    return withoutNulls(JSON.parse(body.toString("utf8")));
  } catch {
    throw new ApiError("ModelArts.6400", "The body is not JSON.");
  }
}

type Issue = z.core.$ZodIssue;

/** The code is that of the first row whose condition is true, or else ModelArts.6336. */
const codes: readonly [ErrorCode, isMet: (issue: Issue, input: unknown) => boolean][] = [
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
  return codes.find(([, isMet]) => isMet(issue, input))?.[0] ?? "ModelArts.6336";
}

function isText(field: PropertyKey | undefined): boolean {
  return field === "name" || field === "description";
}

function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  return valueAt(input, path) === undefined;
}

function isDiskSize(path: readonly PropertyKey[], input: unknown): boolean {
  const field = path.join(".");
  return (
    field === "storage_new_size" ||
    (field === "volume.capacity" && valueAt(input, ["volume", "category"]) === "EVS")
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
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
