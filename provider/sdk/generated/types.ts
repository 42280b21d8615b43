/**
 * What programs declare and see of each resource. Made from the wire schemas by "npm run docs"; change
 * those, not this.
 */
import type { Input, Output } from "@pulumi/pulumi";
export interface NotebookVolumeArgs {
  /** `EVS` is the notebook's own disk, `EFS` (also `SFS`) a shared file system; on Huawei Cloud also `OBS`, a bucket, and `OBSFS`, a parallel file system. */
  category: Input<"EVS" | "EFS" | "SFS" | "OBS" | "OBSFS">;
  /** `MANAGED` storage belongs to the notebook, `DEDICATED` storage is your own. */
  ownership: Input<"MANAGED" | "DEDICATED">;
  /** Capacity in GB; by default 5 for EVS and 50 for EFS. An EVS disk can grow later. */
  capacity?: Input<number>;
  /** The address of your own storage: the export of an EFS, or the folder in object storage, e.g. `obs://bucket/folder/`. */
  uri?: Input<string>;
  /** The id of a dedicated EFS. */
  id?: Input<string>;
  /** The folder in the notebook where object storage is mounted. */
  mountPath?: Input<string>;
  /** Whether object storage is mounted read-only. */
  readOnly?: Input<boolean>;
  /** The name of the DEW secret with the access key for object storage. Required for OBS and OBSFS. */
  dewSecretName?: Input<string>;
}

export interface NotebookEndpointArgs {
  /** `NOTEBOOK` is access over HTTPS, `SSH` is remote access over SSH. */
  service: Input<"NOTEBOOK" | "SSH">;
  /** The public addresses that may connect over SSH, at most 5. Absent or empty: every address may. */
  allowedAccessIps?: Input<Input<string>[]>;
  /** The SSH key pairs that open the endpoint. */
  keyPairNames?: Input<Input<string>[]>;
}

export interface NotebookHookArgs {
  /** `COMMAND` runs a script given in base64, `SCRIPT` one at a path. */
  type: Input<"COMMAND" | "SCRIPT">;
  /** The script in base64, or its path. */
  script: Input<string>;
  /** `BLOCK` waits for the script, `ASYNC` (default) does not. Huawei Cloud only. */
  mode?: Input<"BLOCK" | "ASYNC">;
}

export interface NotebookHooksContainerHooksArgs {
  /** Runs before the notebook starts. */
  preStart?: Input<NotebookHookArgs>;
  /** Runs after the notebook started. */
  postStart?: Input<NotebookHookArgs>;
}

export interface NotebookHooksArgs {
  /** Scripts that run in the notebook's container. */
  containerHooks: Input<NotebookHooksContainerHooksArgs>;
}

export interface NotebookCustomSpecArgs {
  /** Number of vCPUs, at least 0.4, with up to two decimals. */
  cpu: Input<number>;
  /** Memory in MB, at least 513. */
  memory: Input<number>;
  /** Number of GPUs or NPUs. */
  gpu?: Input<number>;
  /** GPU model. */
  gpuType?: Input<string>;
  /** Processor architecture. */
  arch: Input<"X86_64" | "AARCH64">;
  /** The kind of processor. */
  category: Input<"CPU" | "GPU" | "ASCEND">;
  /** The pool's flavor that the machine is a part of. */
  resourceFlavor?: Input<string>;
}

export interface NotebookAffinityTermArgs {
  /** The node label's key. */
  key?: Input<string>;
  /** How the label is compared. */
  operator?: Input<"In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" | (string & {})>;
  /** What the label is compared with. */
  values?: Input<Input<string>[]>;
  /** The weight of a preferred term. */
  weight?: Input<number>;
}

export interface NotebookAffinityArgs {
  /** Terms that a node must fulfil. */
  requiredDuringSchedulingIgnoredDuringExecution?: Input<Input<NotebookAffinityTermArgs>[]>;
  /** Terms that a node should fulfil. */
  preferredDuringSchedulingIgnoredDuringExecution?: Input<Input<NotebookAffinityTermArgs>[]>;
}

export interface NotebookRunUserArgs {
  /** User id. */
  uid?: Input<number>;
  /** Group id. */
  gid?: Input<number>;
}

