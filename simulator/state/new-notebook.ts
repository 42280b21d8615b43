/** The notebook that a create makes, with every field that the detail API answers. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import { DEFAULT_FEATURE } from "pulumi-modelarts/wire/notebook";
import type { CreateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import { DEFAULT_WORKSPACE } from "pulumi-modelarts/wire/workspace";
import type { WireImage, WireNotebook } from "../wire";
import { user } from "./account";
import { endpointsFrom } from "./endpoints";
import { newLease } from "./lease";
import { dataVolumeFrom, volumeFrom } from "./volumes";

type Create = z.output<typeof CreateNotebook>;

interface Facts {
  id: string;
  image: WireImage;
  pool: WireNotebook["pool"];
  /** In milliseconds since 1970 (UTC). */
  now: number;
}

export function newNotebook(body: Create, { id, image, pool, now }: Facts): WireNotebook {
  // A duration outside the lease overrides the lease and makes it timing.
  const lease = body.duration === undefined ? body.lease : { duration: body.duration };
  return {
    id,
    name: body.name,
    ...(body.description !== undefined && { description: body.description }),
    status: "CREATING",
    feature: body.feature ?? DEFAULT_FEATURE,
    flavor: body.custom_spec ? CUSTOM_FLAVOR : body.flavor,
    image,
    lease: newLease(now, lease, now),
    endpoints: endpointsFrom(id, body.endpoints),
    volume: volumeFrom(body.volume),
    ...(pool && { pool }),
    url: `https://authoring-modelarts.example.com/${id}/lab`,
    token: randomUUID(),
    workspace_id: body.workspace_id ?? DEFAULT_WORKSPACE,
    billing_items: ["ALL"],
    user,
    user_id: user.id,
    action_progress: [],
    ...huaweiCloudFields(body),
    create_at: now,
    update_at: now,
  };
}

/** Fields that only Huawei Cloud has. Those that the request lacks are not answered. */
function huaweiCloudFields(body: Create): Partial<WireNotebook> {
  const { custom_spec, affinity, run_user, user_vpc, data_volumes } = body;
  return {
    ...(custom_spec && { custom_spec }),
    ...(affinity && { affinity }),
    ...(run_user && { run_user }),
    ...(user_vpc && { user_vpc: userVpcFrom(user_vpc) }),
    ...(data_volumes && { data_volumes: data_volumes.map(dataVolumeFrom) }),
  };
}

/** The ranges are one text, as the official client reads them. */
function userVpcFrom({
  connect_cidrs: ranges,
  ...rest
}: NonNullable<Create["user_vpc"]>): WireNotebook["user_vpc"] {
  return { ...rest, ...(ranges && { connect_cidrs: ranges.join(",") }) };
}
