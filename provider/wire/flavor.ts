import { z } from "zod";
import { numberOrText, openEnum } from "./shape";

/** The flavor of a machine that is made to measure. */
export const CUSTOM_FLAVOR = "custom.flavor.spec.code";

export const flavorCategories = ["CPU", "GPU", "ASCEND"] as const;

/** A machine specification that notebooks run on. */
export const Flavor = z.object({
  id: z.string().optional().describe("The flavor's id, e.g. `modelarts.vm.cpu.2u`."),
  name: z.string().optional().describe("The flavor's name."),
  description: z.string().optional().describe("What the machine has."),
  arch: openEnum(["X86_64", "AARCH64"]).optional().describe("Processor architecture."),
  category: openEnum(flavorCategories).optional().describe("The kind of processor."),
  feature: openEnum(["DEFAULT", "NOTEBOOK"])
    .optional()
    .describe("`DEFAULT` is the free CodeLab, `NOTEBOOK` is billed."),
  free: z.boolean().optional().describe("Whether it costs nothing."),
  sold_out: z.boolean().optional().describe("Whether there is none left."),
  memory: z.number().optional().describe("Memory in KB."),
  vcpus: z.number().optional().describe("Number of vCPUs."),
  storages: z
    .array(openEnum(["EFS", "EVS", "OBS", "OBSFS"]))
    .optional()
    .describe("The storage that it supports."),
  gpu: z
    .object({
      gpu: z.number().optional().describe("Number of GPUs; may be a half."),
      gpu_memory: z.string().optional().describe("Memory of the GPUs."),
      type: z.string().optional().describe("GPU model."),
    })
    .optional()
    .describe("The GPUs, if it has any."),
  ascend: z
    .object({
      npu: z.number().optional().describe("Number of NPUs."),
      npu_memory: z.string().optional().describe("Memory of the NPUs."),
      type: z.string().optional().describe("NPU model."),
      chip: numberOrText().optional().describe("Number of NPU devices."),
    })
    .optional()
    .describe("The Ascend NPUs, if it has any."),
  billing: z
    .object({
      code: z.string().optional().describe("Billing code."),
      unit_num: z.number().optional().describe("Number of billed units."),
    })
    .optional()
    .describe("How it is billed."),
  evs_max_size: numberOrText().optional().describe("The largest EVS disk that it takes, in GB."),
  evs_sku_code: z.string().optional().describe("The EVS disks' specification code."),
  grow_support_type: z.string().optional().describe("How its EVS disk can grow."),
});

const page = {
  limit: z.coerce.number().int().min(1).optional(),
  offset: z.coerce.number().int().min(0).optional(),
};

export const ListFlavorsQuery = z.object({
  ...page,
  category: z.enum(flavorCategories).optional(),
  type: z.enum(["MANAGED", "DEDICATED"]).optional(),
  sort_dir: z.enum(["ASC", "DESC"]).optional(),
  sort_key: z.string().optional(),
});

export const ListSwitchableFlavorsQuery = z.object(page);
