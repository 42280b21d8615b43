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
  /** Why the notebook failed. */
  failReason?: string;
  /** `DEFAULT` is the free CodeLab (one an account), `NOTEBOOK` is billed. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** The machine, e.g. `modelarts.vm.cpu.2u`. */
  flavor?: string;
  /** The image that the notebook runs. */
  image?: Image;
  /** The countdown to auto stop. */
  lease?: NotebookLease;
  /** The ways in: Jupyter over HTTPS and SSH. */
  endpoints?: NotebookEndpoint[];
  /** The storage volume. */
  volume?: NotebookVolume;
  /** The dedicated resource pool, if the notebook runs in one. */
  pool?: NotebookPool;
  /** Where the notebook opens in a browser. */
  url?: string;
  /** The workspace; `0` is the default one. */
  workspaceId?: string;
  /** What is being billed. */
  billingItems?: ("STORAGE" | "COMPUTE" | "ALL" | (string & {}))[];
  /** Whose notebook it is. */
  user?: NotebookUser;
  /** The id of the user whose notebook it is. */
  userId?: string;
  /** How far creating or starting the notebook is. */
  actionProgress?: NotebookJobProgress[];
  /** The notebook's tags. */
  tags?: { [key: string]: string };
  /** The machine, where it is made to measure. */
  customSpec?: NotebookCustomSpec;
  /** On which nodes of a pool the notebook runs. */
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
  /** Number of GPUs; may be a half. */
  gpu?: number;
  /** Memory of the GPUs. */
  gpuMemory?: string;
  /** GPU model. */
  type?: string;
}

export interface FlavorAscend {
  /** Number of NPUs. */
  npu?: number;
  /** Memory of the NPUs. */
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
  /** What the machine has. */
  description?: string;
  /** Processor architecture. */
  arch?: "X86_64" | "AARCH64" | (string & {});
  /** The kind of processor. */
  category?: "CPU" | "GPU" | "ASCEND" | (string & {});
  /** `DEFAULT` is the free CodeLab, `NOTEBOOK` is billed. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** Whether it costs nothing. */
  free?: boolean;
  /** Whether there is none left. */
  soldOut?: boolean;
  /** Memory in KB. */
  memory?: number;
  /** Number of vCPUs. */
  vcpus?: number;
  /** The storage that it supports. */
  storages?: ("EFS" | "EVS" | "OBS" | "OBSFS" | (string & {}))[];
  /** The GPUs, if it has any. */
  gpu?: FlavorGpu;
  /** The Ascend NPUs, if it has any. */
  ascend?: FlavorAscend;
  /** How it is billed. */
  billing?: FlavorBilling;
  /** The largest EVS disk that it takes, in GB. */
  evsMaxSize?: number;
  /** The EVS disks' specification code. */
  evsSkuCode?: string;
  /** How its EVS disk can grow. */
  growSupportType?: string;
}

export interface PoolInfo {
  /** The pool's id, as `poolId` of a notebook takes it. */
  poolId?: string;
  /** The pool's name, where the API answers it. */
  name?: string;
  /** The id of the logical pool. */
  logicClusterId?: string;
  /** `MANAGED` is public, `DEDICATED` your own. */
  type?: "MANAGED" | "DEDICATED" | (string & {});
  /** `ACTIVE` can be used. */
  status?:
    "PENDING" | "INITIALIZING" | "INITIALIZE_FAILED" | "ACTIVE" | "MIGRATING" | (string & {});
  /** The pool's workspace; `0` is the default one. */
  workspaceId?: string;
  /** Whether notebooks may run as root in it. */
  isAllowRoot?: boolean;
  /** The machines that it has. */
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
  /** The name of the user who created it. */
  owner?: string;
  /** Who may use it: the account, its creator, or those who are named. */
  authType?: "PUBLIC" | "PRIVATE" | "INTERNAL" | (string & {});
  /** The enterprise project's id. */
  enterpriseProjectId?: string;
  /** The enterprise project's name. */
  enterpriseProjectName?: string;
  /** `NORMAL` can be used. */
  status?: "NORMAL" | "CREATE_FAILED" | "DELETING" | "DELETE_FAILED" | (string & {});
  /** Why it failed, where it did. */
  statusInfo?: string;
  /** When it was created, in ms since 1970 (UTC). */
  createTime?: number;
  /** When it was last changed, in ms since 1970 (UTC). */
  updateTime?: number;
}

