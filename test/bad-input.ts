/** Bad inputs of a notebook. */

import { NOTEBOOK } from "./notebook-args";

const OBS = {
  category: "OBS",
  ownership: "DEDICATED",
  uri: "obs://team/work/",
  dewSecretName: "obs-key",
};
const POOL = { poolId: "pool-1" };
const SPEC = { cpu: 4, memory: 8192, arch: "X86_64", category: "CPU" };
const EFS = { category: "EFS", ownership: "DEDICATED", uri: "nas:/a", id: "efs-1" };

/** Each declares one thing that is wrong, at the property that must be named. */
export const wrong: [property: string, changes: object, reason: RegExp][] = [
  ["name", { name: "a b" }, /must hold only letters, digits, - and _/],
  ["name", { name: "a".repeat(129) }, /at most 128/],
  ["description", { description: "<script>" }, /must not hold < or >/],
  ["description", { description: "a".repeat(513) }, /at most 512/],
  ["flavor", { flavor: undefined }, /is required/],
  ["flavor", { flavor: "" }, /must not be empty/],
  ["imageId", { imageId: "latest" }, /must be a UUID/],
  ["imageId", { imageId: undefined }, /is required/],
  ["volume", { volume: undefined }, /is required/],
  ["volume.category", { volume: { category: "SSD", ownership: "MANAGED" } }, /EVS, EFS, SFS/],
  ["volume.capacity", { volume: { ...NOTEBOOK.volume, capacity: 4 } }, /at least 5 GB, but is 4/],
  ["volume.capacity", { volume: { ...NOTEBOOK.volume, capacity: 4097 } }, /at most 4096/],
  ["volume.capacity", { volume: { ...NOTEBOOK.volume, capacity: 5.5 } }, /whole number/],
  ["volume.ownership", { volume: { category: "EVS", ownership: "DEDICATED" } }, /must be MANAGED/],
  ["volume.id", { volume: { category: "EFS", ownership: "DEDICATED", uri: "u" } }, /is required/],
  ["volume.uri", { volume: { ...NOTEBOOK.volume, uri: "u" } }, /only for an EFS of your own/],
  ["volume.id", { volume: { ...NOTEBOOK.volume, id: "i" } }, /only for an EFS of your own/],
  ["volume.uri", { volume: { category: "EFS", ownership: "DEDICATED", id: "i" } }, /is required/],
  ...volumes([
    [
      "volume.dewSecretName",
      { ...OBS, dewSecretName: undefined },
      /required where category is OBS/,
    ],
    [
      "volume.dewSecretName",
      { ...OBS, category: "OBSFS", dewSecretName: undefined },
      /required where category is OBSFS/,
    ],
    [
      "volume.dewSecretName",
      { ...OBS, dewSecretName: "my key" },
      /1 to 64 letters, digits, - and _/,
    ],
    ["volume.dewSecretName", { ...OBS, dewSecretName: "k".repeat(65) }, /1 to 64 letters/],
    [
      "volume.ownership",
      { ...OBS, ownership: "MANAGED" },
      /must be DEDICATED where category is OBS/,
    ],
    ["volume.capacity", { ...OBS, capacity: 50 }, /only for EVS and EFS/],
    ["volume.id", { ...OBS, id: "efs-1" }, /only for an EFS of your own/],
    ["volume.uri", { ...OBS, uri: undefined }, /required where category is OBS/],
    ["volume.uri", { ...OBS, uri: "obs://team/work" }, /must be a folder, such as obs:/],
    ["volume.mountPath", { ...OBS, mountPath: "work" }, /must begin with \//],
    ["volume.readOnly", { ...OBS, readOnly: "yes" }, /must be a boolean/],
    ["volume.readOnly", { ...NOTEBOOK.volume, readOnly: true }, /only for object storage/],
    ["volume.mountPath", { ...EFS, mountPath: "/data/" }, /only for object storage/],
    ["volume.dewSecretName", { ...EFS, dewSecretName: "key" }, /only for object storage/],
  ]),
  ["poolId", { volume: OBS }, /required for volume.category OBS.*only a dedicated pool has/],
  ["poolId", { customSpec: SPEC }, /required for customSpec, which only a dedicated pool has/],
  ["poolId", { volume: OBS, customSpec: SPEC }, /for volume.category OBS and customSpec/],
  ["volume.uri", { volume: { ...EFS, uri: "" } }, /must not be empty/],
  ["volume.id", { volume: { ...EFS, id: "" } }, /must not be empty/],
  ["endpoints[0].service", { endpoints: [{ service: "FTP" }] }, /NOTEBOOK, SSH, but is "FTP"/],
  ["endpoints[0].allowedAccessIps[1]", ssh(["203.0.113.1", "1.2.3"]), /IP address or a CIDR/],
  ["endpoints[0].allowedAccessIps[0]", ssh(["203.0.113.0/33"]), /IP address or a CIDR/],
  ["endpoints[0].allowedAccessIps[0]", ssh(["203.0.113.1-203.0.113.9"]), /IP address or a CIDR/],
  ["endpoints[0].allowedAccessIps[0]", ssh(["203.0.113.256"]), /IP address or a CIDR/],
  ["endpoints[0].allowedAccessIps", ssh(["1.1.1.1", "1.1.1.1"]), /not name an address twice/],
  ["endpoints[0].allowedAccessIps", ssh(["1.1.1.1", "1.1.1.1/32"]), /not name an address twice/],
  ["endpoints[0].allowedAccessIps", ssh([1, 2, 3, 4, 5, 6].map((n) => `1.1.1.${n}`)), /at most 5/],
  [
    "endpoints[0].allowedAccessIp",
    { endpoints: [{ service: "SSH", allowedAccessIp: [] }] },
    /known here: service/,
  ],
  [
    "endpoints[0].keyPairNames",
    { endpoints: [{ service: "NOTEBOOK", keyPairNames: [] }] },
    /only for service SSH/,
  ],
  [
    "endpoints[0].allowedAccessIps",
    { endpoints: [{ service: "NOTEBOOK", allowedAccessIps: ["1.1.1.1"] }] },
    /only for service SSH/,
  ],
  [
    "endpoints[0].keyPairNames[0]",
    { endpoints: [{ service: "SSH", keyPairNames: [""] }] },
    /must not be empty/,
  ],
  [
    "endpoints",
    { endpoints: [{ service: "SSH" }, { service: "SSH" }] },
    /two endpoints of one service/,
  ],
  ["lease.duration", { lease: { duration: 3_599_999 } }, /between 3600000/],
  ["lease.duration", { lease: { duration: 259_200_001 } }, /between 3600000/],
  ["lease.duration", { lease: { duration: -1 } }, /between 3600000/],
  ["lease.duration", { lease: { enable: true } }, /required unless enable is false/],
  ["lease.type", { lease: { duration: 3_600_000, type: "never" } }, /timing, idle/],
  ["feature", { feature: "FREE" }, /DEFAULT, NOTEBOOK/],
  ["hooks.containerHooks.postStart.script", hook("not base64!"), /base64/],
  [
    "hooks.containerHooks.preStart.type",
    { hooks: { containerHooks: { preStart: { type: "FILE", script: "/a.sh" } } } },
    /must be one of COMMAND, SCRIPT/,
  ],
  ["volume", { volume: null }, /is required/],
  ["volume", { volume: "10 GB" }, /must be an object/],
  ["endpoints[0]", { endpoints: [null] }, /is required/],
  [
    "endpoints[0].allowedAccessIps",
    { endpoints: [{ service: "SSH", allowedAccessIps: "1.2.3.4" }] },
    /must be an array, but is "1.2.3.4"/,
  ],
  [
    "endpoints[0].allowed_access_ips",
    { endpoints: [{ service: "SSH", allowed_access_ips: [] }] },
    /is not a property/,
  ],
  ["pool_id", { pool_id: "pool-1" }, /is not a property of a notebook/],
  ["hooks.containerHooks", { hooks: {} }, /is required/],
  ["desiredStatus", { desiredStatus: "PAUSED" }, /must be one of RUNNING, STOPPED/],
  [
    "lease",
    { lease: { duration: 3_600_000 }, desiredStatus: "STOPPED" },
    /is only for a running notebook, but desiredStatus is STOPPED/,
  ],
  ["lease", { lease: { enable: false }, desiredStatus: "STOPPED" }, /desiredStatus is STOPPED/],
  ["tags._sys_owner", { tags: { _sys_owner: "me" } }, /must not begin with _sys_/],
  ["tags", { tags: [{ key: "team", value: "a" }] }, /must be an object/],
  ["tags.", { tags: { "": "a" } }, /a key of at least one character/],
  ["tags.team", { tags: { team: "a".repeat(256) } }, /at most 255 characters/],
  [
    "tags",
    { tags: Object.fromEntries([...Array(21).keys()].map((n) => [`k${n}`, ""])) },
    /at most 20/,
  ],
  [
    `tags.${"k".repeat(129)}`,
    { tags: { ["k".repeat(129)]: "" } },
    /a key of at most 128 characters/,
  ],
  ["tags.team", { tags: { team: 1 } }, /must be a string, but is 1/],
  ["customSpec.cpu", { customSpec: { cpu: -1 } }, /must be at least 0.4, but is -1/],
  ["customSpec.cpu", { customSpec: { cpu: "4" } }, /must be a number, but is "4"/],
  ["customSpec.cpu", { customSpec: { ...SPEC, cpu: 1.125 } }, /at most two decimals/],
  [
    "customSpec.memory",
    { customSpec: { ...SPEC, memory: 8 } },
    /must be at least 513 MB \(8 GB are 8192\), but is 8/,
  ],
  ["customSpec.memory", { customSpec: { ...SPEC, memory: 600.5 } }, /whole number of MB/],
  ["customSpec.arch", { customSpec: { cpu: 4, memory: 8192 } }, /is required/],
  [
    "customSpec.gpuType",
    { ...POOL, customSpec: { ...SPEC, gpu: 1 } },
    /required where gpu is declared/,
  ],
  [
    "customSpec.gpu",
    { ...POOL, customSpec: { ...SPEC, gpuType: "V100" } },
    /required where gpuType is declared/,
  ],
  [
    "customSpec.gpu",
    { ...POOL, customSpec: { ...SPEC, category: "GPU" } },
    /required where category is GPU/,
  ],
  [
    "affinity.required",
    { affinity: { required: [] } },
    /known here: requiredDuringSchedulingIgnoredDuringExecution/,
  ],
  ["runUser.uid", { runUser: { uid: -1 } }, /must not be negative, but is -1/],
  ["userVpc.subnetId", { userVpc: { vpcId: "vpc" } }, /is required/],
  [
    "userVpc.connectCidrs[0]",
    { userVpc: { vpcId: "v", subnetId: "s", connectCidrs: ["10.0.0.0"] } },
    /must be a CIDR range/,
  ],
  ["dataVolumes[0].category", { dataVolumes: [{ uri: "obs://b/" }] }, /is required/],
  [
    "dataVolumes[0].mountPath",
    { dataVolumes: [{ category: "OBS", mountPath: "data" }] },
    /must begin with \//,
  ],
  [
    "dataVolumes",
    {
      dataVolumes: ["a", "b"].map((key) => ({
        category: "OBS",
        uri: `obs://${key}/`,
        mountPath: "/d",
      })),
    },
    /must not mount two volumes at one path/,
  ],
  ...dataVolumes([
    ["dewSecretName", { ...OBS, mountPath: "/data/", dewSecretName: undefined }, /category is OBS/],
    ["mountPath", OBS, /required where category is OBS/],
    ["uri", { ...OBS, mountPath: "/data/", uri: "team/work/" }, /must be a folder/],
    ["id", { category: "EFS", uri: "nas:/a" }, /required where category is EFS/],
    ["ownership", { ...OBS, category: "OBSFS", ownership: "MANAGED" }, /must be DEDICATED/],
    ["ownership", { category: "OBSFS", uri: "obs://team/work/" }, /required.*\(DEDICATED\)/],
    ["category", { category: "NFS" }, /one of EVS, EFS, OBS, OBSFS, but is "NFS"/],
  ]),
  ["poolId", { poolId: "" }, /must not be empty/],
  ["workspaceId", { workspaceId: "" }, /must not be empty/],
  [
    "publicNetworkConfig.publicNetworkType",
    { publicNetworkConfig: { publicNetworkType: "OPEN" } },
    /SHARED, EXCLUSIVE, FORBIDDEN/,
  ],
  ["colour", { colour: "red" }, /is not a property of a notebook/],
];

/** The same of where a notebook is, which its front knows. */
export const wrongPlaces: typeof wrong = [
  ["region", { region: "EU DE" }, /must be a region such as eu-de/],
  ["projectId", { projectId: "my project" }, /must be a project's id/],
  ["connection", { connection: "nowhere" }, /there is no connection "nowhere"/],
];

/** Each beside a pool, which object storage needs, too. */
function volumes(rows: [string, object, RegExp][]): typeof wrong {
  return rows.map(([property, volume, reason]) => [property, { ...POOL, volume }, reason]);
}

function dataVolumes(rows: [string, object, RegExp][]): typeof wrong {
  return rows.map(([key, volume, reason]) => [
    `dataVolumes[0].${key}`,
    { dataVolumes: [volume] },
    reason,
  ]);
}

function ssh(allowedAccessIps: string[]): object {
  return { endpoints: [{ service: "SSH", allowedAccessIps }] };
}

function hook(script: string): object {
  return { hooks: { containerHooks: { postStart: { type: "COMMAND", script } } } };
}
