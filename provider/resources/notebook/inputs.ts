/** The shapes of a notebook's inputs, of its create request and of its state. */
import { z } from "zod";
import { LocationShape } from "../../config/location";
import { leaseDuration, LeaseRequest } from "../../wire/lease";
import { isLeaseDeclaredOn, NO_AUTO_STOP } from "../../wire/facts/lease-time";
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

/** Inputs that a create request does not contain, or not in the declared form. */
const ownInputs = {
  lease: LeaseRequest.extend({
    duration: leaseDuration
      .optional()
      .describe(
        "How long the notebook may run, in milliseconds: 1 h to 72 h. Required unless enable is false.",
      ),
    enable: z.boolean().optional().describe("Whether auto stop is on, which is the default."),
  })
    .optional()
    .describe(
      "The countdown to auto stop. If undeclared, the API sets it, and it is never a difference.",
    ),
  desired_status: z
    .enum(desiredStatuses)
    .optional()
    .describe(
      "Whether `up` starts or stops the notebook. If undeclared, `up` leaves it running or stopped as it was.",
    ),
  tags: Tags.optional().describe(
    "Up to 20 tags. Tags that are set elsewhere are left alone. Huawei Cloud only.",
  ),
};

const wireInputs = CreateNotebook.omit({ duration: true }).extend(ownInputs);
const { volume } = wireInputs.shape;

/** The inputs of a new notebook. */
export const CreationShape = camelShape(wireInputs).extend(LocationShape.shape);

/** The inputs of an existing notebook: the API does not always return the volume, so an import may not have it. */
const wireInputsOfExisting = wireInputs.extend({
  volume: volume.optional().describe("The storage volume. Required for a new notebook."),
});
export const InputShape = camelShape(wireInputsOfExisting).extend(LocationShape.shape);

export type NotebookInputs = Camel<z.input<typeof wireInputsOfExisting>>;

/** Inputs that the API does not return, or returns under another name. */
type RetainedInputs = Partial<
  Pick<NotebookInputs, InputsAnswered<"never"> | "imageId" | "poolId" | "tags" | "desiredStatus">
>;

/** The state of a notebook: the answer of the detail API and the inputs that the answer lacks. */
export type NotebookState = Omit<NotebookDetail, "tags"> & RetainedInputs;

/** Type check: an input marked as answered must be in the answer's shape. */
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
 * The part of a live value that a program can declare. Undefined if the API returns less than a declaration needs.
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
