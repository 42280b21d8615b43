/** What a program declares of a notebook, what the state keeps of it, and the way from one to the other. */
import { z } from "zod";
import { CreateNotebook } from "../../wire/create-notebook";
import { CUSTOM_FLAVOR } from "../../wire/flavor";
import { leaseDuration, LeaseRequest } from "../../wire/lease";
import { NO_AUTO_STOP } from "../../wire/lease-time";
import type { NotebookDetail } from "../../wire/notebook";
import { camelKey, write, type Camel } from "../../wire/shape";
import { Tags } from "../../wire/tags";
import { DEFAULT_WORKSPACE } from "../../wire/workspace";
import { answeredVolume, declaredVolumes } from "./data-volumes";
import {
  appliedLease,
  declarableLease,
  leaseInput,
  observedLease,
  type LeaseRecord,
} from "./lease";
import { ownTags, tagMap } from "./tags";
import { declaredVolume, volumeState } from "./volume";

export const desiredStatuses = ["RUNNING", "STOPPED"] as const;

/** The inputs of a notebook that is to be created, under the API's names; `check` validates with it. */
export const CreationShape = CreateNotebook.pick({
  name: true,
  description: true,
  flavor: true,
  image_id: true,
  volume: true,
  endpoints: true,
  feature: true,
  pool_id: true,
  workspace_id: true,
  hooks: true,
  custom_spec: true,
  affinity: true,
  run_user: true,
  data_volumes: true,
  user_vpc: true,
  public_network_config: true,
}).extend({
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
});

/** Of one that exists already: the API does not always answer the volume, so an import can't declare it. */
export const InputShape = CreationShape.partial({ volume: true }).extend({
  volume: CreationShape.shape.volume
    .optional()
    .describe("The storage volume. A notebook that is to be created needs it."),
});

export type NotebookInputs = Camel<z.input<typeof InputShape>>;

/** Go durations such as `20m`, as `customTimeouts` gives them. */
export interface Timeouts {
  create?: string;
  update?: string;
  delete?: string;
}

/** What the engine does not hand to a dynamic provider, and so travels with the properties. */
export interface Carried {
  __timeouts?: Timeouts;
  /** The id of an existing notebook that is adopted instead of a new one being created. */
  __import?: string;
  /** The program imports the notebook and declares no name of it, so that `name` is made up. */
  __hasAutomaticName?: boolean;
  /** The program only refers to the notebook, so there are no inputs of it. */
  __reference?: boolean;
  /** A notebook that was stopped for an update could not be started again; the next update does. */
  __restart?: boolean;
  /** The keys of the tags that a declaration has put on, and that go with it. */
  __tags?: string[];
  /** The declared lease as it was last applied; `true` where it is only known that one is declared. */
  __lease?: LeaseRecord | true;
  /** The flavor as it was declared beside a machine made to measure, for which the API answers another. */
  __flavor?: string;
  /** The size of its disk, in GB, as it was declared before it was declared no longer. */
  __capacity?: number;
  /** The data volumes as they were declared. */
  __dataVolumes?: NotebookInputs["dataVolumes"];
  /** Its creation had failed before it was imported: it is left as it is until the program changes. */
  __importedFailed?: boolean;
}

/** Inputs that the API never answers. */
type NeverAnswered = Pick<NotebookInputs, "hooks" | "publicNetworkConfig" | "desiredStatus">;

/** Inputs that not every cloud answers. */
type SeldomAnswered = Pick<
  NotebookState,
  "customSpec" | "affinity" | "runUser" | "userVpc" | "dataVolumes" | "tags" | "poolId" | "volume"
>;

/** What was declared, which the state keeps where the API does not answer it. */
export type Held = NeverAnswered & SeldomAnswered & Carried;

/** The state of a notebook: all that the detail API answers, and the inputs that it answers elsewhere. */
export type NotebookState = Omit<NotebookDetail, "tags"> &
  NeverAnswered & {
    tags?: NotebookInputs["tags"];
    imageId?: string;
    poolId?: string;
  };

type CreateBody = Camel<z.input<typeof CreateNotebook>>;

export function createBody(inputs: NotebookInputs): CreateBody {
  const { lease, ...rest } = inputs;
  const body = Object.fromEntries(
    Object.keys(CreateNotebook.shape)
      .map(camelKey)
      .filter((key) => key in rest)
      .map((key) => [key, rest[key as keyof typeof rest]]),
  ) as unknown as CreateBody;
  if (lease === undefined) return body;
  if (lease.enable === false) return { ...body, duration: NO_AUTO_STOP };
  const { enable: _, ...wanted } = lease;
  return { ...body, lease: wanted };
}

/** What a declaration leaves in the state when it has taken effect. */
export function heldBy(inputs: NotebookInputs & Carried): Held {
  const { tags, dataVolumes, ...rest } = inputs;
  return {
    ...rest,
    tags,
    __tags: tags && Object.keys(tags),
    __lease: rest.lease && appliedLease(rest.lease),
    __flavor: rest.customSpec && rest.flavor,
    dataVolumes: dataVolumes?.map(answeredVolume),
    __dataVolumes: dataVolumes,
  };
}

