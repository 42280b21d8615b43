/** What create makes of a request: everything that the detail API answers from the first moment. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { CreateNotebook } from "pulumi-modelarts/wire/create-notebook";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import { DEFAULT_VOLUME_GB } from "pulumi-modelarts/wire/volume";
import { user } from "../catalog";
import { ApiError } from "../errors";
import type { WireImage, WireNotebook, WireVolume } from "../wire";
import { endpointsFrom } from "./endpoints";
import { leaseFrom } from "./lease";

type Create = z.output<typeof CreateNotebook>;

interface Facts {
  id: string;
  image: WireImage;
  now: number;
}

export function notebookFrom(body: Create, { id, image, now }: Facts): WireNotebook {
  return {
    id,
    name: body.name,
    ...(body.description !== undefined && { description: body.description }),
    status: "CREATING",
    feature: body.feature ?? "NOTEBOOK",
    flavor: body.custom_spec ? CUSTOM_FLAVOR : body.flavor,
    image,
    // A duration of its own overrides the lease and makes it timing.
    lease: leaseFrom(now, body.duration === undefined ? (body.lease ?? {}) : pickDuration(body)),
    endpoints: endpointsFrom(id, body.endpoints),
    volume: volumeFrom(body.volume),
    ...(body.pool_id !== undefined && { pool: { id: body.pool_id, name: body.pool_id } }),
    url: `https://authoring-modelarts.example.com/${id}/lab`,
    token: randomUUID(),
    workspace_id: body.workspace_id ?? "0",
    billing_items: ["ALL"],
    user,
    user_id: user.id,
    action_progress: [],
    ...huaweiCloudOnly(body),
    create_at: now,
    update_at: now,
  };
}

/** @throws ApiError where the volume's parts don't go together. */
export function checkVolume({ category, ownership, uri, id }: Create["volume"]): void {
  const isFileSystem = category !== "EVS";
  if (ownership === "DEDICATED" && !isFileSystem) {
    throw new ApiError("ModelArts.6336", "volume.ownership: DEDICATED is for EFS only.");
  }
  const isDedicated = ownership === "DEDICATED" && isFileSystem;
  for (const [name, value] of Object.entries({ uri, id })) {
    if (value !== undefined && !isDedicated) {
      throw new ApiError("ModelArts.6336", `volume.${name}: is for DEDICATED EFS only.`);
    }
  }
}

function pickDuration({ duration }: Create): { duration?: number } {
  return { duration };
}

function volumeFrom({ category, ownership, capacity, uri, id }: Create["volume"]): WireVolume {
  return {
    category,
    ownership,
    capacity: capacity ?? DEFAULT_VOLUME_GB[category],
    mount_path: "/home/ma-user/work/",
    ...(uri !== undefined && { uri }),
    ...(id !== undefined && { id }),
  };
}

/** What was not asked for is not answered, as on a cloud that doesn't know it. */
function huaweiCloudOnly(body: Create): Partial<WireNotebook> {
  const { custom_spec, affinity, run_user, user_vpc, data_volumes } = body;
  return {
    ...(custom_spec && { custom_spec }),
    ...(affinity && { affinity }),
    ...(run_user && { run_user }),
    ...(user_vpc && { user_vpc: userVpcFrom(user_vpc) }),
    ...(data_volumes && { data_volumes: data_volumes.map(dataVolumeFrom) }),
  };
}

/** The ranges are answered as the official client reads them. */
function userVpcFrom({
  connect_cidrs: ranges,
  ...rest
}: NonNullable<Create["user_vpc"]>): WireNotebook["user_vpc"] {
  return { ...rest, ...(ranges && { connect_cidrs: ranges.join(",") }) };
}

export function dataVolumeFrom({
  category,
  mount_path,
  uri,
}: NonNullable<Create["data_volumes"]>[number]): NonNullable<WireNotebook["data_volumes"]>[number] {
  return {
    category,
    ...(mount_path !== undefined && { mount_path }),
    ...(uri !== undefined && { url: uri }),
    status: "MOUNTED",
    mount_type: "STATIC",
  };
}
