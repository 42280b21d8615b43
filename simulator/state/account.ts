/** The simulated account: its only user, its workspaces, pools and quotas. */
import { CODELAB, DEFAULT_FEATURE, DEFAULT_WORKSPACE } from "pulumi-modelarts/wire/facts/limits";
import type { features } from "pulumi-modelarts/wire/notebook";
import { ApiError } from "../answers/errors";
import type { NotebookStore } from "./notebook-store";
import type { WireFlavor, WireNotebook, WirePool, WireWorkspace } from "../wire";

/** The only user: every request is this user's. */
export const user = {
  id: "0123456789abcdef0123456789abcdef",
  name: "simulator",
  domain: { id: "fedcba9876543210fedcba9876543210", name: "simulated" },
} satisfies WireNotebook["user"];

type Feature = (typeof features)[number];

/** The most notebooks of each feature. Source: one CodeLab for each account is documented; 1000 is not. */
const quotas: Readonly<Record<Feature, number>> = { [CODELAB]: 1, [DEFAULT_FEATURE]: 1000 };

const defaultWorkspace: WireWorkspace = {
  id: DEFAULT_WORKSPACE,
  name: "default",
  auth_type: "PUBLIC",
};

/** The only pool, if the seed has no pools. */
const defaultPool = (flavors: WireFlavor[]): WirePool => ({
  pool_id: "7f1e4c52-9b1c-4f0e-8f39-2d5b8a6c9e01",
  name: "simulated-pool",
  logic_cluster_id: "3a2d6b90-5c47-4e8a-9d17-6f0b1c2e8a44",
  type: "DEDICATED",
  status: "ACTIVE",
  workspace_id: DEFAULT_WORKSPACE,
  is_allow_root: true,
  flavors,
});

export class Account {
  readonly pools: readonly WirePool[];

  constructor(
    private readonly notebooks: NotebookStore,
    flavors: WireFlavor[],
    private readonly seeded: {
      workspaces?: readonly WireWorkspace[];
      pools?: readonly WirePool[];
    } = {},
  ) {
    this.pools = seeded.pools ?? [defaultPool(flavors)];
  }

  /** The field `pool` of a notebook. A pool that does not exist is accepted, with its id as its name. */
  pool(id: string | undefined): WireNotebook["pool"] {
    if (id === undefined) return undefined;
    return { id, name: this.pools.find(({ pool_id }) => pool_id === id)?.name ?? id };
  }

  /** The default workspace, the seeded workspaces, and the workspace of every notebook. */
  workspaces(): WireWorkspace[] {
    const { workspaces = [] } = this.seeded;
    const known = new Map([defaultWorkspace, ...workspaces].map((each) => [each.id, each]));
    for (const { notebook } of this.notebooks.all()) {
      const id = String(notebook.workspace_id ?? DEFAULT_WORKSPACE);
      if (!known.has(id)) known.set(id, { id, name: id, auth_type: "PUBLIC" });
    }
    return [...known.values()].map((each) => ({ status: "NORMAL", owner: user.name, ...each }));
  }

  quota(feature: Feature): { quota: number; used: number } {
    const used = this.notebooks
      .all()
      .filter(({ notebook }) => featureOf(notebook) === feature).length;
    return { quota: quotas[feature], used };
  }

  /** @throws ApiError if the quota allows no further notebook. */
  checkQuota(feature: Feature = DEFAULT_FEATURE): void {
    const { quota, used } = this.quota(feature);
    if (used >= quota) throw new ApiError("ModelArts.6302", `feature: ${used} of ${quota} exist.`);
  }
}

/** A seeded notebook without a feature counts as a billed one. */
export function featureOf({ feature = DEFAULT_FEATURE }: WireNotebook): string {
  return feature;
}
