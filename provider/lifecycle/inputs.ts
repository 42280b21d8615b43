/** What a program declares of a notebook, what the state keeps of it, and the way from one to the other. */
import { z } from "zod";
import { CreateNotebook } from "../wire/create-notebook";
import { leaseDuration, LeaseRequest, NO_AUTO_STOP } from "../wire/lease";
import type { NotebookDetail } from "../wire/notebook";
import { camelKey, type Camel } from "../wire/shape";
import { DEFAULT_VOLUME_GB } from "../wire/volume";

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
  /** Its creation had failed before it was imported: it is left as it is until the program changes. */
  __importedFailed?: boolean;
}

/** The state of a notebook: all that the detail API answers, and the inputs that it answers elsewhere. */
export type NotebookState = NotebookDetail & {
  imageId?: string;
  poolId?: string;
  hooks?: NotebookInputs["hooks"];
};

type CreateBody = Camel<z.input<typeof CreateNotebook>>;

export function createBody(inputs: NotebookInputs): CreateBody {
  const { lease, ...rest } = inputs;
  const body = Object.fromEntries(
    Object.keys(InputShape.shape)
      .map(camelKey)
      .filter((key) => key in rest)
      .map((key) => [key, rest[key as keyof typeof rest]]),
  ) as unknown as CreateBody;
  if (lease === undefined) return body;
  if (lease.enable === false) return { ...body, duration: NO_AUTO_STOP };
  const { enable: _, ...wanted } = lease;
  return { ...body, lease: wanted };
}

/** `held` is what the engine keeps and the API does not answer. */
export function stateOf(
  detail: NotebookDetail,
  held: Carried & { hooks?: NotebookInputs["hooks"] },
): NotebookState & Carried {
  return defined({
    ...detail,
    imageId: detail.image?.id,
    poolId: detail.pool?.id,
    hooks: held.hooks,
    __timeouts: held.__timeouts,
    __reference: held.__reference,
    __restart: detail.status === "RUNNING" ? undefined : held.__restart,
    __importedFailed: detail.status === "CREATE_FAILED" ? held.__importedFailed : undefined,
  });
}

/**
 * The inputs that would declare a notebook as it is: what refresh compares with the program. What the
 * API fills in by default is left out.
 */
export function inputsOf(state: NotebookState & Carried): Partial<NotebookInputs> & Carried {
  const { volume, lease, endpoints } = state;
  const isDedicated = volume?.ownership === "DEDICATED";
  const isDefaultSize = volume?.capacity === DEFAULT_VOLUME_GB[volume?.category ?? ""];
  const ssh = endpoints?.filter(({ service }) => service === "SSH");
  return defined({
    name: state.name,
    description: state.description === "" ? undefined : state.description,
    flavor: state.flavor,
    imageId: state.imageId,
    volume: volume && {
      category: volume.category,
      ownership: volume.ownership,
      capacity: isDefaultSize ? undefined : volume.capacity,
      uri: isDedicated ? volume.uri : undefined,
      id: isDedicated ? volume.id : undefined,
    },
    endpoints: ssh?.length
      ? ssh.map(({ service, allowedAccessIps, keyPairNames }) => ({
          service,
          allowedAccessIps,
          keyPairNames,
        }))
      : undefined,
    lease: lease && declaredLease(lease),
    feature: state.feature === "NOTEBOOK" ? undefined : state.feature,
    poolId: state.poolId,
    workspaceId: state.workspaceId === "0" ? undefined : state.workspaceId,
    hooks: state.hooks,
    __timeouts: state.__timeouts,
  }) as Partial<NotebookInputs> & Carried;
}

function declaredLease({ enable, duration, type }: NonNullable<NotebookState["lease"]>) {
  if (enable === false || (duration !== undefined && duration < 0)) return { enable: false };
  return duration === undefined ? undefined : { duration, type };
}

/** Without what is undefined, at every depth: gRPC's structures have no such value. */
export function defined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
