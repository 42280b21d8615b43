import type { z } from "zod";
import type { AssumedValues } from "pulumi-modelarts/wire/assumptions";
import type { EndpointRequest } from "pulumi-modelarts/wire/endpoint";
import { ApiError } from "../answers/errors";
import type { WireEndpoint } from "../wire";

type Wish = z.output<typeof EndpointRequest>;

/**
 * The ways in: the NOTEBOOK one always, SSH where it is asked for. Key pairs that an update leaves
 * out stay, since they can't change in place; a whitelist that it leaves out is open to everyone.
 */
export function endpointsFrom(
  id: string,
  wishes: readonly Wish[] = [],
  before: readonly WireEndpoint[] = [],
): WireEndpoint[] {
  const services = new Set<Wish["service"]>(["NOTEBOOK", ...wishes.map(({ service }) => service)]);
  return [...services].map((service) => {
    const wish = wishes.find((each) => each.service === service);
    const had = before.find((each) => (each.service ?? each.dev_service) === service);
    const keys = wish?.key_pair_names ?? had?.key_pair_names ?? had?.ssh_keys;
    const ips = wish?.allowed_access_ips;
    return {
      service,
      dev_service: service,
      uri: had?.uri ?? privateAddress(id, service),
      ...(ips && ips.length > 0 && { allowed_access_ips: ips }),
      ...(keys && { key_pair_names: keys, ssh_keys: keys }),
    };
  });
}

/** @throws ApiError where a whitelist holds a range or an IPv6 address that is not taken. */
export function checkWhitelists(wishes: readonly Wish[] = [], assumed: AssumedValues): void {
  for (const [index, { allowed_access_ips = [] }] of wishes.entries()) {
    for (const ip of allowed_access_ips) {
      const what = refusedKind(ip, assumed);
      if (what === undefined) continue;
      throw new ApiError(
        "ModelArts.6336",
        `endpoints.${index}.allowed_access_ips: ${ip} is ${what}.`,
      );
    }
  }
}

function refusedKind(ip: string, assumed: AssumedValues): string | undefined {
  if (ip.includes("/") && assumed["whitelist-ranges"] === "refused") return "no single address";
  if (ip.includes(":") && assumed["whitelist-ipv6"] === "refused") return "no IPv4 address";
  return undefined;
}

/** Made from the id, so that it stays the same. */
function privateAddress(id: string, service: Wish["service"]): string {
  const number = Number.parseInt(id.slice(0, 4), 16);
  const ip = `10.0.${number >> 8}.${number & 255}`;
  return service === "SSH" ? `ssh://ma-user@${ip}:${30000 + (number % 2768)}` : `https://${ip}`;
}
