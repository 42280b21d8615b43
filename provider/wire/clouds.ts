/**
 * The two clouds and how they differ, one row a difference. The client finds hosts here, the simulator
 * behaves by it (`--cloud`), and docs/conformance.md shows it.
 */
export const cloudNames = ["otc", "huawei"] as const;
export type CloudName = (typeof cloudNames)[number];

export interface Cloud {
  /** As sentences name the cloud. */
  title: string;
  /** The documented page sizes of the notebook lists; undefined where the cloud names none. */
  notebookPageSizes?: readonly number[];
  /** The query parameter of the notebook lists that names a workspace. */
  workspaceParameter: "workspaceId" | "workspace_id";
  /** The workspace that a list without one is about; undefined: every workspace. */
  listsWorkspace?: string;
  /** The image type that an image list without one is about; undefined: every type. */
  listsImages?: "BUILD_IN";
  /** Characters of a name. */
  name: RegExp;
  /** The gateway's code for "the API does not exist". */
  notPublished: "APIGW.0101" | "APIG.0101";
  /** How the deletion of an image is told to delete the content in SWR, too. */
  forceDelete: "query" | "body";
  /** Whether there are workspaces, pools, quotas and tags to ask for. */
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
    listsWorkspace: "0",
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

/** The codes with which a gateway says that there is no such operation. */
export const notPublishedCodes: readonly string[] = cloudNames.map(
  (name) => clouds[name].notPublished,
);

/** How a region is written. The region becomes a part of a host's name. */
export const REGION = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** The same as half a sentence, for messages. */
export const REGION_RULE = "must be a region such as eu-de";

/** Where a cloud's services are. */
export interface Domain {
  cloud: CloudName;
  /** Behind `modelarts.{region}.`. */
  domain: string;
  /** IAM's host, where it is not `iam.{region}.{domain}`. */
  iamHost?: (region: string) => string;
  /** The regions that are known to be there; the last row takes all others. */
  regions: RegExp;
}

/** The first row whose `regions` match has the region. Source: both clouds' lists of endpoints. */
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
