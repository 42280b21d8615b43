/** The notebook that a create makes, with every field that the detail API answers. */
import { DEFAULT_FEATURE, DEFAULT_WORKSPACE } from "pulumi-modelarts/wire/facts/limits";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import type { CreateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import type { WireImage, WireNotebook } from "../wire";
import { user } from "./account";
import { endpointsFrom } from "./endpoints";
import { newLease } from "./lease";
import { requestedFields } from "./requested-fields";
import { volumeFrom } from "./volumes";

type Create = z.output<typeof CreateNotebook>;

interface Facts {
  id: string;
  image: WireImage;
  pool: WireNotebook["pool"];
  /** In milliseconds since 1970 (UTC). */
  now: number;
}

export function newNotebook(body: Create, { id, image, pool, now }: Facts): WireNotebook {
  // A duration outside the lease overrides the lease and sets its type to `timing`.
  const lease = body.duration === undefined ? body.lease : { duration: body.duration };
  return {
    feature: DEFAULT_FEATURE,
    workspace_id: DEFAULT_WORKSPACE,
    ...requestedFields(body),
    id,
    status: "CREATING",
    flavor: body.custom_spec ? CUSTOM_FLAVOR : body.flavor,
    image,
    lease: newLease(now, lease, now),
    endpoints: endpointsFrom(id, body.endpoints),
    volume: volumeFrom(body.volume),
    ...(pool && { pool }),
    url: `https://authoring-modelarts.example.com/${id}/lab`,
    token: randomUUID(),
    billing_items: ["ALL"],
    user,
    user_id: user.id,
    action_progress: [],
    create_at: now,
    update_at: now,
  };
}
