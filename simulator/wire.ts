/** The wire's shapes as the API writes them: snake case, before anything is read or renamed. */
import type { z } from "zod";
import type { Flavor } from "pulumi-modelarts/wire/flavor";
import type { Image } from "pulumi-modelarts/wire/image";
import type { Mount } from "pulumi-modelarts/wire/mount";
import type { Notebook } from "pulumi-modelarts/wire/notebook";
import type { Pool, Workspace } from "pulumi-modelarts/wire/workspace";

export type WireImage = z.input<typeof Image>;
/** With the notebook that it belongs to, which the API has in the path. */
export type WireMount = z.input<typeof Mount> & { notebook_id: string };
export type WireFlavor = z.input<typeof Flavor>;
export type WirePool = z.input<typeof Pool>;
export type WireWorkspace = z.input<typeof Workspace>;
export type WireLease = NonNullable<z.input<typeof Notebook>["lease"]>;
export type WireVolume = NonNullable<z.input<typeof Notebook>["volume"]>;

/** Both clouds' spellings; answers hold them all. */
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
