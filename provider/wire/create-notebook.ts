import { z } from "zod";
import { EndpointRequest } from "./endpoint";
import { CUSTOM_FLAVOR } from "./flavor";
import { LeaseRequest } from "./lease";
import { features } from "./notebook";
import {
  Affinity,
  CustomSpecRequest,
  DataVolumeRequest,
  PublicNetworkConfig,
  RunUserRequest,
  UserVpcRequest,
} from "./notebook-parts";
import { VolumeRequest } from "./volume";

const hook = z
  .object({
    type: z
      .enum(["COMMAND", "SCRIPT"])
      .describe("`COMMAND` runs a script given in base64, `SCRIPT` one at a path."),
    script: z.string().min(1, "must not be empty").describe("The script in base64, or its path."),
    mode: z
      .enum(["BLOCK", "ASYNC"])
      .optional()
      .describe("`BLOCK` waits for the script, `ASYNC` (default) does not. Huawei Cloud only."),
  })
  .refine(({ type, script }) => type !== "COMMAND" || z.base64().safeParse(script).success, {
    path: ["script"],
    error: "must be base64 where type is COMMAND",
  })
  .meta({ title: "NotebookHook" });

const nameLength = z
  .string()
  .min(1, "must not be empty")
  .max(128, "must have at most 128 characters");
const descriptionLength = z.string().max(512, "must have at most 512 characters");

function areApart(volumes: { mount_path?: string }[]): boolean {
  const paths = volumes.flatMap(({ mount_path }) => mount_path?.replace(/\/+$/, "") ?? []);
  return new Set(paths).size === paths.length;
}

/** What create asks for. Names and descriptions are checked for what both clouds refuse. */
export const CreateNotebook = z.object({
  name: nameLength
    .regex(/^[-\w\u4e00-\u9fff]*$/, "must hold only letters, digits, - and _")
    .describe("The notebook's name: up to 128 letters, digits, `-` and `_`."),
  description: descriptionLength
    .regex(/^[^<>]*$/, "must not hold < or >")
    .optional()
    .describe("What the notebook is for, in up to 512 characters, none of them `<` or `>`."),
  flavor: z
    .string()
    .min(1, "must not be empty")
    .describe("The machine, e.g. `modelarts.vm.cpu.2u`."),
  image_id: z
    .string()
    .regex(z.regexes.guid, "must be a UUID")
    .describe("The id of the image that the notebook runs."),
  volume: VolumeRequest.describe("The storage volume."),
  endpoints: z
    .array(EndpointRequest)
    .refine((list) => new Set(list.map(({ service }) => service)).size === list.length, {
      error: "must not hold two endpoints of one service",
    })
    .optional()
    .describe("The ways in: SSH, with its key pairs and its whitelist."),
  lease: LeaseRequest.optional().describe("The countdown to auto stop."),
  /** Overrides the lease, whose type then is timing. */
  duration: LeaseRequest.shape.duration,
  feature: z
    .enum(features)
    .optional()
    .describe("`DEFAULT` is the free CodeLab (one an account), `NOTEBOOK` (default) is billed."),
  pool_id: z.string().min(1, "must not be empty").optional().describe("The dedicated pool's id."),
  workspace_id: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe("The workspace; `0` (default) is the default one."),
  hooks: z
    .object({
      container_hooks: z
        .object({
          pre_start: hook.optional().describe("Runs before the notebook starts."),
          post_start: hook.optional().describe("Runs after the notebook started."),
        })
        .describe("Scripts that run in the notebook's container."),
    })
    .optional()
    .describe("Scripts that run when the notebook starts. The API never answers them."),
  custom_spec: CustomSpecRequest.optional().describe(
    `The machine, where it is made to measure; \`flavor\` is then \`${CUSTOM_FLAVOR}\`. ` +
      "Undeclared, it stays as it is until `flavor` names another. Huawei Cloud only.",
  ),
  affinity: Affinity.optional().describe(
    "On which nodes of a dedicated pool the notebook runs. Huawei Cloud only.",
  ),
  run_user: RunUserRequest.optional().describe(
    "The user that the notebook's processes run as. Huawei Cloud only.",
  ),
  data_volumes: z
    .array(DataVolumeRequest)
    .refine(areApart, "must not mount two volumes at one path")
    .optional()
    .describe("Further storage volumes. Huawei Cloud only."),
  user_vpc: UserVpcRequest.optional().describe(
    "The VPC that the notebook is attached to. Huawei Cloud only.",
  ),
  public_network_config: PublicNetworkConfig.optional().describe(
    "The way to the internet. The API never answers it. Huawei Cloud only.",
  ),
});

/** What update asks for. `stoppedOnly` says what needs a stopped notebook. */
export const UpdateNotebook = CreateNotebook.pick({
  name: true,
  description: true,
  flavor: true,
  image_id: true,
  endpoints: true,
  hooks: true,
  custom_spec: true,
  affinity: true,
  data_volumes: true,
  public_network_config: true,
})
  .partial()
  .extend({
    /** GB; EVS only, grows only, and only while the notebook runs. */
    storage_new_size: VolumeRequest.shape.capacity,
    dew_secret_name: VolumeRequest.shape.dew_secret_name,
  });

/**
 * The fields of an update that are refused unless the notebook is stopped. Of `endpoints`, `name` and
 * `description` this is disputed: see `assumptions.ts`.
 */
export const stoppedOnly = [
  "flavor",
  "image_id",
  "dew_secret_name",
  "hooks",
  "custom_spec",
  "affinity",
  "data_volumes",
  "public_network_config",
] as const;

/** Open Telekom Cloud refuses more in names and descriptions than Huawei Cloud does. */
export const openTelekomCloudText = {
  name: nameLength.regex(/^[-\w]*$/, "must hold only letters, digits, - and _"),
  description: descriptionLength.regex(/^[^&<>"'/]*$/, `must hold none of &<>"'/`).optional(),
};
