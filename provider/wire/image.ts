import { z } from "zod";
import { cloudText, openEnum, textOrNumber, timestamp } from "./shape";
import { imageStatuses } from "./facts/statuses";

export const imageTypes = ["BUILD_IN", "DEDICATED"] as const;

/** An image that notebooks run. Source: ListImage (both clouds). */
export const Image = z
  .object({
    id: cloudText().optional().describe("The image's id, a UUID."),
    name: z.string().optional().describe("The image's name."),
    show_name: z.string().optional().describe("The name that the console shows."),
    description: z.string().optional().describe("What the image holds."),
    tag: z.string().optional().describe("The image's tag."),
    show_tag: z.string().optional().describe("The tag that the console shows."),
    namespace: z.string().optional().describe("The SWR organization that the image belongs to."),
    swr_path: z.string().optional().describe("The image's address in SWR."),
    swr_instance_id: z.string().optional().describe("The SWR instance that holds the image."),
    type: openEnum(imageTypes)
      .optional()
      .describe(
        "`BUILD_IN` comes with the service, `DEDICATED` was saved or registered by a user.",
      ),
    arch: openEnum(["X86_64", "AARCH64"])
      .optional()
      .describe("The processor architecture that the image needs."),
    dev_services: z
      .array(openEnum(["NOTEBOOK", "SSH"]))
      .optional()
      .describe("The services that the image supports."),
    flavor_type: z.string().optional().describe("The kind of flavor that the image is made for."),
    resource_categories: z
      .array(openEnum(["CPU", "GPU", "ASCEND"]))
      .optional()
      .describe("The kinds of flavor that the image supports."),
    support_res_categories: z
      .array(openEnum(["CPU", "GPU", "ASCEND"]))
      .optional()
      .describe("The kinds of flavor that the image supports, under the API's older name."),
    service_type: openEnum(["COMMON", "INFERENCE", "TRAIN", "DEV", "UNKNOWN"])
      .optional()
      .describe("What the image is meant for."),
    origin: openEnum(["CUSTOMIZE", "IMAGE_SAVE"])
      .optional()
      .describe("`IMAGE_SAVE` was saved from a notebook."),
    size: z.number().optional().describe("The size in bytes, according to all published examples."),
    status: openEnum(Object.keys(imageStatuses))
      .optional()
      .describe("The image's status; an `ACTIVE` image can be used."),
    status_message: cloudText().optional().describe("What happened while the image was saved."),
    visibility: openEnum(["PRIVATE", "PUBLIC"])
      .optional()
      .describe("`PUBLIC` images can be read by everyone who knows the id."),
    workspace_id: textOrNumber()
      .optional()
      .describe("The image's workspace; `0` is the default one."),
    tags: z
      .array(
        z
          .object({
            key: z.string().optional().describe("The tag's key."),
            value: z.string().optional().describe("The tag's value."),
          })
          .meta({ title: "ImageTag" }),
      )
      .optional()
      .describe("The image's tags."),
    create_at: timestamp()
      .optional()
      .describe("When the image was created, in milliseconds since 1970 (UTC)."),
    update_at: timestamp()
      .optional()
      .describe("When the image was last updated, in milliseconds since 1970 (UTC)."),
  })
  .meta({ title: "Image" });

