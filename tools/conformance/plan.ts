/** What a run creates: by default the smallest flavor, and an image that runs on it. */
import type { Client } from "../../provider/client/client";
import { ModelArtsError } from "../../provider/client/errors";
import { MIN_VOLUME_GB, DEFAULT_FEATURE } from "../../provider/wire/facts/limits";

export interface Plan {
  name: string;
  flavor: string;
  imageId: string;
  diskGb: number;
  /** For SSH. Without SSH the notebook has no whitelist. */
  keyPair: string | undefined;
  /** Whether to make the checks that cost more than some minutes of the flavor, too. */
  isEverything: boolean;
  /** How the flavor is billed; undefined if the server does not say it. */
  billing: string | undefined;
}

/** What the user asks for; undefined where the run may choose. */
export interface Wishes {
  name: string;
  flavor?: string;
  image?: string;
  keyPair?: string;
  isEverything: boolean;
}

type Flavor = Awaited<ReturnType<Client["listFlavors"]>>["data"][number];

export async function planFor(client: Client, wishes: Wishes): Promise<Plan> {
  const { data: flavors } = await client.listFlavors({ query: { category: "CPU" } });
  const flavor =
    wishes.flavor === undefined ? smallest(flavors) : flavorNamed(flavors, wishes.flavor);
  return {
    name: wishes.name,
    flavor: flavor.id ?? "",
    imageId: wishes.image ?? (await imageFor(client, flavor)),
    diskGb: MIN_VOLUME_GB,
    keyPair: wishes.keyPair,
    isEverything: wishes.isEverything,
    billing: billingOf(flavor),
  };
}

function smallest(flavors: readonly Flavor[]): Flavor {
  const suitable = flavors.filter(
    ({ id, soldOut, feature = DEFAULT_FEATURE, storages = ["EVS"] }) =>
      id !== undefined &&
      soldOut !== true &&
      feature === DEFAULT_FEATURE &&
      storages.includes("EVS"),
  );
  const size = ({ vcpus = Infinity, memory = Infinity }: Flavor) => [vcpus, memory] as const;
  const [first] = suitable.sort((one, other) => {
    const [[cpu, memory], [otherCpu, otherMemory]] = [size(one), size(other)];
    return cpu === otherCpu ? memory - otherMemory : cpu - otherCpu;
  });
  if (first !== undefined) return first;
  throw new ModelArtsError(
    "modelarts/conformance",
    "No flavor was found: the list has no CPU flavor with EVS that is not sold out. Name one with --flavor.",
  );
}

/** A flavor that is not in the list may exist all the same, e.g. in a dedicated pool. */
function flavorNamed(flavors: readonly Flavor[], id: string): Flavor {
  return flavors.find((flavor) => flavor.id === id) ?? { id };
}

async function imageFor(client: Client, { arch, category = "CPU" }: Flavor): Promise<string> {
  const { data: images } = await client.listImages({ query: { type: "BUILD_IN" } });
  const suitable = images.filter((image) => {
    const kinds = image.resourceCategories ?? image.supportResCategories ?? [category];
    const isSameArch = !arch || !image.arch || image.arch.toLowerCase() === arch.toLowerCase();
    const services = image.devServices ?? ["NOTEBOOK"];
    const isUsable = image.status === undefined || image.status === "ACTIVE";
    return isSameArch && isUsable && kinds.includes(category) && services.includes("NOTEBOOK");
  });
  const [first] = suitable.sort((one, other) => (one.size ?? Infinity) - (other.size ?? Infinity));
  if (first?.id !== undefined) return first.id;
  throw new ModelArtsError(
    "modelarts/conformance",
    `No image was found: no public image runs on ${arch ?? "the flavor's architecture"}. Name one with --image.`,
  );
}

function billingOf({ id, free, billing }: Flavor): string | undefined {
  if (free === true) return "free of charge";
  if (billing?.code === undefined) return undefined;
  const units = billing.unitNum === undefined ? "" : `${billing.unitNum} × `;
  return `${units}${billing.code}${billing.code === id ? "" : ` (${id})`}`;
}
