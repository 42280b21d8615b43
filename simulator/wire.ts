/** Types of the API's JSON, with keys in snake case. */
import type { z } from "zod";
import type { Flavor } from "pulumi-modelarts/wire/flavor";
import type { Image } from "pulumi-modelarts/wire/image";
import type { Mount } from "pulumi-modelarts/wire/mount";
import type { Notebook } from "pulumi-modelarts/wire/notebook";
import type { Pool, Workspace } from "pulumi-modelarts/wire/workspace";

export type WireImage = z.input<typeof Image>;
/** A mount and the id of its notebook, which the API has in the path only. */
export type WireMount = z.input<typeof Mount> & { notebook_id: string };
export type WireFlavor = z.input<typeof Flavor>;
export type WirePool = z.input<typeof Pool>;
export type WireWorkspace = z.input<typeof Workspace>;
export type WireLease = NonNullable<z.input<typeof Notebook>["lease"]>;
export type WireVolume = NonNullable<z.input<typeof Notebook>["volume"]>;

/** An endpoint under the field names of both clouds. The simulator answers all of them. */
export interface WireEndpoint {
  service?: string;
  dev_service?: string;
  uri?: string;
  allowed_access_ips?: string[];
  key_pair_names?: string[];
  ssh_keys?: string[];
}

export type WireNotebook = Omit<z.input<typeof Notebook>, "endpoints"> & {
  endpoints?: WireEndpoint[];
};
