/** What a program declares of a notebook, what create asks for, and what the state of a notebook holds. */
import { z } from "zod";
import { LocationShape } from "../../config/location";
import { leaseDuration, LeaseRequest } from "../../wire/lease";
import { isLeaseDeclaredOn, NO_AUTO_STOP } from "../../wire/lease-time";
import type { NotebookDetail } from "../../wire/notebook";
import {
  CreateNotebook,
  type InputsAnswered,
  type UpdateNotebook,
} from "../../wire/notebook-inputs";
import { camelKey, camelShape, type Camel } from "../../wire/shape";
import { Tags } from "../../wire/tags";
import { pick } from "../shared/objects";

export const desiredStatuses = ["RUNNING", "STOPPED"] as const;

/** Inputs that a create does not ask for as they are declared. */
const ownInputs = {
  lease: LeaseRequest.extend({
    duration: leaseDuration
      .optional()
      .describe(
        "How long the notebook may run, in milliseconds: 1 h to 72 h. Needed unless enable is false.",
      ),
    enable: z.boolean().optional().describe("Whether auto stop is on; it is by default."),
  })
    .optional()
    .describe(
      "The countdown to auto stop. Undeclared: as the API sets it, and never a difference.",
    ),
  desired_status: z
    .enum(desiredStatuses)
    .optional()
    .describe(
      "Whether `up` starts or stops the notebook. Undeclared: it never does so for its own sake.",
    ),
  tags: Tags.optional().describe(
    "Tags, up to 20. Those that are set elsewhere are left alone. Huawei Cloud only.",
  ),
};

const wireInputs = CreateNotebook.omit({ duration: true }).extend(ownInputs);
const { volume } = wireInputs.shape;

/** The inputs of a notebook that is to be created. */
export const CreationShape = camelShape(wireInputs).extend(LocationShape.shape);

/** Of one that exists already: the API does not always answer the volume, so an import can't declare it. */
const wireInputsOfExisting = wireInputs.extend({
  volume: volume
    .optional()
    .describe("The storage volume. A notebook that is to be created needs it."),
});
export const InputShape = camelShape(wireInputsOfExisting).extend(LocationShape.shape);

export type NotebookInputs = Camel<z.input<typeof wireInputsOfExisting>>;

/** Inputs that the API does not answer, or answers elsewhere. */
type RetainedInputs = Partial<
  Pick<NotebookInputs, InputsAnswered<"never"> | "imageId" | "poolId" | "tags" | "desiredStatus">
>;

/** What the state of a notebook holds: all that the detail API answers, and the inputs beside that. */
export type NotebookState = Omit<NotebookDetail, "tags"> & RetainedInputs;

/** An input that the API is said to answer, and that no answer's shape has, does not compile. */
type Unanswered = Exclude<
  InputsAnswered<"always" | "seldom">,
  keyof NotebookDetail | "imageId" | "poolId"
>;
true satisfies Unanswered extends never ? true : Unanswered;

export type CreateBody = Camel<z.input<typeof CreateNotebook>>;
export type UpdateBody = Camel<z.input<typeof UpdateNotebook>>;

export function createBody({ lease, ...inputs }: NotebookInputs): CreateBody {
  const keys = Object.keys(CreateNotebook.shape).map(camelKey);
  const body = pick(inputs, keys) as unknown as CreateBody;
  if (lease === undefined) return body;
  if (!isLeaseDeclaredOn(lease)) return { ...body, duration: NO_AUTO_STOP };
  const { enable: _, ...wanted } = lease;
  return { ...body, lease: wanted };
}

/**
 * The part of an answered value that a program can declare. Undefined where the API answers less than a declaration
 * needs.
 */
export function declarable(
  name: keyof NotebookInputs,
  value: object | undefined,
): object | undefined {
  const schema = InputShape.shape[name];
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const known =
    value !== undefined && inner instanceof z.ZodObject
      ? pick(value, Object.keys(inner.shape))
      : value;
  if (known === undefined || Object.keys(known).length === 0) return undefined;
  return schema.safeParse(known).success ? known : undefined;
}
