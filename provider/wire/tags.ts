/** Tags, which have operations of their own. Huawei Cloud only. */
import { z } from "zod";
import { MAX_TAGS } from "./facts/limits";

/** The beginning of the keys of tags that the cloud itself sets. Users can't set them. */
export const SYSTEM_TAG = "_sys_";

/**
 * The tag that this provider sets on a notebook while an update keeps it stopped, and its value. Like the cloud's own
 * tags, it is never shown. docs/decisions/restarts.md says why it exists.
 */
export const RESTART_TAG = { key: "pulumi-modelarts-restart", value: "stopped by an update" };

const key = z
  .string()
  .min(1, "must have a key of at least one character")
  .max(128, "must have a key of at most 128 characters")
  .regex(/^\S(.*\S)?$/, "must have a key without blanks around it")
  .refine((text) => !text.startsWith(SYSTEM_TAG), `must not begin with ${SYSTEM_TAG}`);

const value = z.string().max(255, "must have at most 255 characters");

/** The body that creates or deletes tags. */
export const TagsRequest = z.object({
  tags: z.array(z.object({ key: z.string(), value: z.string().optional() })),
});

/** Tags as programs write them: a map from keys to values. */
export const Tags = z
  .record(key, value)
  .refine((tags) => Object.keys(tags).length <= MAX_TAGS, `must hold at most ${MAX_TAGS} tags`);

/** Tags belong to a workspace. The operations must name it if it is not the default one. */
export const TagsQuery = z.object({ workspace_id: z.string().optional() });

/** An answer without a body (status 204). */
export const Nothing = z.undefined("must be empty");
