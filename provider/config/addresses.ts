/** The addresses of ModelArts and IAM: as configured, or made from region and cloud. */
import { isLoopback } from "../client/settings";
import { domains, REGION, REGION_RULE, type CloudName, type Domain } from "../wire/facts/clouds";
import { wrong, type Advice, type Problem } from "./advice";
import type { FoundValues } from "./find-values";
import type { ConfigKey } from "./keys";

/** @param problems receives what is wrong. */
export function endpointOf(
  found: FoundValues,
  { missing }: Advice,
  problems: Problem[],
): URL | undefined {
  const region = checkedRegion(found, problems);
  const domain = domainOf(found.cloud?.value, region);
  const endpoint =
    found.endpoint?.value ?? (domain && `https://modelarts.${region}.${domain.domain}`);
  if (endpoint !== undefined) return checkedUrl("endpoint", endpoint, found, problems);
  // A region that is not valid is a problem already.
  if (found.region === undefined) {
    problems.push(missing("region", "the region (such as eu-de or cn-north-4)"));
  }
  return undefined;
}

/**
 * The address of IAM, ending in `/v3`. With an endpoint on this machine (a simulator) it is there, too: the
 * password must not be sent to a cloud then.
 *
 * @param problems receives what is wrong.
 */
export function iamUrlOf(
  found: FoundValues,
  endpoint: URL | undefined,
  { missing }: Advice,
  problems: Problem[],
): string | undefined {
  const { value: region = "" } = found.region ?? {};
  const domain = REGION.test(region) ? domainOf(found.cloud?.value, region) : undefined;
  const byDefault =
    endpoint !== undefined && isLoopback(endpoint.hostname)
      ? `${endpoint.origin}/v3`
      : domain && `https://${domain.iamHost?.(region) ?? `iam.${region}.${domain.domain}`}/v3`;
  const url = found.authUrl?.value ?? byDefault;
  if (url === undefined) {
    // A region that is not valid is a problem already.
    if (found.region === undefined) {
      problems.push(missing("authUrl", "IAM's address, or the region"));
    }
    return undefined;
  }
  checkedUrl("authUrl", url, found, problems);
  const trimmed = url.replace(/\/+$/, "");
  return trimmed.endsWith("/v3") ? trimmed : `${trimmed}/v3`;
}

function checkedRegion({ region }: FoundValues, problems: Problem[]): string | undefined {
  if (region === undefined || REGION.test(region.value)) return region?.value;
  problems.push(wrong(`${region.from} ${REGION_RULE}, but is "${region.value}"`));
  return undefined;
}

/** A known region belongs to one cloud; `cloud` is needed for other regions only. */
function domainOf(
  cloud: string | undefined,
  region: string | undefined,
): Pick<Domain, "domain" | "iamHost"> | undefined {
  if (region === undefined) return undefined;
  const rows = cloud === undefined ? domains : domainsOfCloud[cloud.toLowerCase()];
  if (rows === undefined) return { domain: cloud ?? "" };
  return rows.find(({ regions }) => regions.test(region)) ?? rows[0];
}

const domainsOf = (cloud: CloudName) => domains.filter((row) => row.cloud === cloud);

/** The short names that `modelarts:cloud` takes; any other value is a domain. */
const domainsOfCloud: Readonly<Record<string, readonly Domain[]>> = {
  otc: domainsOf("otc"),
  opentelekomcloud: domainsOf("otc"),
  huaweicloud: domainsOf("huawei"),
  "huaweicloud-eu": domainsOf("huawei").filter(({ domain }) => domain === "myhuaweicloud.eu"),
};

/** @param text the address that was configured, or made from the region. */
function checkedUrl(
  key: ConfigKey,
  text: string,
  found: FoundValues,
  problems: Problem[],
): URL | undefined {
  const from = found[key]?.from ?? `modelarts:${key}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (text.includes("@")) {
    problems.push(wrong(`${from} must hold no credentials: they have settings of their own`));
    return undefined; // The message does not quote the text.
  }
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    problems.push(wrong(`${from} must be a URL such as https://host, but is "${text}"`));
    return undefined;
  }
  // Users often copy the API version together with the host; requests add the version.
  if (key === "endpoint" && !/^\/(v1\/?)?$/.test(`${url.pathname}${url.search}${url.hash}`)) {
    problems.push(wrong(`${from} must end with its host, as ${url.origin} does`));
    return undefined;
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    problems.push(
      wrong(
        `${from} must begin with https, since "${text}" is not on this machine ` +
          "and the credentials would be sent without encryption",
      ),
    );
    return undefined;
  }
  return url;
}