/**
 * @param held from the previous state, or from the new inputs.
 * @param now the service's time when the detail was read, in ms since 1970.
 */
export function stateOf(detail: NotebookDetail, held: Held, now: number): NotebookState & Carried {
  return defined({
    ...detail,
    imageId: detail.image?.id,
    poolId: detail.pool?.id ?? held.poolId,
    volume: volumeState(detail, held),
    hooks: held.hooks,
    publicNetworkConfig: held.publicNetworkConfig,
    desiredStatus: held.desiredStatus,
    customSpec: detail.customSpec ?? (isCustom(detail) ? held.customSpec : undefined),
    affinity: detail.affinity ?? held.affinity,
    runUser: detail.runUser ?? held.runUser,
    userVpc: detail.userVpc ?? held.userVpc,
    dataVolumes: detail.dataVolumes ?? held.dataVolumes,
    __dataVolumes: held.__dataVolumes,
    tags: tagMap(detail.tags) ?? held.tags,
    __tags: held.__tags,
    __lease: observedLease(held.__lease, detail, now),
    __flavor: held.__flavor,
    __timeouts: held.__timeouts,
    __reference: held.__reference,
    __restart: detail.status === "RUNNING" ? undefined : held.__restart,
    __importedFailed: detail.status === "CREATE_FAILED" ? held.__importedFailed : undefined,
  });
}

/** The API gives what is made to measure a flavor of its own. */
function isCustom({ flavor = CUSTOM_FLAVOR }: NotebookDetail): boolean {
  return flavor === CUSTOM_FLAVOR;
}

/**
 * The inputs that would declare a notebook as it is: what refresh compares with the program. What the
 * API fills in by default is left out.
 */
export function inputsOf(state: NotebookState & Carried): Partial<NotebookInputs> & Carried {
  const { endpoints } = state;
  const ssh = endpoints?.filter(({ service }) => service === "SSH");
  return defined({
    name: state.name,
    description: state.description === "" ? undefined : state.description,
    flavor: state.flavor === CUSTOM_FLAVOR ? (state.__flavor ?? state.flavor) : state.flavor,
    imageId: state.imageId,
    volume: declaredVolume(state.volume),
    endpoints: ssh?.length
      ? ssh.map(({ service, allowedAccessIps, keyPairNames }) => ({
          service,
          allowedAccessIps,
          keyPairNames,
        }))
      : undefined,
    lease: leaseInput(state),
    feature: state.feature === "NOTEBOOK" ? undefined : state.feature,
    poolId: state.poolId,
    workspaceId: state.workspaceId === DEFAULT_WORKSPACE ? undefined : state.workspaceId,
    hooks: state.hooks,
    customSpec: declarable("custom_spec", state.customSpec),
    affinity: declarable("affinity", state.affinity),
    runUser: declarable("run_user", declaredUser(state.runUser)),
    dataVolumes: declarable("data_volumes", declaredVolumes(state)),
    userVpc: declarable(
      "user_vpc",
      state.userVpc &&
        pick(state.userVpc, [
          ...["vpcId", "subnetId", "securityGroupIds", "connectCidrs"],
          ...["natId", "eipId"],
        ]),
    ),
    publicNetworkConfig: state.publicNetworkConfig,
    desiredStatus: state.desiredStatus && restingStatus(state.status),
    tags: state.__tags && pick(state.tags ?? {}, state.__tags),
    __timeouts: state.__timeouts,
  }) as Partial<NotebookInputs> & Carried;
}

/** What `pulumi import` finds is under its program from then on, tags too. */
export function importedState(detail: NotebookDetail, now: number): NotebookState & Carried {
  const tags = ownTags(detail.tags);
  // Most notebooks have none, and `tags: {}` would only clutter the printed code.
  const __tags = tags && Object.keys(tags).length > 0 ? Object.keys(tags) : undefined;
  // What was asked for is declared as far as that can be told; else the code leaves the lease out.
  const lease = declarableLease(detail.lease);
  const __lease = lease && appliedLease(lease);
  return stateOf(detail, { __tags, __lease, __importedFailed: true }, now);
}

/** Where a status leads that changes by itself. */
export function restingStatus(status: string | undefined): string | undefined {
  if (status === "CREATING" || status === "STARTING") return "RUNNING";
  return status === "STOPPING" ? "STOPPED" : status;
}

/** The API may answer less than it asks for, which then can't be declared. */
function declarable<Value extends object>(
  key: keyof typeof InputShape.shape,
  value: Value | undefined,
): Value | undefined {
  const isEmpty = value === undefined || Object.keys(value).length === 0;
  return !isEmpty && InputShape.shape[key].safeParse(write(value as never)).success
    ? value
    : undefined;
}

/** `ma-user`, as which notebooks run by default. Source: ModelArts' rules for custom images. */
const DEFAULT_USER = { uid: 1000, gid: 100 };

function declaredUser(user: NotebookState["runUser"]): object | undefined {
  const isDefault = user?.uid === DEFAULT_USER.uid && user.gid === DEFAULT_USER.gid;
  return user === undefined || isDefault ? undefined : pick(user, ["uid", "gid"]);
}

function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

/** Without what is undefined, at every depth: gRPC's structures have no such value. */
export function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
