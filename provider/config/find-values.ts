/**
 * The value of each key, and its source. The first source that has a value counts: the resource itself,
 * its named connection, the `modelarts:` stack configuration, HW_ variables, other variables, and the entry
 * of clouds.yaml that OS_CLOUD names.
 */
import type { OverriddenRegion } from "../client/settings";
import { readCloud } from "./clouds-yaml";
import {
  configKeys,
  credentialKeys,
  environmentNames,
  type ConfigKey,
  type Environment,
  type Values,
} from "./keys";

/** The sources of one resource, which count before the stack's configuration. */
export interface ResourceSources {
  /** What the resource itself declares. */
  own?: Pick<Values, "region" | "projectId">;
  connection?: { name: string; values: Values };
}

export interface FoundValue {
  value: string;
  /** The rank of the source: 0 counts first. */
  rank: number;
  /** The source as the user knows it, e.g. `modelarts:region` or `OS_REGION`. */
  from: string;
}

export type FoundValues = Partial<Record<ConfigKey, FoundValue>>;

const ranks = { own: 0, connection: 1, stack: 2, HW: 3, OS: 4, cloudsYaml: 5 };

/** @throws ConfigurationError if OS_CLOUD is set and its entry can't be read. */
export function findValues(
  stack: (key: ConfigKey) => string | undefined,
  environment: Environment,
  { own = {}, connection }: ResourceSources,
): FoundValues {
  const cloud = readCloud(environment);
  const named: Values = connection?.values ?? {};
  const hasOwnCredentials = credentialKeys.some((key) => named[key]);
  const found: FoundValues = {};
  for (const key of configKeys) {
    const sources: [value: string | undefined, rank: number, from: string][] = [
      [(own as Values)[key], ranks.own, key],
      [named[key], ranks.connection, `modelarts:connections.${connection?.name}.${key}`],
      [stack(key), ranks.stack, `modelarts:${key}`],
      ...environmentNames[key].map((name): [string | undefined, number, string] => [
        environment[name],
        name.startsWith("HW_") ? ranks.HW : ranks.OS,
        name,
      ]),
      [cloud[key], ranks.cloudsYaml, `${key} of clouds.yaml`],
    ];
    const isOwnCredential = hasOwnCredentials && credentialKeys.includes(key);
    const source = sources.find(
      ([value, rank]) => value && !(isOwnCredential && rank > ranks.connection),
    );
    const [value, rank = 0, from = ""] = source ?? [];
    if (value !== undefined) found[key] = { value, rank, from };
  }
  // If the connection names its project, a project id from a source of a later rank is another project's.
  if (named.projectName && (found.projectId?.rank ?? 0) > ranks.connection) delete found.projectId;
  return found;
}

/**
 * The region of the connection or the stack that an endpoint of the environment takes the place of. A region that the
 * resource itself names does not count: its state may have recorded the region from the environment.
 */
export function findOverriddenRegion(
  stack: (key: ConfigKey) => string | undefined,
  { endpoint }: FoundValues,
  { connection }: ResourceSources,
): OverriddenRegion | undefined {
  if (endpoint === undefined || ![ranks.HW, ranks.OS].includes(endpoint.rank)) return undefined;
  const variable = endpoint.from;
  const own = connection?.values.region;
  if (own)
    return { region: own, setting: `modelarts:connections.${connection.name}.region`, variable };
  const region = stack("region");
  return region ? { region, setting: "modelarts:region", variable } : undefined;
}
