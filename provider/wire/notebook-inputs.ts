/**
 * The inputs of a notebook, one row each. From the rows are made: the requests of create and update, the checks
 * of inputs, the consequence of each change, the part of the state that is kept, the plugin's schema, the
 * reference in docs/, and what the simulator accepts.
 */
import { DEFAULT_FEATURE, DEFAULT_WORKSPACE } from "./facts/limits";
import { z } from "zod";
import { clouds } from "./facts/clouds";
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
import { fieldOf, type CamelKey } from "./shape";
import { VolumeRequest } from "./volume";

export interface NotebookInput {
  /** The input in a create, with its description and its limits. Units: milliseconds, GB. */
  schema: z.ZodType;
  /**
   * When an update accepts a new value. `online`: while the notebook runs, unless the cloud refuses that
   * (`rename` in assumptions.ts). `whitelist`: disputed (`whitelist` in assumptions.ts). `stopped`: while the
   * notebook is stopped. `lease`: never; a renewal or a start accepts it. `never`: a new notebook has to be
   * created.
   */
  update: "online" | "whitelist" | "stopped" | "lease" | "never";
  /**
   * Whether the detail API answers the input: `always`, on some clouds only (`seldom`), or `never`. The state
   * keeps the declared value if no answer has the input.
   */
  answered: "always" | "seldom" | "never";
  /** The value that the API uses if none is declared. An import leaves this value out of the inputs. */
  byDefault?: unknown;
  /**
   * The value that an update sends if a program no longer declares the input, under the API's names. Without
   * such a value, an input that is not declared is left as it is.
   */
  cleared?: unknown;
}

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

/** The clouds differ in what counts as a letter. */
const NAME_RULE = "must hold only letters, digits, - and _";
const nameLength = z
  .string()
  .min(1, "must not be empty")
  .max(128, "must have at most 128 characters");
const descriptionLength = z.string().max(512, "must have at most 512 characters");

/** The checks of names and descriptions refuse only what both clouds refuse. */
export const notebookInputs = {
  name: {
    schema: nameLength
      .regex(clouds.huawei.name, NAME_RULE)
      .describe("The notebook's name: up to 128 letters, digits, `-` and `_`."),
    update: "online",
    answered: "always",
  },
  description: {
    schema: descriptionLength
      .regex(/^[^<>]*$/, "must not hold < or >")
      .optional()
      .describe("What the notebook is for, in up to 512 characters, none of them `<` or `>`."),
    update: "online",
    answered: "always",
    byDefault: "",
    cleared: "",
  },
  flavor: {
    schema: z
      .string()
      .min(1, "must not be empty")
      .describe("The machine, e.g. `modelarts.vm.cpu.2u`."),
    update: "stopped",
    answered: "always",
  },
  image_id: {
    schema: z
      .string()
      .regex(z.regexes.guid, "must be a UUID")
      .describe("The id of the image that the notebook runs."),
    update: "stopped",
    answered: "always",
  },
  volume: {
    schema: VolumeRequest.describe("The storage volume."),
    update: "never",
    answered: "seldom",
  },
  endpoints: {
    schema: z
      .array(EndpointRequest)
      .refine((list) => new Set(list.map(({ service }) => service)).size === list.length, {
        error: "must not hold two endpoints of one service",
      })
      .optional()
      .describe("The ways in: SSH, with its key pairs and its whitelist."),
    update: "whitelist",
    answered: "always",
    cleared: [],
  },
  feature: {
    schema: z
      .enum(features)
      .optional()
      .describe("`DEFAULT` is the free CodeLab (one an account), `NOTEBOOK` (default) is billed."),
    update: "never",
    answered: "always",
    byDefault: DEFAULT_FEATURE,
  },
  pool_id: {
    schema: z.string().min(1, "must not be empty").optional().describe("The dedicated pool's id."),
    update: "never",
    answered: "seldom",
  },
  workspace_id: {
    schema: z
      .string()
      .min(1, "must not be empty")
      .optional()
      .describe("The workspace; `0` (default) is the default one."),
    update: "never",
    answered: "always",
    byDefault: DEFAULT_WORKSPACE,
  },
  hooks: {
    schema: z
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
    update: "stopped",
    answered: "never",
    cleared: { container_hooks: {} },
  },
  custom_spec: {
    schema: CustomSpecRequest.optional().describe(
      `The machine, where it is made to measure; \`flavor\` is then \`${CUSTOM_FLAVOR}\`. ` +
        "Undeclared, it stays as it is until `flavor` names another. Huawei Cloud only.",
    ),
    update: "stopped",
    answered: "seldom",
  },
  affinity: {
    schema: Affinity.optional().describe(
      "On which nodes of a dedicated pool the notebook runs. Huawei Cloud only.",
    ),
    update: "stopped",
    answered: "seldom",
  },
  run_user: {
    schema: RunUserRequest.optional().describe(
      "The user that the notebook's processes run as. Huawei Cloud only.",
    ),
    update: "never",
    answered: "seldom",
    /** `ma-user`. Source: ModelArts' rules for custom images. */
    byDefault: { uid: 1000, gid: 100 },
  },
  data_volumes: {
    schema: z
      .array(DataVolumeRequest)
      .refine(areApart, "must not mount two volumes at one path")
      .optional()
      .describe("Further storage volumes. Huawei Cloud only."),
    update: "stopped",
    answered: "seldom",
  },
  user_vpc: {
    schema: UserVpcRequest.optional().describe(
      "The VPC that the notebook is attached to. Huawei Cloud only.",
    ),
    update: "never",
    answered: "seldom",
  },
  public_network_config: {
    schema: PublicNetworkConfig.optional().describe(
      "The way to the internet. The API never answers it. Huawei Cloud only.",
    ),
    update: "stopped",
    answered: "never",
  },
  lease: {
    schema: LeaseRequest.optional().describe("The countdown to auto stop."),
    update: "lease",
    answered: "always",
  },
} as const satisfies Record<string, NotebookInput>;

