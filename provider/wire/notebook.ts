import { z } from "zod";
import { Endpoint } from "./endpoint";
import { Image } from "./image";
import { Lease } from "./lease";
import { cloudText, openEnum, textOrNumber, timestamp, type Camel } from "./shape";
import { Affinity, CustomSpec, DataVolume, RunUser, UserVpc } from "./notebook-parts";
import { Volume } from "./volume";
import { statusNames } from "./facts/statuses";

export const features = ["DEFAULT", "NOTEBOOK"] as const;
export const billingItems = ["STORAGE", "COMPUTE", "ALL"] as const;
export const jobStatuses = ["WAITING", "PROCESSING", "FAILED", "COMPLETED"] as const;

const jobProgress = z
  .object({
    notebook_id: z.string().optional().describe("The notebook's id."),
    status: openEnum(jobStatuses).optional().describe("The step's status."),
    step: z
      .int()
      .optional()
      .describe("1 storage, 2 compute resources, 3 network, 4 initialization."),
    step_description: cloudText().optional().describe("What the step does."),
  })
  .meta({ title: "NotebookJobProgress" });

/** The official client calls the text `description`. */
const JobProgress = jobProgress
  .extend({ description: jobProgress.shape.step_description })
  .transform(({ description, ...rest }): z.input<typeof jobProgress> => ({
    ...rest,
    step_description: rest.step_description ?? description,
  }))
  .pipe(jobProgress);

/**
 * A notebook, as detail, create and the lists answer it. Every field except the id is optional: which fields an
 * answer has depends on the cloud and the notebook. Source: "Querying
 * Details of a Notebook Instance" (Open Telekom Cloud) and Huawei Cloud's official client.
 */
export const Notebook = z.object({
  id: cloudText().describe("The notebook's id, a UUID."),
  name: z.string().optional().describe("The notebook's name; not unique."),
  description: z.string().optional().describe("What the notebook is for."),
  status: openEnum(statusNames).optional().describe("The notebook's status."),
  fail_reason: cloudText().optional().describe("Why the notebook failed."),
  feature: openEnum(features)
    .optional()
    .describe("`DEFAULT` is the free CodeLab (one per account), `NOTEBOOK` is billed."),
  flavor: z.string().optional().describe("The flavor (machine), e.g. `modelarts.vm.cpu.2u`."),
  image: Image.optional().describe(
    "The image that the notebook runs. Published answers hold no more than its id, name, description, tag, " +
      "SWR path and type; `getImage` reads the rest.",
  ),
  lease: Lease.optional().describe("The countdown to auto stop."),
  endpoints: z.array(Endpoint).optional().describe("The endpoints: Jupyter over HTTPS, and SSH."),
  volume: Volume.optional().describe("The storage volume."),
  pool: z
    .object({
      id: z.string().optional().describe("The pool's id."),
      name: z.string().optional().describe("The pool's name."),
    })
    .optional()
    .describe("The dedicated resource pool, if the notebook runs in one."),
  url: z.string().optional().describe("The URL that opens the notebook in a browser."),
  token: z
    .string()
    .optional()
    .describe("SECRET: authenticates to the notebook. Each start gives another."),
  workspace_id: textOrNumber().optional().describe("The workspace; `0` is the default one."),
  billing_items: z.array(openEnum(billingItems)).optional().describe("What is billed."),
  user: z
    .object({
      id: z.string().optional().describe("The IAM user's id."),
      name: z.string().optional().describe("The IAM user's name."),
      domain: z
        .object({
          id: z.string().optional().describe("The account's id."),
          name: z.string().optional().describe("The account's name."),
        })
        .optional()
        .describe("The user's account."),
    })
    .optional()
    .describe("The user that the notebook belongs to."),
  user_id: z.string().optional().describe("The id of the user that the notebook belongs to."),
  action_progress: z
    .array(JobProgress)
    .optional()
    .describe(
      "The steps of creating or starting the notebook, and their progress. A resource has none once all are " +
        "completed.",
    ),
  tags: z
    .array(
      z.object({
        key: z.string().optional().describe("The tag's key."),
        value: z.string().optional().describe("The tag's value."),
      }),
    )
    .optional()
    .describe("The notebook's tags."),
  custom_spec: CustomSpec.optional().describe("The size of a custom machine."),
  affinity: Affinity.optional().describe(
    "The rules for the nodes of a pool that the notebook runs on.",
  ),
  run_user: RunUser.optional().describe("The user that the notebook's processes run as."),
  data_volumes: z.array(DataVolume).optional().describe("Further storage volumes."),
  user_vpc: UserVpc.optional().describe("The VPC that the notebook is attached to."),
  ip: z.string().optional().describe("The notebook's own address."),
  is_need_credentials: z
    .boolean()
    .optional()
    .describe("Whether the user's credentials are put into the notebook."),
  jupyter_version: z.string().optional().describe("The version of Jupyter."),
  create_at: timestamp()
    .optional()
    .describe("When the notebook was created, in milliseconds since 1970 (UTC)."),
  update_at: timestamp()
    .optional()
    .describe("When the notebook was last updated, in milliseconds since 1970 (UTC)."),
});

/**
 * The answer to update, start, stop and delete: a notebook, possibly without an id (as in the example of
 * update), or nothing. No code uses the answer: the notebook is read afterwards.
 */
export const NotebookChange = Notebook.partial({ id: true }).optional();

/** A notebook under the names that programs use. */
export type NotebookDetail = Camel<z.output<typeof Notebook>>;

export const ListNotebooksQuery = z.object({
  limit: z.coerce.number().int().min(1).optional(),
  offset: z.coerce.number().int().min(0).optional(),
  feature: z.string().optional(),
  name: z.string().optional(),
  pool_id: z.string().optional(),
  pool_name: z.string().optional(),
  owner: z.string().optional(),
  status: z.string().optional(),
  // Both names are sent: the documentation has the first one, the official client the second one.
  workspaceId: z.string().optional(),
  workspace_id: z.string().optional(),
  flavor: z.string().optional(),
  image_id: z.string().optional(),
  id: z.string().optional(),
  billing: z.string().optional(),
  tags: z.string().optional(),
  swr_path: z.string().optional(),
  description: z.string().optional(),
  ip: z.string().optional(),
  username: z.string().optional(),
  sort_dir: z.enum(["ASC", "DESC"]).optional(),
  sort_key: z.string().optional(),
});
