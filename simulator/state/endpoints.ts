/** The endpoints of a notebook, and the checks of their whitelists. */
import type { z } from "zod";
import type { AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import type { EndpointRequest } from "pulumi-modelarts/wire/endpoint";
import { ApiError } from "../answers/errors";
import type { WireEndpoint } from "../wire";

type Request = z.output<typeof EndpointRequest>;

/**
 * The answered endpoints: NOTEBOOK always, SSH if the request has it.
 *
 * @param old those before an update. Key pairs that the update leaves out stay, since they can't change in
 *   place; a whitelist that it leaves out is removed, so that every address may connect.
 */
export function endpointsFrom(
  id: string,
  requested: readonly Request[] = [],
  old: readonly WireEndpoint[] = [],
): WireEndpoint[] {
  const services = new Set<Request["service"]>([
    "NOTEBOOK",
    ...requested.map(({ service }) => service),
  ]);
  return [...services].map((service) => {
    const request = requested.find((each) => each.service === service);
    const before = old.find((each) => (each.service ?? each.dev_service) === service);
    const keys = request?.key_pair_names ?? before?.key_pair_names ?? before?.ssh_keys;
    const ips = request?.allowed_access_ips;
    return {
      service,
      dev_service: service,
      uri: before?.uri ?? privateAddress(id, service),
      ...(ips && ips.length > 0 && { allowed_access_ips: ips }),
      ...(keys && { key_pair_names: keys, ssh_keys: keys }),
    };
  });
}

/** @throws ApiError if a whitelist holds a range or an IPv6 address and the assumptions refuse that. */
export function checkWhitelists(requested: readonly Request[] = [], assumed: AssumedValues): void {
  for (const [index, { allowed_access_ips = [] }] of requested.entries()) {
    for (const ip of allowed_access_ips) {
      const reason = refusalReason(ip, assumed);
      if (reason === undefined) continue;
      throw new ApiError(
        "ModelArts.6336",
        `endpoints.${index}.allowed_access_ips: ${ip} ${reason}.`,
      );
    }
  }
}

function refusalReason(ip: string, assumed: AssumedValues): string | undefined {
  if (ip.includes("/") && assumed["whitelist-ranges"] === "refused")
    return "is not a single address";
  if (ip.includes(":") && assumed["whitelist-ipv6"] === "refused") return "is not an IPv4 address";
  return undefined;
}

/** Computed from the id, so that it never changes. */
function privateAddress(id: string, service: Request["service"]): string {
  const number = Number.parseInt(id.slice(0, 4), 16);
  const ip = `10.0.${number >> 8}.${number & 255}`;
  return service === "SSH" ? `ssh://ma-user@${ip}:${30000 + (number % 2768)}` : `https://${ip}`;
}