type Rows = typeof notebookInputs;
export type InputKey = keyof Rows;
export const inputKeys = Object.keys(notebookInputs) as InputKey[];

/** The inputs, under the programs' names, that the API answers in one of these ways. */
export type InputsAnswered<Answered extends NotebookInput["answered"]> = {
  [Key in InputKey]: Rows[Key]["answered"] extends Answered ? CamelKey<Key> : never;
}[InputKey];

type Schemas = { [Key in InputKey]: Rows[Key]["schema"] };
const schemas = Object.fromEntries(
  inputKeys.map((key) => [key, notebookInputs[key].schema]),
) as Schemas;

/** The inputs that the body of an update may have. */
type UpdatableKey = {
  [Key in InputKey]: Rows[Key]["update"] extends "never" | "lease" ? never : Key;
}[InputKey];

/** Whether the body of an update may have the input. `lease` has requests of its own. */
export function isUpdatable(key: InputKey): key is UpdatableKey {
  return !["never", "lease"].includes(notebookInputs[key].update);
}

/** The body of a create. */
export const CreateNotebook = z.object({
  ...schemas,
  /** Overrides the lease's duration; the lease's type is `timing` then. In milliseconds. */
  duration: LeaseRequest.shape.duration,
});

/** Parts of the volume that an update accepts, under other names than in a create. */
export const volumeUpdates = {
  /** GB; EVS only, grows only, and only while the notebook runs. */
  storage_new_size: { schema: VolumeRequest.shape.capacity, update: "disk" },
  dew_secret_name: { schema: VolumeRequest.shape.dew_secret_name, update: "stopped" },
} as const;

/** The body of an update. */
export const UpdateNotebook = z
  .object(
    Object.fromEntries(inputKeys.filter(isUpdatable).map((key) => [key, schemas[key]])) as Pick<
      Schemas,
      UpdatableKey
    >,
  )
  .partial()
  .extend({
    storage_new_size: volumeUpdates.storage_new_size.schema,
    dew_secret_name: volumeUpdates.dew_secret_name.schema,
  });

export type UpdateKey = keyof typeof UpdateNotebook.shape;

/** The fields of an update whose `update` is `when`. */
export function updatesTaken(when: NotebookInput["update"]): UpdateKey[] {
  const rows: Record<string, { update: string }> = { ...notebookInputs, ...volumeUpdates };
  return (Object.keys(UpdateNotebook.shape) as UpdateKey[]).filter(
    (key) => rows[key]?.update === when,
  );
}

/** Open Telekom Cloud refuses more in names and descriptions than Huawei Cloud does. */
export const openTelekomCloudText = {
  name: nameLength.regex(clouds.otc.name, NAME_RULE),
  description: descriptionLength.regex(/^[^&<>"'/]*$/, `must hold none of &<>"'/`).optional(),
};

function areApart(volumes: readonly object[]): boolean {
  const paths = volumes.flatMap(
    (volume) => (fieldOf(volume, "mount_path") as string | undefined)?.replace(/\/+$/, "") ?? [],
  );
  return new Set(paths).size === paths.length;
}
