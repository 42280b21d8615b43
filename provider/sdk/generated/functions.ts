/**
 * Functions that read from ModelArts without managing anything. Made from
 * provider/resources/functions/functions.ts by "npm run docs"; change that file, not this one.
 */
import type { Input, InvokeOptions, InvokeOutputOptions, Output } from "@pulumi/pulumi";
import { invoke, invokeOutput } from "../invoke";
import type {
  Image,
  NotebookLease,
  NotebookEndpoint,
  NotebookVolume,
  NotebookPool,
  NotebookUser,
  NotebookJobProgress,
  NotebookCustomSpec,
  NotebookAffinity,
  NotebookRunUser,
  NotebookDataVolume,
  NotebookUserVpc,
} from "./types";

export interface NotebookInfo {
  /** The notebook's id, a UUID. */
  id: string;
  /** The notebook's name; not unique. */
  name?: string;
  /** What the notebook is for. */
  description?: string;
  /** The notebook's status. */
  status?:
    | "INIT"
    | "CREATING"
    | "STARTING"
    | "STOPPING"
    | "DELETING"
    | "SNAPSHOTTING"
    | "RUNNING"
    | "STOPPED"
    | "CREATE_FAILED"
    | "START_FAILED"
    | "DELETE_FAILED"
    | "ERROR"
    | "FROZEN"
    | "DELETED"
    | (string & {});
  /** Why the notebook failed. */
  failReason?: string;
  /** `DEFAULT` is the free CodeLab (one per account), `NOTEBOOK` is billed. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** The flavor (machine), e.g. `modelarts.vm.cpu.2u`. */
  flavor?: string;
  /** The image that the notebook runs. Published answers hold no more than its id, name, description, tag, SWR path and type; `getImage` reads the rest. */
  image?: Image;
  /** The countdown to auto stop. */
  lease?: NotebookLease;
  /** The endpoints: Jupyter over HTTPS, and SSH. */
  endpoints?: NotebookEndpoint[];
  /** The storage volume. */
  volume?: NotebookVolume;
  /** The dedicated resource pool, if the notebook runs in one. */
  pool?: NotebookPool;
  /** The URL that opens the notebook in a browser. */
  url?: string;
  /** The workspace; `0` is the default one. */
  workspaceId?: string;
  /** What is billed. */
  billingItems?: ("STORAGE" | "COMPUTE" | "ALL" | (string & {}))[];
  /** The user that the notebook belongs to. */
  user?: NotebookUser;
  /** The id of the user that the notebook belongs to. */
  userId?: string;
  /** The steps of creating or starting the notebook, and their progress. A resource has none once all are completed. */
  actionProgress?: NotebookJobProgress[];
  /** The notebook's tags. */
  tags?: { [key: string]: string };
  /** The size of a custom machine. */
  customSpec?: NotebookCustomSpec;
  /** The rules for the nodes of a pool that the notebook runs on. */
  affinity?: NotebookAffinity;
  /** The user that the notebook's processes run as. */
  runUser?: NotebookRunUser;
  /** Further storage volumes. */
  dataVolumes?: NotebookDataVolume[];
  /** The VPC that the notebook is attached to. */
  userVpc?: NotebookUserVpc;
  /** The notebook's own address. */
  ip?: string;
  /** Whether the user's credentials are put into the notebook. */
  isNeedCredentials?: boolean;
  /** The version of Jupyter. */
  jupyterVersion?: string;
  /** When the notebook was created, in milliseconds since 1970 (UTC). */
  createAt?: number;
  /** When the notebook was last updated, in milliseconds since 1970 (UTC). */
  updateAt?: number;
}

export interface FlavorGpu {
  /** Number of GPUs; may be a fraction, e.g. 0.5. */
  gpu?: number;
  /** Memory of the GPUs, as the API writes it (a text). */
  gpuMemory?: string;
  /** GPU model. */
  type?: string;
}