export interface GetNotebookArgs {
  /** The notebook's id. */
  id?: string;
  /** All of its name, which must be that of exactly one notebook of one's own. */
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
  /** All of its name, which must be that of exactly one notebook of one's own. */
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
  /** `NOTEBOOK` is billed, `DEFAULT` is CodeLab. Undeclared: both. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** The id of the user whose notebooks they are. */
  owner?: string;
  /** A part of the user's name. */
  username?: string;
  /** The dedicated pool's id. */
  poolId?: string;
  /** A part of the dedicated pool's name. */
  poolName?: string;
  /** The workspace; `0` is the default one. Undeclared: every workspace that you can list. */
  workspaceId?: string;
  /** The machine, or a part of its name. */
  flavor?: string;
  /** The id of the image that they run. */
  imageId?: string;
  /** A part of the image's address in SWR. */
  swrPath?: string;
  /** The notebook's id. */
  id?: string;
  /** A part of the description. */
  description?: string;
  /** The notebook's own address. */
  ip?: string;
  /** What is being billed, e.g. `COMPUTE`. */
  billing?: string;
  /** Tags that they have, as `key|value,key|value`. */
  tags?: string;
  /** Those of all users, not only one's own. */
  allUsers?: boolean;
  /** What the list is sorted by, under the API's name, e.g. `create_at`. */
  sortKey?: string;
  /** Which end comes first. */
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
  /** `NOTEBOOK` is billed, `DEFAULT` is CodeLab. Undeclared: both. */
  feature?: Input<"DEFAULT" | "NOTEBOOK" | (string & {})>;
  /** The id of the user whose notebooks they are. */
  owner?: Input<string>;
  /** A part of the user's name. */
  username?: Input<string>;
  /** The dedicated pool's id. */
  poolId?: Input<string>;
  /** A part of the dedicated pool's name. */
  poolName?: Input<string>;
  /** The workspace; `0` is the default one. Undeclared: every workspace that you can list. */
  workspaceId?: Input<string>;
  /** The machine, or a part of its name. */
  flavor?: Input<string>;
  /** The id of the image that they run. */
  imageId?: Input<string>;
  /** A part of the image's address in SWR. */
  swrPath?: Input<string>;
  /** The notebook's id. */
  id?: Input<string>;
  /** A part of the description. */
  description?: Input<string>;
  /** The notebook's own address. */
  ip?: Input<string>;
  /** What is being billed, e.g. `COMPUTE`. */
  billing?: Input<string>;
  /** Tags that they have, as `key|value,key|value`. */
  tags?: Input<string>;
  /** Those of all users, not only one's own. */
  allUsers?: Input<boolean>;
  /** What the list is sorted by, under the API's name, e.g. `create_at`. */
  sortKey?: Input<string>;
  /** Which end comes first. */
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
  /** `MANAGED` is for the public pool, `DEDICATED` for one's own. */
  type?: "MANAGED" | "DEDICATED";
  /** What the list is sorted by, under the API's name, e.g. `create_at`. */
  sortKey?: string;
  /** Which end comes first. */
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
  /** `MANAGED` is for the public pool, `DEDICATED` for one's own. */
  type?: Input<"MANAGED" | "DEDICATED">;
  /** What the list is sorted by, under the API's name, e.g. `create_at`. */
  sortKey?: Input<string>;
  /** Which end comes first. */
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
  /** A part of the name; all of it with `nameFuzzyMatch: false`. */
  name?: string;
  /** Whether a part of the name is enough. */
  nameFuzzyMatch?: boolean;
  /** `BUILD_IN` comes with the service, `DEDICATED` is a user's own. Undeclared: both. */
  type?: "BUILD_IN" | "DEDICATED";
  /** The SWR organization. */
  namespace?: string;
  /** What the image is meant for, e.g. `DEV`. */
  serviceType?: string;
  /** The workspace of one's own images; `0` is the default one. Undeclared: every workspace that you can list. Built-in images are in all of them. */
  workspaceId?: string;
  /** What the list is sorted by, under the API's name, e.g. `create_at`. */
  sortKey?: string;
  /** Which end comes first. */
  sortDir?: "ASC" | "DESC";
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetImagesOutputArgs {
  /** A part of the name; all of it with `nameFuzzyMatch: false`. */
  name?: Input<string>;
  /** Whether a part of the name is enough. */
  nameFuzzyMatch?: Input<boolean>;
  /** `BUILD_IN` comes with the service, `DEDICATED` is a user's own. Undeclared: both. */
  type?: Input<"BUILD_IN" | "DEDICATED">;
  /** The SWR organization. */
  namespace?: Input<string>;
  /** What the image is meant for, e.g. `DEV`. */
  serviceType?: Input<string>;
  /** The workspace of one's own images; `0` is the default one. Undeclared: every workspace that you can list. Built-in images are in all of them. */
  workspaceId?: Input<string>;
  /** What the list is sorted by, under the API's name, e.g. `create_at`. */
  sortKey?: Input<string>;
  /** Which end comes first. */
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
  /** All of its name. Of several images the one that was created last counts. */
  name?: string;
  /** With the name: the workspace of one's own images, by default `0`, the default one. */
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
  /** All of its name. Of several images the one that was created last counts. */
  name?: Input<string>;
  /** With the name: the workspace of one's own images, by default `0`, the default one. */
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
  /** `DEDICATED` pools are your own, `MANAGED` ones public; by default both. */
  type?: "MANAGED" | "DEDICATED";
  /** The workspace; `0` is the default one. */
  workspaceId?: string;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetPoolsOutputArgs {
  /** `DEDICATED` pools are your own, `MANAGED` ones public; by default both. */
  type?: Input<"MANAGED" | "DEDICATED">;
  /** The workspace; `0` is the default one. */
  workspaceId?: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface GetQuotasArgs {
  /** `NOTEBOOK` (default) is billed, `DEFAULT` is CodeLab. */
  feature?: "DEFAULT" | "NOTEBOOK" | (string & {});
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

export interface GetQuotasOutputArgs {
  /** `NOTEBOOK` (default) is billed, `DEFAULT` is CodeLab. */
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
  /** The id of the enterprise project that they belong to. */
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
  /** The id of the enterprise project that they belong to. */
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
 * A notebook that exists, by its id or by its name.
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
  /** What was found. */
  notebooks: NotebookInfo[];
  /** The workspaces that were looked in; none where the cloud has no workspaces. */
  workspaces: WorkspaceInfo[];
  /** What was not looked at, and why: a workspace that refused the list, for example. */
  gaps: string[];
}

/**
 * The notebooks that exist, CodeLab included, all of them or those that filters leave. The newest come first.
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
  /** What was found. */
  flavors: FlavorInfo[];
}

/**
 * The machines that notebooks can run on.
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
  /** What was found. */
  flavors: FlavorInfo[];
}

/**
 * The machines that a notebook can switch to.
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
  /** What was found. */
  images: Image[];
  /** The workspaces that were looked in; none where the cloud has no workspaces. */
  workspaces: WorkspaceInfo[];
  /** What was not looked at, and why: a workspace that refused the list, for example. */
  gaps: string[];
}

/**
 * The images that notebooks can run, one's own included.
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
 * An image by its id, or the latest one that has a name and can be used.
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
  /** What was found. */
  pools: PoolInfo[];
}

/**
 * The resource pools that notebooks can run in, with the machines of each. Huawei Cloud only.
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
 * How many notebooks of a kind you may have, and how many you have. Huawei Cloud only.
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
  /** What was found. */
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
