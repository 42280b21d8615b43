/** What a run creates: the smallest flavor that there is, with an image that runs on it. */
import type { Client } from "../../provider/client/client";
import { ModelArtsError } from "../../provider/client/errors";
import { MIN_VOLUME_GB } from "../../provider/wire/limits";

export interface Plan {
  name: string;
  flavor: string;
  imageId: string;
  diskGb: number;
  /** Opens SSH, without which there is no whitelist. */
  keyPair: string | undefined;
  /** Whether checks that cost more than a few minutes of the flavor are made, too. */
  isEverything: boolean;
  /** What the flavor is billed as, where the server says it. */
  billing: string | undefined;
}

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
  const flavor = wishes.flavor === undefined ? smallest(flavors) : named(flavors, wishes.flavor);
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
  const fit = flavors.filter(
    ({ id, soldOut, feature = "NOTEBOOK", storages = ["EVS"] }) =>
      id !== undefined && soldOut !== true && feature === "NOTEBOOK" && storages.includes("EVS"),
  );
  const size = ({ vcpus = Infinity, memory = Infinity }: Flavor) => [vcpus, memory] as const;
  const [first] = fit.sort((one, other) => {
    const [[cpu, memory], [otherCpu, otherMemory]] = [size(one), size(other)];
    return cpu === otherCpu ? memory - otherMemory : cpu - otherCpu;
  });
  if (first !== undefined) return first;
  throw new ModelArtsError(
    "No flavor was found: the list has no CPU flavor with EVS that is not sold out. Name one with --flavor.",
  );
}

/** One that the list does not show may still be there, e.g. in a dedicated pool. */
function named(flavors: readonly Flavor[], id: string): Flavor {
  return flavors.find((flavor) => flavor.id === id) ?? { id };
}

async function imageFor(client: Client, { arch, category = "CPU" }: Flavor): Promise<string> {
  const { data: images } = await client.listImages({ query: { type: "BUILD_IN" } });
  const fit = images.filter((image) => {
    const kinds = image.resourceCategories ?? image.supportResCategories ?? [category];
    const isSameArch = !arch || !image.arch || image.arch.toLowerCase() === arch.toLowerCase();
    const services = image.devServices ?? ["NOTEBOOK"];
    const isUsable = image.status === undefined || image.status === "ACTIVE";
    return isSameArch && isUsable && kinds.includes(category) && services.includes("NOTEBOOK");
  });
  const [first] = fit.sort((one, other) => (one.size ?? Infinity) - (other.size ?? Infinity));
  if (first?.id !== undefined) return first.id;
  throw new ModelArtsError(
    `No image was found: no public image runs on ${arch ?? "the flavor's architecture"}. Name one with --image.`,
  );
}

function billingOf({ id, free, billing }: Flavor): string | undefined {
  if (free === true) return "free of charge";
  if (billing?.code === undefined) return undefined;
  const units = billing.unitNum === undefined ? "" : `${billing.unitNum} × `;
  return `${units}${billing.code}${billing.code === id ? "" : ` (${id})`}`;
}