export interface FlavorAscend {
  /** Number of NPUs. */
  npu?: number;
  /** Memory of the NPUs, as the API writes it (a text). */
  npuMemory?: string;
  /** NPU model. */
  type?: string;
  /** Number of NPU devices. */
  chip?: number;
}

export interface FlavorBilling {
  /** Billing code. */
  code?: string;
  /** Number of billed units. */
  unitNum?: number;
}

export interface FlavorInfo {
  /** The flavor's id, e.g. `modelarts.vm.cpu.2u`. */
  id?: string;
  /** The flavor's name. */
  name?: string;
  /** What the flavor offers, e.g. its vCPUs and memory. */
  description?: string;
  /** The processor architecture. */
  arch?: "X86_64" | "AARCH64" | (string & {});
  /** The kind of processor. */
  category?: "CPU" | "GPU" | "ASCEND" | (string & {});
  /** `DEFAULT` is for the free CodeLab, `NOTEBOOK` for billed notebooks. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** Whether the flavor costs nothing. */
  free?: boolean;
  /** Whether the flavor is sold out. */
  soldOut?: boolean;
  /** Memory in KB. */
  memory?: number;
  /** Number of vCPUs. */
  vcpus?: number;
  /** The categories of storage that the flavor supports. */
  storages?: ("EFS" | "EVS" | "OBS" | "OBSFS" | (string & {}))[];
  /** The GPUs, if the flavor has any. */
  gpu?: FlavorGpu;
  /** The Ascend NPUs, if the flavor has any. */
  ascend?: FlavorAscend;
  /** How the flavor is billed. */
  billing?: FlavorBilling;
  /** The largest EVS disk that the flavor supports, in GB. */
  evsMaxSize?: number;
  /** The EVS disks' specification code. */
  evsSkuCode?: string;
  /** How an EVS disk of the flavor can grow. */
  growSupportType?: string;
}

export interface PoolInfo {
  /** The pool's id, for `poolId` of a notebook. */
  poolId?: string;
  /** The pool's name, if the API answers it. */
  name?: string;
  /** The id of the logical pool. */
  logicClusterId?: string;
  /** `MANAGED` pools are public, `DEDICATED` pools are your own. */
  type?: "MANAGED" | "DEDICATED" | (string & {});
  /** The pool's status; an `ACTIVE` one can be used. */
  status?:
    "PENDING" | "INITIALIZING" | "INITIALIZE_FAILED" | "ACTIVE" | "MIGRATING" | (string & {});
  /** The pool's workspace; `0` is the default one. */
  workspaceId?: string;
  /** Whether notebooks in the pool may run as root. */
  isAllowRoot?: boolean;
  /** The flavors of the pool. */
  flavors?: FlavorInfo[];
}

export interface QuotaInfo {
  /** The feature, e.g. `NOTEBOOK`. */
  name?: string;
  /** Whether the user may create such notebooks at all. */
  enabled?: boolean;
  /** How many the user may have. */
  quota?: number;
  /** How many the user has. */
  used?: number;
  /** The id of the user whose quota it is. */
  userId?: string;
}

export interface WorkspaceInfo {
  /** The workspace's id; `0` is the default one. */
  id?: string;
  /** The workspace's name. */
  name?: string;
  /** What the workspace is for. */
  description?: string;
  /** The name of the user who created the workspace. */
  owner?: string;
  /** Who may use the workspace: `PUBLIC` everyone in the account, `PRIVATE` its creator, `INTERNAL` named users. */
  authType?: "PUBLIC" | "PRIVATE" | "INTERNAL" | (string & {});
  /** The enterprise project's id. */
  enterpriseProjectId?: string;
  /** The enterprise project's name. */
  enterpriseProjectName?: string;
  /** The workspace's status; a `NORMAL` one can be used. */
  status?: "NORMAL" | "CREATE_FAILED" | "DELETING" | "DELETE_FAILED" | (string & {});
  /** Why creating or deleting the workspace failed, if it did. */
  statusInfo?: string;
  /** When the workspace was created, in milliseconds since 1970 (UTC). */
  createTime?: number;
  /** When the workspace was last updated, in milliseconds since 1970 (UTC). */
  updateTime?: number;
}