export interface NotebookDataVolumeRequestArgs {
  /** The kind of storage: a disk (`EVS`), SFS Turbo (`EFS`), a bucket (`OBS`) or a parallel file system (`OBSFS`). A volume on a bucket is accepted and not mounted: use `OBSFS`. */
  category: Input<"EVS" | "EFS" | "OBS" | "OBSFS">;
  /** `MANAGED` storage belongs to the notebook, `DEDICATED` storage is your own. */
  ownership?: Input<"MANAGED" | "DEDICATED">;
  /** The address of the storage, e.g. `obs://bucket/folder/`. */
  uri?: Input<string>;
  /** The storage's id. Required if category is EFS. */
  id?: Input<string>;
  /** The folder in the notebook where the storage is mounted. Required if category is OBS. */
  mountPath?: Input<string>;
  /** Whether the storage is mounted read-only. */
  readOnly?: Input<boolean>;
  /** The name of the DEW secret with the access key for OBS. Required if category is OBS. */
  dewSecretName?: Input<string>;
  /** Capacity in GB. */
  capacity?: Input<number>;
}

export interface NotebookUserVpcArgs {
  /** The security groups' ids. */
  securityGroupIds?: Input<Input<string>[]>;
  /** The address ranges that are reached over the VPC. */
  connectCidrs?: Input<Input<string>[]>;
  /** The NAT gateway's id. */
  natId?: Input<string>;
  /** The elastic IP's id. */
  eipId?: Input<string>;
  /** The VPC's id. */
  vpcId: Input<string>;
  /** The subnet's id. */
  subnetId: Input<string>;
}

export interface NotebookPublicNetworkConfigArgs {
  /** `SHARED` or `EXCLUSIVE` access to the internet, or none (`FORBIDDEN`). */
  publicNetworkType: Input<"SHARED" | "EXCLUSIVE" | "FORBIDDEN">;
}

export interface NotebookLeaseArgs {
  /** How long the notebook may run, in milliseconds: 1 h to 72 h. Required unless enable is false. */
  duration?: Input<number>;
  /** `timing` stops the notebook after the duration, `idle` after that long without use. */
  type?: Input<"timing" | "idle" | (string & {})>;
  /** Whether auto stop is on, which is the default. */
  enable?: Input<boolean>;
}