/** The request that saves a notebook as an image. Source: "Saving a Running Instance as a Container Image". */
export const CreateImage = z.object({
  name: z
    .string()
    .min(1, "must not be empty")
    .max(128, "must have at most 128 characters")
    .regex(/^[-a-z0-9_.]*$/, "must hold only lowercase letters, digits, -, _ and .")
    .regex(/^[a-z0-9](.*[a-z0-9])?$/, "must begin and end with a lowercase letter or a digit")
    .describe(
      "The image's name: up to 128 lowercase letters, digits, `-`, `_` and `.`, of which the first and " +
        "the last is a letter or a digit.",
    ),
  namespace: z
    .string()
    .min(1, "must not be empty")
    .max(64, "must have at most 64 characters")
    .regex(
      /^[a-z][-\w.]*$/,
      "must begin with a lowercase letter and hold only letters, digits, -, _ and .",
    )
    .describe("The SWR organization for the image."),
  tag: z
    .string()
    .min(1, "must not be empty")
    .max(64, "must have at most 64 characters")
    .regex(/^[-\w.]*$/, "must hold only letters, digits, -, _ and .")
    .describe("The image's tag: up to 64 letters, digits, `-`, `_` and `.`."),
  description: z
    .string()
    .max(512, "must have at most 512 characters")
    .optional()
    .describe("What the image holds, in up to 512 characters."),
  swr_instance_id: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The SWR instance for the image, if it is not the shared one."),
  swr_instance_domain: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The domain of that SWR instance. Huawei Cloud only."),
  workspace_id: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The image's workspace; `0` (default) is the default one. Huawei Cloud only."),
});

/** The request that registers a user's own image. Source: "Registering a Custom Image" (both clouds). */
export const RegisterImage = z.object({
  swr_path: z
    .string()
    .min(16, "must have at least 16 characters")
    .max(2048, "must have at most 2048 characters")
    .regex(
      /^[^\s/]+\/[^\s/]+\/[^\s]+:[\w][-\w.]*$/,
      "must be an image in SWR, such as swr.eu-de.otc.t-systems.com/team/dev:v1",
    )
    .describe("The image's address in SWR: host, organization, name and tag."),
  arch: z
    .enum(["X86_64", "AARCH64"])
    .optional()
    .describe("The processor architecture that the image needs; `X86_64` by default."),
  services: z
    .array(z.enum(["NOTEBOOK", "SSH"]))
    .optional()
    .describe("The services that the image supports; both by default."),
  origin: z
    .enum(["CUSTOMIZE", "IMAGE_SAVE"])
    .optional()
    .describe("`CUSTOMIZE` (default) was built, `IMAGE_SAVE` was saved from a notebook."),
  resource_category: z
    .array(z.enum(["CPU", "GPU", "ASCEND"]))
    .optional()
    .describe("The kinds of flavor that the image supports; CPU and GPU by default."),
  service_type: z
    .enum(["COMMON", "INFERENCE", "TRAIN", "DEV", "UNKNOWN"])
    .optional()
    .describe("What the image is meant for; `UNKNOWN` by default."),
  description: CreateImage.shape.description,
  workspace_id: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The image's workspace; `0` (default) is the default one."),
  visibility: z
    .enum(["PRIVATE", "PUBLIC"])
    .optional()
    .describe("`PUBLIC` images can be read by everyone who knows the id; `PRIVATE` by default."),
  flavor_type: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe(
      "The kind of flavor that the image is made for, e.g. `ASCEND_SNT9B`. Huawei Cloud only.",
    ),
  swr_instance_id: CreateImage.shape.swr_instance_id,
  read_me: z
    .string()
    .max(3000, "must have at most 3000 characters")
    .optional()
    .describe("Instructions for the image's users. The API never answers them. Huawei Cloud only."),
});

/** A deletion that deletes the content in SWR, too, says so in the query (OTC) or in the body (Huawei Cloud). */
export const DeleteImageQuery = z.object({ force: z.stringbool().or(z.boolean()).optional() });
export const DeleteImage = z.object({ is_force: z.boolean().optional() });

export const ListImagesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  offset: z.coerce.number().int().min(0).optional(),
  name: z.string().optional(),
  name_fuzzy_match: z.stringbool().or(z.boolean()).optional(),
  namespace: z.string().optional(),
  service_type: z.string().optional(),
  type: z.enum(imageTypes).optional(),
  workspace_id: z.string().optional(),
  sort_dir: z.enum(["ASC", "DESC"]).optional(),
  sort_key: z.string().optional(),
});
