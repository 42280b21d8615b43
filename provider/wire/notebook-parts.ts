/** The parts of a notebook that only Huawei Cloud has. Source: its official client. */
import { z } from "zod";
import { listOrText, openEnum } from "./shape";
import { dewSecretName, volumeOwnerships } from "./volume";
import { MIN_CUSTOM_MEMORY_MB, MIN_CUSTOM_CPUS } from "./facts/limits";

export const CustomSpec = z.object({
  cpu: z.number().optional().describe("Number of vCPUs."),
  memory: z.number().optional().describe("Memory in MB."),
  gpu: z.number().optional().describe("Number of GPUs or NPUs."),
  gpu_type: z.string().optional().describe("GPU model."),
  arch: z.string().optional().describe("Processor architecture."),
  category: z.string().optional().describe("The kind of processor."),
  resource_flavor: z
    .string()
    .optional()
    .describe("The pool's flavor that the machine is a part of."),
});

const affinityTerm = z
  .object({
    key: z.string().optional().describe("The node label's key."),
    operator: openEnum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"])
      .optional()
      .describe("How the label is compared."),
    values: z.array(z.string()).optional().describe("What the label is compared with."),
    weight: z.int().optional().describe("The weight of a preferred term."),
  })
  .meta({ title: "NotebookAffinityTerm" });

export const Affinity = z.object({
  required_during_scheduling_ignored_during_execution: z
    .array(affinityTerm)
    .optional()
    .describe("Terms that a node must fulfil."),
  preferred_during_scheduling_ignored_during_execution: z
    .array(affinityTerm)
    .optional()
    .describe("Terms that a node should fulfil."),
});

export const RunUser = z.object({
  uid: z.int().optional().describe("User id."),
  gid: z.int().optional().describe("Group id."),
  user_name: z.string().optional().describe("User name."),
  group_name: z.string().optional().describe("Group name."),
});

export const DataVolume = z.object({
  category: z.string().optional().describe("The kind of storage."),
  mount_path: z
    .string()
    .optional()
    .describe("The folder in the notebook where the storage is mounted."),
  url: z.string().optional().describe("The address of the storage."),
  status: z.string().optional().describe("Whether it is mounted."),
  mount_type: z.string().optional().describe("How it is mounted."),
});

export const UserVpc = z.object({
  vpc_id: z.string().optional().describe("The VPC's id."),
  subnet_id: z.string().optional().describe("The subnet's id."),
  security_group_ids: z.array(z.string()).optional().describe("The security groups' ids."),
  connect_cidrs: listOrText()
    .optional()
    .describe("The address ranges that are reached over the VPC."),
  port_id: listOrText().optional().describe("The ids of the VPC's ports."),
  port_ip: z.string().optional().describe("The port's address."),
  nat_id: z.string().optional().describe("The NAT gateway's id."),
  eip_id: z.string().optional().describe("The elastic IP's id."),
});

/** The VPC in a create; the API answers the other fields. */
export const UserVpcRequest = UserVpc.pick({
  security_group_ids: true,
  connect_cidrs: true,
  nat_id: true,
  eip_id: true,
}).extend({
  vpc_id: z.string().min(1, "must not be empty").describe("The VPC's id."),
  subnet_id: z.string().min(1, "must not be empty").describe("The subnet's id."),
  connect_cidrs: z
    .array(z.cidrv4("must be a CIDR range, such as 10.0.0.0/16"))
    .optional()
    .describe("The address ranges that are reached over the VPC."),
});

/** The custom machine in a create or an update. Answers are not checked for these limits. */
export const CustomSpecRequest = CustomSpec.extend({
  cpu: z
    .number()
    .min(MIN_CUSTOM_CPUS, `must be at least ${MIN_CUSTOM_CPUS}`)
    .multipleOf(0.01, "must have at most two decimals")
    .describe(`Number of vCPUs, at least ${MIN_CUSTOM_CPUS}, with up to two decimals.`),
  memory: z
    .int("must be a whole number of MB")
    .min(MIN_CUSTOM_MEMORY_MB, `must be at least ${MIN_CUSTOM_MEMORY_MB} MB (8 GB are 8192)`)
    .describe(`Memory in MB, at least ${MIN_CUSTOM_MEMORY_MB}.`),
  arch: z.enum(["X86_64", "AARCH64"]).describe("Processor architecture."),
  category: z.enum(["CPU", "GPU", "ASCEND"]).describe("The kind of processor."),
});

const id = z.int("must be a whole number").min(0, "must not be negative");

/** The user in a create. */
export const RunUserRequest = z.object({
  uid: id.optional().describe("User id."),
  gid: id.optional().describe("Group id."),
});

/** Source: VolumeMountRequest of Huawei Cloud's SDK. */
export const dataVolumeCategories = ["EVS", "EFS", "OBS", "OBSFS"] as const;

/** A further volume in a create or an update. */
export const DataVolumeRequest = z
  .object({
    category: z
      .enum(dataVolumeCategories)
      .describe(
        "The kind of storage: a disk (`EVS`), SFS Turbo (`EFS`), a bucket (`OBS`) or a parallel file " +
          "system (`OBSFS`). A volume on a bucket is accepted and not mounted: use `OBSFS`.",
      ),
    ownership: z
      .enum(volumeOwnerships)
      .optional()
      .describe("`MANAGED` storage belongs to the notebook, `DEDICATED` storage is your own."),
    uri: z.string().optional().describe("The address of the storage, e.g. `obs://bucket/folder/`."),
    id: z.string().optional().describe("The storage's id. Required if category is EFS."),
    mount_path: z
      .string()
      .startsWith("/", "must begin with /")
      .max(256, "must have at most 256 characters")
      .optional()
      .describe(
        "The folder in the notebook where the storage is mounted. Required if category is OBS.",
      ),
    read_only: z.boolean().optional().describe("Whether the storage is mounted read-only."),
    dew_secret_name: dewSecretName
      .optional()
      .describe(
        "The name of the DEW secret with the access key for OBS. Required if category is OBS.",
      ),
    capacity: z
      .int("must be a whole number of GB")
      .min(1, "must be at least 1 GB")
      .optional()
      .describe("Capacity in GB."),
  })
  .meta({ title: "NotebookDataVolumeRequest" });

export const PublicNetworkConfig = z.object({
  public_network_type: z
    .enum(["SHARED", "EXCLUSIVE", "FORBIDDEN"])
    .describe("`SHARED` or `EXCLUSIVE` access to the internet, or none (`FORBIDDEN`)."),
});
