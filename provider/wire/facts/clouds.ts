/**
 * The two clouds and their differences, one field a difference. config/addresses.ts makes host names from this
 * file, the simulator behaves accordingly (`--cloud`), and docs/conformance.md shows the differences.
 */
import { DEFAULT_WORKSPACE } from "./limits";

export const cloudNames = ["otc", "huawei"] as const;
export type CloudName = (typeof cloudNames)[number];

export interface Cloud {
  /** The name of the cloud in sentences. */
  title: string;
  /** The documented page sizes of the notebook lists; undefined if the cloud documents none. */
  notebookPageSizes?: readonly number[];
  /** The query parameter of the notebook lists that names a workspace. */
  workspaceParameter: "workspaceId" | "workspace_id";
  /** The workspace of a list that names none; undefined: every workspace. */
  listsWorkspace?: string;
  /** The type of an image list that names none; undefined: every type. */
  listsImages?: "BUILD_IN";
  /** What a notebook's name must match. */
  name: RegExp;
  /** The API gateway's code for "the API does not exist". */
  notPublished: "APIGW.0101" | "APIG.0101";
  /** Which part of the request says that the deletion of an image deletes its content in SWR, too. */
  forceDelete: "query" | "body";
  /** Whether the cloud has the operations of workspaces, pools, quotas and tags. */
  hasWorkspaces: boolean;
  hasPools: boolean;
  hasQuotas: boolean;
  hasTags: boolean;
}

export const clouds: Readonly<Record<CloudName, Cloud>> = {
  otc: {
    title: "Open Telekom Cloud",
    workspaceParameter: "workspaceId",
    name: /^[-\w]*$/,
    notPublished: "APIGW.0101",
    forceDelete: "query",
    hasWorkspaces: false,
    hasPools: false,
    hasQuotas: false,
    hasTags: false,
  },
  huawei: {
    title: "Huawei Cloud",
    notebookPageSizes: [10, 20, 50],
    workspaceParameter: "workspace_id",
    listsWorkspace: DEFAULT_WORKSPACE,
    listsImages: "BUILD_IN",
    name: /^[-\w\u4e00-\u9fff]*$/,
    notPublished: "APIG.0101",
    forceDelete: "body",
    hasWorkspaces: true,
    hasPools: true,
    hasQuotas: true,
    hasTags: true,
  },
};

/** What a region must match: it becomes a part of a host name. */
export const REGION = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** The same as half a sentence, for messages. */
export const REGION_RULE = "must be a region such as eu-de";

/** The host names of a cloud's services. */
export interface Domain {
  cloud: CloudName;
  /** The part of the host name after `modelarts.{region}.`. */
  domain: string;
  /** IAM's host, if it is not `iam.{region}.{domain}`. */
  iamHost?: (region: string) => string;
  /** The regions of this row; the last row matches every region. */
  regions: RegExp;
}

/** The first row whose `regions` match counts. Source: both clouds' lists of endpoints. */
export const domains: readonly Domain[] = [
  { cloud: "otc", domain: "otc.t-systems.com", regions: /^eu-(de|nl)$/ },
  {
    cloud: "otc",
    domain: "sc.otc.t-systems.com",
    iamHost: (region) => `iam-pub.${region}.sc.otc.t-systems.com`,
    regions: /^eu-ch2$/,
  },
  { cloud: "huawei", domain: "myhuaweicloud.eu", regions: /^eu-west-1\d\d$/ },
  { cloud: "huawei", domain: "myhuaweicloud.com", regions: /^/ },
];

/** The cloud that a host belongs to; undefined for a simulator, a proxy or an address of one's own. */
export function cloudOf(hostname: string): Cloud | undefined {
  const row = domains.find(({ domain }) => hostname.endsWith(`.${domain}`));
  return row && clouds[row.cloud];
}
