/** The parts of a notebook that only Huawei Cloud knows. Source: its official client. */
import { z } from "zod";
import { openEnum } from "./shape";

export const CustomSpec = z.object({
  cpu: z.number().optional().describe("Number of vCPUs."),
  memory: z.number().optional().describe("Memory in GB."),
  gpu: z.number().optional().describe("Number of GPUs or NPUs."),
  gpu_type: z.string().optional().describe("GPU model."),
  arch: z.string().optional().describe("Processor architecture."),
  category: z.string().optional().describe("The kind of processor."),
  resource_flavor: z.string().optional().describe("The pool's flavor that it is cut from."),
});

const affinityTerm = z
  .object({
    key: z.string().optional().describe("The node label's key."),
    operator: openEnum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"])
      .optional()
      .describe("How the label is compared."),
    values: z.array(z.string()).optional().describe("What the label is compared with."),
    weight: z.int().optional().describe("How much a preferred term weighs."),
  })
  .meta({ title: "NotebookAffinityTerm" });

export const Affinity = z.object({
  required_during_scheduling_ignored_during_execution: z
    .array(affinityTerm)
    .optional()
    .describe("What a node must fulfil."),
  preferred_during_scheduling_ignored_during_execution: z
    .array(affinityTerm)
    .optional()
    .describe("What a node should fulfil."),
});

export const RunUser = z.object({
  uid: z.int().optional().describe("User id."),
  gid: z.int().optional().describe("Group id."),
  user_name: z.string().optional().describe("User name."),
  group_name: z.string().optional().describe("Group name."),
});

export const DataVolume = z.object({
  category: z.string().optional().describe("The kind of storage."),
  mount_path: z.string().optional().describe("Where it is mounted in the notebook."),
  url: z.string().optional().describe("Where the storage is."),
  status: z.string().optional().describe("Whether it is mounted."),
  mount_type: z.string().optional().describe("How it is mounted."),
});

export const UserVpc = z.object({
  vpc_id: z.string().optional().describe("The VPC's id."),
  subnet_id: z.string().optional().describe("The subnet's id."),
  security_group_ids: z.array(z.string()).optional().describe("The security groups' ids."),
  connect_cidrs: z.array(z.string()).optional().describe("The ranges that are reached over it."),
  port_id: z.string().optional().describe("The port's id."),
  port_ip: z.string().optional().describe("The port's address."),
  nat_id: z.string().optional().describe("The NAT gateway's id."),
  eip_id: z.string().optional().describe("The elastic IP's id."),
});

export const DataVolumeRequest = z.object({
  category: z.string(),
  ownership: z.string().optional(),
  uri: z.string().optional(),
  id: z.string().optional(),
  mount_path: z.string().optional(),
  read_only: z.boolean().optional(),
  dew_secret_name: z.string().optional(),
  capacity: z.int().optional(),
});

export const PublicNetworkConfig = z.object({
  public_network_type: z.enum(["SHARED", "EXCLUSIVE", "FORBIDDEN"]),
});