export interface GetNotebookArgs {
  /** The notebook's id. */
  id?: string;
  /** The notebook's whole name. Exactly one of your own notebooks must have it. */
  name?: string;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetNotebookOutputArgs {
  /** The notebook's id. */
  id?: Input<string>;
  /** The notebook's whole name. Exactly one of your own notebooks must have it. */
  name?: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetNotebooksArgs {
  /** A part of the name. */
  name?: string;
  /** What the notebook does at the moment. */
  status?:
    | "INIT"
    | "CREATING"
    | "STARTING"
    | "STOPPING"
    | "DELETING"
    | "SNAPSHOTTING"
    | "RUNNING"
    | "STOPPED"
    | "CREATE_FAILED"
    | "START_FAILED"
    | "DELETE_FAILED"
    | "ERROR"
    | "FROZEN"
    | "DELETED"
    | (string & {});
  /** `NOTEBOOK` notebooks are billed, `DEFAULT` ones are CodeLab. By default both. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** The id of the notebooks' user. */
  owner?: string;
  /** A part of the user's name. */
  username?: string;
  /** The dedicated pool's id. */
  poolId?: string;
  /** A part of the dedicated pool's name. */
  poolName?: string;
  /** The id of the workspace; `0` is the default one. By default every workspace that you can list. */
  workspaceId?: string;
  /** The flavor, or a part of its name. */
  flavor?: string;
  /** The id of the image that the notebooks run. */
  imageId?: string;
  /** A part of the image's address in SWR. */
  swrPath?: string;
  /** The notebook's id. */
  id?: string;
  /** A part of the description. */
  description?: string;
  /** The notebook's own address. */
  ip?: string;
  /** What is billed, e.g. `COMPUTE`. */
  billing?: string;
  /** Tags that the notebooks have, as `key|value,key|value`. */
  tags?: string;
  /** True lists the notebooks of all users, not only your own. */
  allUsers?: boolean;
  /** The field to sort by, under the API's name, e.g. `create_at`. */
  sortKey?: string;
  /** `ASC` for ascending order, `DESC` for descending order. */
  sortDir?: "ASC" | "DESC";
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetNotebooksOutputArgs {
  /** A part of the name. */
  name?: Input<string>;
  /** What the notebook does at the moment. */
  status?: Input<
    | "INIT"
    | "CREATING"
    | "STARTING"
    | "STOPPING"
    | "DELETING"
    | "SNAPSHOTTING"
    | "RUNNING"
    | "STOPPED"
    | "CREATE_FAILED"
    | "START_FAILED"
    | "DELETE_FAILED"
    | "ERROR"
    | "FROZEN"
    | "DELETED"
    | (string & {})
  >;
  /** `NOTEBOOK` notebooks are billed, `DEFAULT` ones are CodeLab. By default both. */
  feature?: Input<"DEFAULT" | "NOTEBOOK" | (string & {})>;
  /** The id of the notebooks' user. */
  owner?: Input<string>;
  /** A part of the user's name. */
  username?: Input<string>;
  /** The dedicated pool's id. */
  poolId?: Input<string>;
  /** A part of the dedicated pool's name. */
  poolName?: Input<string>;
  /** The id of the workspace; `0` is the default one. By default every workspace that you can list. */
  workspaceId?: Input<string>;
  /** The flavor, or a part of its name. */
  flavor?: Input<string>;
  /** The id of the image that the notebooks run. */
  imageId?: Input<string>;
  /** A part of the image's address in SWR. */
  swrPath?: Input<string>;
  /** The notebook's id. */
  id?: Input<string>;
  /** A part of the description. */
  description?: Input<string>;
  /** The notebook's own address. */
  ip?: Input<string>;
  /** What is billed, e.g. `COMPUTE`. */
  billing?: Input<string>;
  /** Tags that the notebooks have, as `key|value,key|value`. */
  tags?: Input<string>;
  /** True lists the notebooks of all users, not only your own. */
  allUsers?: Input<boolean>;
  /** The field to sort by, under the API's name, e.g. `create_at`. */
  sortKey?: Input<string>;
  /** `ASC` for ascending order, `DESC` for descending order. */
  sortDir?: Input<"ASC" | "DESC">;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetFlavorsArgs {
  /** The kind of processor. */
  category?: "CPU" | "GPU" | "ASCEND";
  /** `MANAGED` flavors are for the public pool, `DEDICATED` ones for your own pools. */
  type?: "MANAGED" | "DEDICATED";
  /** The field to sort by, under the API's name, e.g. `create_at`. */
  sortKey?: string;
  /** `ASC` for ascending order, `DESC` for descending order. */
  sortDir?: "ASC" | "DESC";
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetFlavorsOutputArgs {
  /** The kind of processor. */
  category?: Input<"CPU" | "GPU" | "ASCEND">;
  /** `MANAGED` flavors are for the public pool, `DEDICATED` ones for your own pools. */
  type?: Input<"MANAGED" | "DEDICATED">;
  /** The field to sort by, under the API's name, e.g. `create_at`. */
  sortKey?: Input<string>;
  /** `ASC` for ascending order, `DESC` for descending order. */
  sortDir?: Input<"ASC" | "DESC">;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetSwitchableFlavorsArgs {
  /** The notebook's id. */
  notebookId: string;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetSwitchableFlavorsOutputArgs {
  /** The notebook's id. */
  notebookId: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetImagesArgs {
  /** A part of the name; the whole name with `nameFuzzyMatch: false`. */
  name?: string;
  /** Whether `name` may be a part of the name; true by default. */
  nameFuzzyMatch?: boolean;
  /** `BUILD_IN` images come with the service, `DEDICATED` ones are users' own. By default both. */
  type?: "BUILD_IN" | "DEDICATED";
  /** The SWR organization. */
  namespace?: string;
  /** What the image is meant for, e.g. `DEV`. */
  serviceType?: string;
  /** The id of the workspace of your own images; `0` is the default one. By default every workspace that you can list. Built-in images belong to all workspaces. */
  workspaceId?: string;
  /** The field to sort by, under the API's name, e.g. `create_at`. */
  sortKey?: string;
  /** `ASC` for ascending order, `DESC` for descending order. */
  sortDir?: "ASC" | "DESC";
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetImagesOutputArgs {
  /** A part of the name; the whole name with `nameFuzzyMatch: false`. */
  name?: Input<string>;
  /** Whether `name` may be a part of the name; true by default. */
  nameFuzzyMatch?: Input<boolean>;
  /** `BUILD_IN` images come with the service, `DEDICATED` ones are users' own. By default both. */
  type?: Input<"BUILD_IN" | "DEDICATED">;
  /** The SWR organization. */
  namespace?: Input<string>;
  /** What the image is meant for, e.g. `DEV`. */
  serviceType?: Input<string>;
  /** The id of the workspace of your own images; `0` is the default one. By default every workspace that you can list. Built-in images belong to all workspaces. */
  workspaceId?: Input<string>;
  /** The field to sort by, under the API's name, e.g. `create_at`. */
  sortKey?: Input<string>;
  /** `ASC` for ascending order, `DESC` for descending order. */
  sortDir?: Input<"ASC" | "DESC">;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetImageArgs {
  /** The image's id. */
  id?: string;
  /** The image's whole name. Of several images, the one that was created last is found. */
  name?: string;
  /** With `name`: the id of the workspace of your own images; by default `0`, the default one. */
  workspaceId?: string;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetImageOutputArgs {
  /** The image's id. */
  id?: Input<string>;
  /** The image's whole name. Of several images, the one that was created last is found. */
  name?: Input<string>;
  /** With `name`: the id of the workspace of your own images; by default `0`, the default one. */
  workspaceId?: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetLeaseArgs {
  /** The notebook's id. */
  notebookId: string;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetLeaseOutputArgs {
  /** The notebook's id. */
  notebookId: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetPoolsArgs {
  /** `DEDICATED` pools are your own, `MANAGED` pools are public. By default both. */
  type?: "MANAGED" | "DEDICATED";
  /** The id of the workspace; `0` is the default one. */
  workspaceId?: string;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetPoolsOutputArgs {
  /** `DEDICATED` pools are your own, `MANAGED` pools are public. By default both. */
  type?: Input<"MANAGED" | "DEDICATED">;
  /** The id of the workspace; `0` is the default one. */
  workspaceId?: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetQuotasArgs {
  /** `NOTEBOOK` (default) notebooks are billed, `DEFAULT` ones are CodeLab. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetQuotasOutputArgs {
  /** `NOTEBOOK` (default) notebooks are billed, `DEFAULT` ones are CodeLab. */
  feature?: Input<"DEFAULT" | "NOTEBOOK" | (string & {})>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetWorkspacesArgs {
  /** A part of the name. */
  name?: string;
  /** The id of the enterprise project that the workspaces belong to. */
  enterpriseProjectId?: string;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetWorkspacesOutputArgs {
  /** A part of the name. */
  name?: Input<string>;
  /** The id of the enterprise project that the workspaces belong to. */
  enterpriseProjectId?: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

/** What `getNotebook` finds. */
export type GetNotebookResult = NotebookInfo;

/**
 * A notebook by its id or its name.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getNotebook(
  args: GetNotebookArgs = {},
  opts?: InvokeOptions,
): Promise<GetNotebookResult> {
  return invoke("getNotebook", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getNotebook`.
 */
export function getNotebookOutput(
  args: GetNotebookOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetNotebookResult> {
  return invokeOutput("getNotebook", args, opts);
}

/** What `getNotebooks` finds. */
export interface GetNotebooksResult {
  /** The notebooks that were found. */
  notebooks: NotebookInfo[];
  /** The workspaces that were searched; empty if the cloud has no workspaces. */
  workspaces: WorkspaceInfo[];
  /** What was not searched, and why: for example a workspace that you may not list. */
  gaps: string[];
}

/**
 * The notebooks that exist, CodeLab notebooks included: all of them, or those that match the filters. The newest come first.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getNotebooks(
  args: GetNotebooksArgs = {},
  opts?: InvokeOptions,
): Promise<GetNotebooksResult> {
  return invoke("getNotebooks", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getNotebooks`.
 */
export function getNotebooksOutput(
  args: GetNotebooksOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetNotebooksResult> {
  return invokeOutput("getNotebooks", args, opts);
}

/** What `getFlavors` finds. */
export interface GetFlavorsResult {
  /** The flavors that were found. */
  flavors: FlavorInfo[];
}

/**
 * The flavors (machines) that notebooks can run on.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getFlavors(
  args: GetFlavorsArgs = {},
  opts?: InvokeOptions,
): Promise<GetFlavorsResult> {
  return invoke("getFlavors", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getFlavors`.
 */
export function getFlavorsOutput(
  args: GetFlavorsOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetFlavorsResult> {
  return invokeOutput("getFlavors", args, opts);
}

/** What `getSwitchableFlavors` finds. */
export interface GetSwitchableFlavorsResult {
  /** The flavors that were found. */
  flavors: FlavorInfo[];
}

/**
 * The flavors (machines) that a notebook can change to.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getSwitchableFlavors(
  args: GetSwitchableFlavorsArgs,
  opts?: InvokeOptions,
): Promise<GetSwitchableFlavorsResult> {
  return invoke("getSwitchableFlavors", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getSwitchableFlavors`.
 */
export function getSwitchableFlavorsOutput(
  args: GetSwitchableFlavorsOutputArgs,
  opts?: InvokeOutputOptions,
): Output<GetSwitchableFlavorsResult> {
  return invokeOutput("getSwitchableFlavors", args, opts);
}

/** What `getImages` finds. */
export interface GetImagesResult {
  /** The images that were found. */
  images: Image[];
  /** The workspaces that were searched; empty if the cloud has no workspaces. */
  workspaces: WorkspaceInfo[];
  /** What was not searched, and why: for example a workspace that you may not list. */
  gaps: string[];
}

/**
 * The images that notebooks can run, your own images included.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getImages(
  args: GetImagesArgs = {},
  opts?: InvokeOptions,
): Promise<GetImagesResult> {
  return invoke("getImages", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getImages`.
 */
export function getImagesOutput(
  args: GetImagesOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetImagesResult> {
  return invokeOutput("getImages", args, opts);
}

/** What `getImage` finds. */
export type GetImageResult = Image;

/**
 * An image by its id, or the newest usable image with a name.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getImage(args: GetImageArgs = {}, opts?: InvokeOptions): Promise<GetImageResult> {
  return invoke("getImage", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getImage`.
 */
export function getImageOutput(
  args: GetImageOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetImageResult> {
  return invokeOutput("getImage", args, opts);
}

/** What `getLease` finds. */
export type GetLeaseResult = NotebookLease;

/**
 * The countdown to a notebook's auto stop.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getLease(args: GetLeaseArgs, opts?: InvokeOptions): Promise<GetLeaseResult> {
  return invoke("getLease", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getLease`.
 */
export function getLeaseOutput(
  args: GetLeaseOutputArgs,
  opts?: InvokeOutputOptions,
): Output<GetLeaseResult> {
  return invokeOutput("getLease", args, opts);
}

/** What `getPools` finds. */
export interface GetPoolsResult {
  /** The pools that were found. */
  pools: PoolInfo[];
}

/**
 * The resource pools that notebooks can run in, with the flavors of each pool. Huawei Cloud only.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getPools(args: GetPoolsArgs = {}, opts?: InvokeOptions): Promise<GetPoolsResult> {
  return invoke("getPools", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getPools`.
 */
export function getPoolsOutput(
  args: GetPoolsOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetPoolsResult> {
  return invokeOutput("getPools", args, opts);
}

/** What `getQuotas` finds. */
export type GetQuotasResult = QuotaInfo;

/**
 * How many notebooks of a feature you may have, and how many you have. Huawei Cloud only.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getQuotas(
  args: GetQuotasArgs = {},
  opts?: InvokeOptions,
): Promise<GetQuotasResult> {
  return invoke("getQuotas", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getQuotas`.
 */
export function getQuotasOutput(
  args: GetQuotasOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetQuotasResult> {
  return invokeOutput("getQuotas", args, opts);
}

/** What `getWorkspaces` finds. */
export interface GetWorkspacesResult {
  /** The workspaces that were found. */
  workspaces: WorkspaceInfo[];
}

/**
 * The workspaces that you can use. Huawei Cloud only.
 *
 * @throws pulumi.RunError: the promise is rejected with it if an argument is wrong, a setting is missing,
 * nothing has the given id or name, or the request fails.
 */
export function getWorkspaces(
  args: GetWorkspacesArgs = {},
  opts?: InvokeOptions,
): Promise<GetWorkspacesResult> {
  return invoke("getWorkspaces", args, opts);
}

/**
 * The same with arguments that may be Outputs; the result is unknown while an argument is.
 *
 * @throws pulumi.RunError: the program fails with it in the same cases as `getWorkspaces`.
 */
export function getWorkspacesOutput(
  args: GetWorkspacesOutputArgs = {},
  opts?: InvokeOutputOptions,
): Output<GetWorkspacesResult> {
  return invokeOutput("getWorkspaces", args, opts);
}
