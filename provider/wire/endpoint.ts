import { z } from "zod";
import { openEnum } from "./shape";
import { MAX_ALLOWED_IPS } from "./facts/limits";

export const endpointServices = ["NOTEBOOK", "SSH"] as const;

const endpoint = z.object({
  service: openEnum(endpointServices)
    .optional()
    .describe("`NOTEBOOK` is access over HTTPS, `SSH` is remote access over SSH."),
  uri: z.string().optional().describe("The private address of the endpoint."),
  allowed_access_ips: z
    .array(z.string())
    .optional()
    .describe(
      "The public addresses that may connect over SSH. Absent or empty: every address may.",
    ),
  key_pair_names: z
    .array(z.string())
    .optional()
    .describe("The SSH key pairs that open the endpoint."),
});

/**
 * One endpoint. The clouds have two names for two of its fields: `service` or `dev_service` (Open Telekom
 * Cloud answers both), `key_pair_names` (Huawei Cloud) or `ssh_keys` (Open Telekom Cloud). One of each pair is
 * read; of the key pairs, the list that is not empty.
 */
export const Endpoint = endpoint
  .extend({ dev_service: endpoint.shape.service, ssh_keys: endpoint.shape.key_pair_names })
  .transform(({ dev_service, ssh_keys, ...rest }): z.input<typeof endpoint> => ({
    ...rest,
    service: rest.service ?? dev_service,
    key_pair_names: rest.key_pair_names?.length
      ? rest.key_pair_names
      : (ssh_keys ?? rest.key_pair_names),
  }))
  .pipe(endpoint);

const address = z.union([z.ipv4(), z.cidrv4(), z.ipv6(), z.cidrv6()], {
  error: "must be an IP address or a CIDR range, such as 198.51.100.7 or 198.51.100.0/24",
});

/** The address without `/32`: a range of one address is that address. */
const withoutRange = (ip: string) => ip.replace(/(?<=\.\d+)\/32$/, "");

/** One endpoint in a create or an update. */
export const EndpointRequest = z.object({
  service: z
    .enum(endpointServices)
    .describe("`NOTEBOOK` is access over HTTPS, `SSH` is remote access over SSH."),
  allowed_access_ips: z
    .array(address)
    .max(MAX_ALLOWED_IPS, `must hold at most ${MAX_ALLOWED_IPS} addresses`)
    .refine(
      (ips) => new Set(ips.map(withoutRange)).size === ips.length,
      "must not name an address twice",
    )
    .optional()
    .describe(
      `The public addresses that may connect over SSH, at most ${MAX_ALLOWED_IPS}. Absent or empty: every address may.`,
    ),
  key_pair_names: z
    .array(z.string().min(1, "must not be empty"))
    .optional()
    .describe("The SSH key pairs that open the endpoint."),
});