export interface NotebookArgs {
  /** The notebook's name: up to 128 letters, digits, `-` and `_`. */
  name?: Input<string>;
  /** What the notebook is for, in up to 512 characters, none of them `<` or `>`. */
  description?: Input<string>;
  /** The machine, e.g. `modelarts.vm.cpu.2u`. */
  flavor: Input<string>;
  /** The id of the image that the notebook runs. */
  imageId: Input<string>;
  /** The storage volume. Required for a new notebook. */
  volume?: Input<NotebookVolumeArgs>;
  /** The ways in: SSH, with its key pairs and its whitelist. */
  endpoints?: Input<Input<NotebookEndpointArgs>[]>;
  /** `DEFAULT` is the free CodeLab (one an account), `NOTEBOOK` (default) is billed. */
  feature?: Input<"DEFAULT" | "NOTEBOOK">;
  /** The dedicated pool's id. */
  poolId?: Input<string>;
  /** The workspace; `0` (default) is the default one. */
  workspaceId?: Input<string>;
  /** Scripts that run when the notebook starts. The API never answers them. */
  hooks?: Input<NotebookHooksArgs>;
  /** The machine, where it is made to measure; `flavor` is then `custom.flavor.spec.code`. Undeclared, it stays as it is until `flavor` names another. Huawei Cloud only. */
  customSpec?: Input<NotebookCustomSpecArgs>;
  /** On which nodes of a dedicated pool the notebook runs. Huawei Cloud only. */
  affinity?: Input<NotebookAffinityArgs>;
  /** The user that the notebook's processes run as. Huawei Cloud only. */
  runUser?: Input<NotebookRunUserArgs>;
  /** Further storage volumes. Huawei Cloud only. */
  dataVolumes?: Input<Input<NotebookDataVolumeRequestArgs>[]>;
  /** The VPC that the notebook is attached to. Huawei Cloud only. */
  userVpc?: Input<NotebookUserVpcArgs>;
  /** The way to the internet. The API never answers it. Huawei Cloud only. */
  publicNetworkConfig?: Input<NotebookPublicNetworkConfigArgs>;
  /** The countdown to auto stop. If undeclared, the API sets it, and it is never a difference. */
  lease?: Input<NotebookLeaseArgs>;
  /** Whether `up` starts or stops the notebook. If undeclared, `up` leaves it running or stopped as it was. */
  desiredStatus?: Input<"RUNNING" | "STOPPED">;
  /** Up to 20 tags. Tags that are set elsewhere are left alone. Huawei Cloud only. */
  tags?: Input<{ [key: string]: Input<string> }>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface ImageTag {
  /** The tag's key. */
  key?: string;
  /** The tag's value. */
  value?: string;
}

export interface Image {
  /** The image's id, a UUID. */
  id?: string;
  /** The image's name. */
  name?: string;
  /** The name that the console shows. */
  showName?: string;
  /** What the image holds. */
  description?: string;
  /** The image's tag. */
  tag?: string;
  /** The tag that the console shows. */
  showTag?: string;
  /** The SWR organization that the image belongs to. */
  namespace?: string;
  /** The image's address in SWR. */
  swrPath?: string;
  /** The SWR instance that holds the image. */
  swrInstanceId?: string;
  /** `BUILD_IN` comes with the service, `DEDICATED` was saved or registered by a user. */
  type?: "BUILD_IN" | "DEDICATED" | (string & {});
  /** The processor architecture that the image needs. */
  arch?: "X86_64" | "AARCH64" | (string & {});
  /** The services that the image supports. */
  devServices?: ("NOTEBOOK" | "SSH" | (string & {}))[];
  /** The kind of flavor that the image is made for. */
  flavorType?: string;
  /** The kinds of flavor that the image supports. */
  resourceCategories?: ("CPU" | "GPU" | "ASCEND" | (string & {}))[];
  /** The kinds of flavor that the image supports, under the API's older name. */
  supportResCategories?: ("CPU" | "GPU" | "ASCEND" | (string & {}))[];
  /** What the image is meant for. */
  serviceType?: "COMMON" | "INFERENCE" | "TRAIN" | "DEV" | "UNKNOWN" | (string & {});
  /** `IMAGE_SAVE` was saved from a notebook. */
  origin?: "CUSTOMIZE" | "IMAGE_SAVE" | (string & {});
  /** The size in bytes, according to all published examples. */
  size?: number;
  /** The image's status; an `ACTIVE` image can be used. */
  status?: "INIT" | "CREATING" | "ACTIVE" | "CREATE_FAILED" | "ERROR" | "DELETED" | (string & {});
  /** What happened while the image was saved. */
  statusMessage?: string;
  /** `PUBLIC` images can be read by everyone who knows the id. */
  visibility?: "PRIVATE" | "PUBLIC" | (string & {});
  /** The image's workspace; `0` is the default one. */
  workspaceId?: string;
  /** The image's tags. */
  tags?: ImageTag[];
  /** When the image was created, in milliseconds since 1970 (UTC). */
  createAt?: number;
  /** When the image was last updated, in milliseconds since 1970 (UTC). */
  updateAt?: number;
}

export interface NotebookLease {
  /** When the notebook was created, in milliseconds since 1970 (UTC). */
  createAt?: number;
  /** When the lease was last set, in milliseconds since 1970 (UTC). */
  updateAt?: number;
  /** Milliseconds from the notebook's creation to its auto stop: the notebook stops at `createAt + duration`. `leaseRemaining` computes the time that is left. */
  duration?: number;
  /** Whether auto stop is on. */
  enable?: boolean;
  /** `timing` stops the notebook after the duration, `idle` after that long without use. */
  type?: "timing" | "idle" | (string & {});
}

export interface NotebookEndpoint {
  /** `NOTEBOOK` is access over HTTPS, `SSH` is remote access over SSH. */
  service?: "NOTEBOOK" | "SSH" | (string & {});
  /** The private address of the endpoint. */
  uri?: string;
  /** The public addresses that may connect over SSH. Absent or empty: every address may. */
  allowedAccessIps?: string[];
  /** The SSH key pairs that open the endpoint. */
  keyPairNames?: string[];
}

export interface NotebookVolume {
  /** `EVS` is the notebook's own disk, `EFS` (also `SFS`) a shared file system, `OBS` a bucket, `OBSFS` a parallel file system. */
  category?: "EVS" | "EFS" | "SFS" | "OBS" | "OBSFS" | (string & {});
  /** `MANAGED` storage belongs to the notebook, `DEDICATED` storage is your own. */
  ownership?: "MANAGED" | "DEDICATED" | (string & {});
  /** Capacity in GB. */
  capacity?: number;
  /** The folder in the notebook where the volume is mounted. */
  mountPath?: string;
  /** The volume's status; `RESIZING` while an EVS disk grows. */
  status?: string;
  /** The address of a dedicated volume, e.g. `obs://bucket/folder/`. */
  uri?: string;
  /** The id of a dedicated EFS. */
  id?: string;
  /** Whether the volume is mounted read-only. */
  readOnly?: boolean;
  /** The name of the DEW secret with the access key for OBS. */
  dewSecretName?: string;
  /** The EVS disk's specification code. */
  evsSkuCode?: string;
  /** `MAIN` is the notebook's main volume; a `DYNAMIC` one can be unmounted while the notebook runs. */
  mountType?: string;
}

export interface NotebookPool {
  /** The pool's id. */
  id?: string;
  /** The pool's name. */
  name?: string;
}

export interface NotebookUserDomain {
  /** The account's id. */
  id?: string;
  /** The account's name. */
  name?: string;
}

export interface NotebookUser {
  /** The IAM user's id. */
  id?: string;
  /** The IAM user's name. */
  name?: string;
  /** The user's account. */
  domain?: NotebookUserDomain;
}

export interface NotebookJobProgress {
  /** The notebook's id. */
  notebookId?: string;
  /** The step's status. */
  status?: "WAITING" | "PROCESSING" | "FAILED" | "COMPLETED" | (string & {});
  /** 1 storage, 2 compute resources, 3 network, 4 initialization. */
  step?: number;
  /** What the step does. */
  stepDescription?: string;
}

export interface NotebookCustomSpec {
  /** Number of vCPUs. */
  cpu?: number;
  /** Memory in MB. */
  memory?: number;
  /** Number of GPUs or NPUs. */
  gpu?: number;
  /** GPU model. */
  gpuType?: string;
  /** Processor architecture. */
  arch?: string;
  /** The kind of processor. */
  category?: string;
  /** The pool's flavor that the machine is a part of. */
  resourceFlavor?: string;
}

export interface NotebookAffinityTerm {
  /** The node label's key. */
  key?: string;
  /** How the label is compared. */
  operator?: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" | (string & {});
  /** What the label is compared with. */
  values?: string[];
  /** The weight of a preferred term. */
  weight?: number;
}

export interface NotebookAffinity {
  /** Terms that a node must fulfil. */
  requiredDuringSchedulingIgnoredDuringExecution?: NotebookAffinityTerm[];
  /** Terms that a node should fulfil. */
  preferredDuringSchedulingIgnoredDuringExecution?: NotebookAffinityTerm[];
}

export interface NotebookRunUser {
  /** User id. */
  uid?: number;
  /** Group id. */
  gid?: number;
  /** User name. */
  userName?: string;
  /** Group name. */
  groupName?: string;
}

export interface NotebookDataVolume {
  /** The kind of storage. */
  category?: string;
  /** The folder in the notebook where the storage is mounted. */
  mountPath?: string;
  /** The address of the storage. */
  url?: string;
  /** Whether it is mounted. */
  status?: string;
  /** How it is mounted. */
  mountType?: string;
}

export interface NotebookUserVpc {
  /** The VPC's id. */
  vpcId?: string;
  /** The subnet's id. */
  subnetId?: string;
  /** The security groups' ids. */
  securityGroupIds?: string[];
  /** The address ranges that are reached over the VPC. */
  connectCidrs?: string[];
  /** The ids of the VPC's ports. */
  portId?: string[];
  /** The port's address. */
  portIp?: string;
  /** The NAT gateway's id. */
  natId?: string;
  /** The elastic IP's id. */
  eipId?: string;
}

export interface NotebookHook {
  /** `COMMAND` runs a script given in base64, `SCRIPT` one at a path. */
  type: "COMMAND" | "SCRIPT";
  /** The script in base64, or its path. */
  script: string;
  /** `BLOCK` waits for the script, `ASYNC` (default) does not. Huawei Cloud only. */
  mode?: "BLOCK" | "ASYNC";
}

export interface NotebookHooksContainerHooks {
  /** Runs before the notebook starts. */
  preStart?: NotebookHook;
  /** Runs after the notebook started. */
  postStart?: NotebookHook;
}

export interface NotebookHooks {
  /** Scripts that run in the notebook's container. */
  containerHooks: NotebookHooksContainerHooks;
}

export interface NotebookPublicNetworkConfig {
  /** `SHARED` or `EXCLUSIVE` access to the internet, or none (`FORBIDDEN`). */
  publicNetworkType: "SHARED" | "EXCLUSIVE" | "FORBIDDEN";
}

export interface NotebookOutputs {
  /** The notebook's name; not unique. */
  readonly name: Output<string | undefined>;
  /** What the notebook is for. */
  readonly description: Output<string | undefined>;
  /** The notebook's status. */
  readonly status: Output<
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
    | undefined
  >;
  /** Why the notebook failed. */
  readonly failReason: Output<string | undefined>;
  /** `DEFAULT` is the free CodeLab (one per account), `NOTEBOOK` is billed. */
  readonly feature: Output<"DEFAULT" | "NOTEBOOK" | (string & {}) | undefined>;
  /** The flavor (machine), e.g. `modelarts.vm.cpu.2u`. */
  readonly flavor: Output<string | undefined>;
  /** The image that the notebook runs. Published answers hold no more than its id, name, description, tag, SWR path and type; `getImage` reads the rest. */
  readonly image: Output<Image | undefined>;
  /** The countdown to auto stop. */
  readonly lease: Output<NotebookLease | undefined>;
  /** The endpoints: Jupyter over HTTPS, and SSH. */
  readonly endpoints: Output<NotebookEndpoint[] | undefined>;
  /** The storage volume. */
  readonly volume: Output<NotebookVolume | undefined>;
  /** The dedicated resource pool, if the notebook runs in one. */
  readonly pool: Output<NotebookPool | undefined>;
  /** The URL that opens the notebook in a browser. */
  readonly url: Output<string | undefined>;
  /** SECRET: authenticates to the notebook. Each start gives another. */
  readonly token: Output<string | undefined>;
  /** The workspace; `0` is the default one. */
  readonly workspaceId: Output<string | undefined>;
  /** What is billed. */
  readonly billingItems: Output<("STORAGE" | "COMPUTE" | "ALL" | (string & {}))[] | undefined>;
  /** The user that the notebook belongs to. */
  readonly user: Output<NotebookUser | undefined>;
  /** The id of the user that the notebook belongs to. */
  readonly userId: Output<string | undefined>;
  /** The steps of creating or starting the notebook, and their progress. A resource has none once all are completed. */
  readonly actionProgress: Output<NotebookJobProgress[] | undefined>;
  /** Up to 20 tags. Tags that are set elsewhere are left alone. Huawei Cloud only. */
  readonly tags: Output<{ [key: string]: string } | undefined>;
  /** The size of a custom machine. */
  readonly customSpec: Output<NotebookCustomSpec | undefined>;
  /** The rules for the nodes of a pool that the notebook runs on. */
  readonly affinity: Output<NotebookAffinity | undefined>;
  /** The user that the notebook's processes run as. */
  readonly runUser: Output<NotebookRunUser | undefined>;
  /** Further storage volumes. */
  readonly dataVolumes: Output<NotebookDataVolume[] | undefined>;
  /** The VPC that the notebook is attached to. */
  readonly userVpc: Output<NotebookUserVpc | undefined>;
  /** The notebook's own address. */
  readonly ip: Output<string | undefined>;
  /** Whether the user's credentials are put into the notebook. */
  readonly isNeedCredentials: Output<boolean | undefined>;
  /** The version of Jupyter. */
  readonly jupyterVersion: Output<string | undefined>;
  /** When the notebook was created, in milliseconds since 1970 (UTC). */
  readonly createAt: Output<number | undefined>;
  /** When the notebook was last updated, in milliseconds since 1970 (UTC). */
  readonly updateAt: Output<number | undefined>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  readonly connection: Output<string | undefined>;
  /** The region, instead of the connection's or the stack's. */
  readonly region: Output<string | undefined>;
  /** The id of the project, instead of the connection's or the stack's. */
  readonly projectId: Output<string | undefined>;
  /** The id of the image that the notebook runs. */
  readonly imageId: Output<string | undefined>;
  /** The dedicated pool's id. */
  readonly poolId: Output<string | undefined>;
  /** Scripts that run when the notebook starts. The API never answers them. */
  readonly hooks: Output<NotebookHooks | undefined>;
  /** The way to the internet. The API never answers it. Huawei Cloud only. */
  readonly publicNetworkConfig: Output<NotebookPublicNetworkConfig | undefined>;
  /** Whether `up` starts or stops the notebook. If undeclared, `up` leaves it running or stopped as it was. */
  readonly desiredStatus: Output<"RUNNING" | "STOPPED" | undefined>;
}

export interface NotebookStorageArgs {
  /** The kind of storage: `OBS` (default) or `OBSFS` for object storage, `EFS` for SFS Turbo. The latter two on Huawei Cloud only. */
  category?: Input<"OBS" | "OBSFS" | "EFS">;
  /** The folder to mount, e.g. `obs://bucket/folder/`; of an SFS Turbo its address, e.g. `da669f6e.sfsturbo.internal:/folder`. */
  uri: Input<string>;
  /** The folder in the notebook: a folder below `/data/`, e.g. `/data/folder/`. */
  mountPath: Input<string>;
  /** The id of the SFS Turbo file system. Needed where category is EFS. */
  efsId?: Input<string>;
  /** The id of the notebook, which must be RUNNING. */
  notebookId: Input<string>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface NotebookStorageOutputs {
  /** The kind of storage; a parallel file system may be answered as `OBSFS`. */
  readonly category: Output<"OBS" | "OBSFS" | "EFS" | (string & {}) | undefined>;
  /** The folder, e.g. `obs://bucket/folder/`, or the address of an SFS Turbo. */
  readonly uri: Output<string | undefined>;
  /** The folder in the notebook, e.g. `/data/folder/`. */
  readonly mountPath: Output<string | undefined>;
  /** The mount's status; a `MOUNTED` one can be used. */
  readonly status: Output<
    | "MOUNTING"
    | "MOUNTED"
    | "MOUNT_FAILED"
    | "UNMOUNTING"
    | "UNMOUNT_FAILED"
    | "UNMOUNTED"
    | (string & {})
    | undefined
  >;
  /** Why mounting failed, if it did. */
  readonly failureReason: Output<string | undefined>;
  /** The id of the SFS Turbo file system. */
  readonly efsId: Output<string | undefined>;
  /** `DYNAMIC` can be mounted and unmounted while the notebook runs. */
  readonly mountType: Output<"STATIC" | "DYNAMIC" | (string & {}) | undefined>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  readonly connection: Output<string | undefined>;
  /** The region, instead of the connection's or the stack's. */
  readonly region: Output<string | undefined>;
  /** The id of the project, instead of the connection's or the stack's. */
  readonly projectId: Output<string | undefined>;
  /** The id of the notebook, which must be RUNNING. */
  readonly notebookId: Output<string | undefined>;
}

export interface NotebookImageArgs {
  /** The image's name: up to 128 lowercase letters, digits, `-`, `_` and `.`, of which the first and the last is a letter or a digit. */
  name: Input<string>;
  /** The SWR organization for the image. */
  namespace: Input<string>;
  /** The image's tag: up to 64 letters, digits, `-`, `_` and `.`. */
  tag: Input<string>;
  /** What the image holds, in up to 512 characters. */
  description?: Input<string>;
  /** The SWR instance for the image, if it is not the shared one. */
  swrInstanceId?: Input<string>;
  /** The domain of that SWR instance. Huawei Cloud only. */
  swrInstanceDomain?: Input<string>;
  /** The image's workspace; `0` (default) is the default one. Huawei Cloud only. */
  workspaceId?: Input<string>;
  /** The id of the notebook to save, which must be RUNNING. Required for a new image; the API does not return it for an existing image. */
  notebookId?: Input<string>;
  /** Whether deleting the image deletes its content in the registry (SWR), too. By default the content stays. */
  forceDelete?: Input<boolean>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface NotebookImageOutputs {
  /** The image's name. */
  readonly name: Output<string | undefined>;
  /** The name that the console shows. */
  readonly showName: Output<string | undefined>;
  /** What the image holds, in up to 512 characters. */
  readonly description: Output<string | undefined>;
  /** The image's tag. */
  readonly tag: Output<string | undefined>;
  /** The tag that the console shows. */
  readonly showTag: Output<string | undefined>;
  /** The SWR organization that the image belongs to. */
  readonly namespace: Output<string | undefined>;
  /** The image's address in SWR. */
  readonly swrPath: Output<string | undefined>;
  /** The SWR instance that holds the image. */
  readonly swrInstanceId: Output<string | undefined>;
  /** `BUILD_IN` comes with the service, `DEDICATED` was saved or registered by a user. */
  readonly type: Output<"BUILD_IN" | "DEDICATED" | (string & {}) | undefined>;
  /** The processor architecture that the image needs. */
  readonly arch: Output<"X86_64" | "AARCH64" | (string & {}) | undefined>;
  /** The services that the image supports. */
  readonly devServices: Output<("NOTEBOOK" | "SSH" | (string & {}))[] | undefined>;
  /** The kind of flavor that the image is made for. */
  readonly flavorType: Output<string | undefined>;
  /** The kinds of flavor that the image supports. */
  readonly resourceCategories: Output<("CPU" | "GPU" | "ASCEND" | (string & {}))[] | undefined>;
  /** The kinds of flavor that the image supports, under the API's older name. */
  readonly supportResCategories: Output<("CPU" | "GPU" | "ASCEND" | (string & {}))[] | undefined>;
  /** What the image is meant for. */
  readonly serviceType: Output<
    "COMMON" | "INFERENCE" | "TRAIN" | "DEV" | "UNKNOWN" | (string & {}) | undefined
  >;
  /** `IMAGE_SAVE` was saved from a notebook. */
  readonly origin: Output<"CUSTOMIZE" | "IMAGE_SAVE" | (string & {}) | undefined>;
  /** The size in bytes, according to all published examples. */
  readonly size: Output<number | undefined>;
  /** The image's status; an `ACTIVE` image can be used. */
  readonly status: Output<
    | "INIT"
    | "CREATING"
    | "ACTIVE"
    | "CREATE_FAILED"
    | "ERROR"
    | "DELETED"
    | (string & {})
    | undefined
  >;
  /** What happened while the image was saved. */
  readonly statusMessage: Output<string | undefined>;
  /** `PUBLIC` images can be read by everyone who knows the id. */
  readonly visibility: Output<"PRIVATE" | "PUBLIC" | (string & {}) | undefined>;
  /** The image's workspace; `0` is the default one. */
  readonly workspaceId: Output<string | undefined>;
  /** The image's tags. */
  readonly tags: Output<ImageTag[] | undefined>;
  /** When the image was created, in milliseconds since 1970 (UTC). */
  readonly createAt: Output<number | undefined>;
  /** When the image was last updated, in milliseconds since 1970 (UTC). */
  readonly updateAt: Output<number | undefined>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  readonly connection: Output<string | undefined>;
  /** The region, instead of the connection's or the stack's. */
  readonly region: Output<string | undefined>;
  /** The id of the project, instead of the connection's or the stack's. */
  readonly projectId: Output<string | undefined>;
  /** The domain of that SWR instance. Huawei Cloud only. */
  readonly swrInstanceDomain: Output<string | undefined>;
  /** The id of the notebook to save, which must be RUNNING. Required for a new image; the API does not return it for an existing image. */
  readonly notebookId: Output<string | undefined>;
  /** Whether deleting the image deletes its content in the registry (SWR), too. By default the content stays. */
  readonly forceDelete: Output<boolean | undefined>;
}

export interface RegisteredImageArgs {
  /** The image's address in SWR: host, organization, name and tag. */
  swrPath: Input<string>;
  /** The processor architecture that the image needs; `X86_64` by default. */
  arch?: Input<"X86_64" | "AARCH64">;
  /** The services that the image supports; both by default. */
  services?: Input<Input<"NOTEBOOK" | "SSH">[]>;
  /** `CUSTOMIZE` (default) was built, `IMAGE_SAVE` was saved from a notebook. */
  origin?: Input<"CUSTOMIZE" | "IMAGE_SAVE">;
  /** The kinds of flavor that the image supports; CPU and GPU by default. */
  resourceCategory?: Input<Input<"CPU" | "GPU" | "ASCEND">[]>;
  /** What the image is meant for; `UNKNOWN` by default. */
  serviceType?: Input<"COMMON" | "INFERENCE" | "TRAIN" | "DEV" | "UNKNOWN">;
  /** What the image holds, in up to 512 characters. */
  description?: Input<string>;
  /** The image's workspace; `0` (default) is the default one. */
  workspaceId?: Input<string>;
  /** `PUBLIC` images can be read by everyone who knows the id; `PRIVATE` by default. */
  visibility?: Input<"PRIVATE" | "PUBLIC">;
  /** The kind of flavor that the image is made for, e.g. `ASCEND_SNT9B`. Huawei Cloud only. */
  flavorType?: Input<string>;
  /** The SWR instance for the image, if it is not the shared one. */
  swrInstanceId?: Input<string>;
  /** Instructions for the image's users. The API never answers them. Huawei Cloud only. */
  readMe?: Input<string>;
  /** Whether deleting the image deletes its content in the registry (SWR), too. By default the content stays. */
  forceDelete?: Input<boolean>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: Input<string>;
  /** The region, instead of the connection's or the stack's. */
  region?: Input<string>;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: Input<string>;
}

export interface RegisteredImageOutputs {
  /** The image's name. */
  readonly name: Output<string | undefined>;
  /** The name that the console shows. */
  readonly showName: Output<string | undefined>;
  /** What the image holds, in up to 512 characters. */
  readonly description: Output<string | undefined>;
  /** The image's tag. */
  readonly tag: Output<string | undefined>;
  /** The tag that the console shows. */
  readonly showTag: Output<string | undefined>;
  /** The SWR organization that the image belongs to. */
  readonly namespace: Output<string | undefined>;
  /** The image's address in SWR. */
  readonly swrPath: Output<string | undefined>;
  /** The SWR instance that holds the image. */
  readonly swrInstanceId: Output<string | undefined>;
  /** `BUILD_IN` comes with the service, `DEDICATED` was saved or registered by a user. */
  readonly type: Output<"BUILD_IN" | "DEDICATED" | (string & {}) | undefined>;
  /** The processor architecture that the image needs. */
  readonly arch: Output<"X86_64" | "AARCH64" | (string & {}) | undefined>;
  /** The services that the image supports. */
  readonly devServices: Output<("NOTEBOOK" | "SSH" | (string & {}))[] | undefined>;
  /** The kind of flavor that the image is made for. */
  readonly flavorType: Output<string | undefined>;
  /** The kinds of flavor that the image supports. */
  readonly resourceCategories: Output<("CPU" | "GPU" | "ASCEND" | (string & {}))[] | undefined>;
  /** The kinds of flavor that the image supports, under the API's older name. */
  readonly supportResCategories: Output<("CPU" | "GPU" | "ASCEND" | (string & {}))[] | undefined>;
  /** What the image is meant for. */
  readonly serviceType: Output<
    "COMMON" | "INFERENCE" | "TRAIN" | "DEV" | "UNKNOWN" | (string & {}) | undefined
  >;
  /** `IMAGE_SAVE` was saved from a notebook. */
  readonly origin: Output<"CUSTOMIZE" | "IMAGE_SAVE" | (string & {}) | undefined>;
  /** The size in bytes, according to all published examples. */
  readonly size: Output<number | undefined>;
  /** The image's status; an `ACTIVE` image can be used. */
  readonly status: Output<
    | "INIT"
    | "CREATING"
    | "ACTIVE"
    | "CREATE_FAILED"
    | "ERROR"
    | "DELETED"
    | (string & {})
    | undefined
  >;
  /** What happened while the image was saved. */
  readonly statusMessage: Output<string | undefined>;
  /** `PUBLIC` images can be read by everyone who knows the id. */
  readonly visibility: Output<"PRIVATE" | "PUBLIC" | (string & {}) | undefined>;
  /** The image's workspace; `0` is the default one. */
  readonly workspaceId: Output<string | undefined>;
  /** The image's tags. */
  readonly tags: Output<ImageTag[] | undefined>;
  /** When the image was created, in milliseconds since 1970 (UTC). */
  readonly createAt: Output<number | undefined>;
  /** When the image was last updated, in milliseconds since 1970 (UTC). */
  readonly updateAt: Output<number | undefined>;
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  readonly connection: Output<string | undefined>;
  /** The region, instead of the connection's or the stack's. */
  readonly region: Output<string | undefined>;
  /** The id of the project, instead of the connection's or the stack's. */
  readonly projectId: Output<string | undefined>;
  /** The services that the image supports; both by default. */
  readonly services: Output<("NOTEBOOK" | "SSH")[] | undefined>;
  /** The kinds of flavor that the image supports; CPU and GPU by default. */
  readonly resourceCategory: Output<("CPU" | "GPU" | "ASCEND")[] | undefined>;
  /** Instructions for the image's users. The API never answers them. Huawei Cloud only. */
  readonly readMe: Output<string | undefined>;
  /** Whether deleting the image deletes its content in the registry (SWR), too. By default the content stays. */
  readonly forceDelete: Output<boolean | undefined>;
}

/** The location of a resource that a program only reads, with `Notebook.get`. */
export interface ResourceLocation {
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}
