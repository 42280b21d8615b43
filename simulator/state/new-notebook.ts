/** What create makes of a request: everything that the detail API answers from the first moment. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { CreateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import { user } from "./account";
import type { WireImage, WireNotebook } from "../wire";
import { endpointsFrom } from "./endpoints";
import { leaseFrom } from "./lease";
import { dataVolumeFrom, volumeFrom } from "./volumes";

type Create = z.output<typeof CreateNotebook>;

interface Facts {
  id: string;
  image: WireImage;
  pool: WireNotebook["pool"];
  now: number;
}

export function notebookFrom(body: Create, { id, image, pool, now }: Facts): WireNotebook {
  return {
    id,
    name: body.name,
    ...(body.description !== undefined && { description: body.description }),
    status: "CREATING",
    feature: body.feature ?? "NOTEBOOK",
    flavor: body.custom_spec ? CUSTOM_FLAVOR : body.flavor,
    image,
    // A duration of its own overrides the lease and makes it timing.
    lease: leaseFrom(
      now,
      body.duration === undefined ? (body.lease ?? {}) : pickDuration(body),
      now,
    ),
    endpoints: endpointsFrom(id, body.endpoints),
    volume: volumeFrom(body.volume),
    ...(pool && { pool }),
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

function pickDuration({ duration }: Create): { duration?: number } {
  return { duration };
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
