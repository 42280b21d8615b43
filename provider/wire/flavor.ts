import { z } from "zod";
import { cloudText, numberOrText, openEnum } from "./shape";

/** The flavor of a custom machine, whose size `custom_spec` says. */
export const CUSTOM_FLAVOR = "custom.flavor.spec.code";

export const flavorCategories = ["CPU", "GPU", "ASCEND"] as const;

/** A flavor: a kind of machine that notebooks run on. Source: ListFlavors (both clouds). */
export const Flavor = z.object({
  id: cloudText().optional().describe("The flavor's id, e.g. `modelarts.vm.cpu.2u`."),
  name: z.string().optional().describe("The flavor's name."),
  description: z.string().optional().describe("What the flavor offers, e.g. its vCPUs and memory."),
  arch: openEnum(["X86_64", "AARCH64"]).optional().describe("The processor architecture."),
  category: openEnum(flavorCategories).optional().describe("The kind of processor."),
  feature: openEnum(["DEFAULT", "NOTEBOOK"])
    .optional()
    .describe("`DEFAULT` is for the free CodeLab, `NOTEBOOK` for billed notebooks."),
  free: z.boolean().optional().describe("Whether the flavor costs nothing."),
  sold_out: z.boolean().optional().describe("Whether the flavor is sold out."),
  memory: z.number().optional().describe("Memory in KB."),
  vcpus: z.number().optional().describe("Number of vCPUs."),
  storages: z
    .array(openEnum(["EFS", "EVS", "OBS", "OBSFS"]))
    .optional()
    .describe("The categories of storage that the flavor supports."),
  gpu: z
    .object({
      gpu: z.number().optional().describe("Number of GPUs; may be a fraction, e.g. 0.5."),
      gpu_memory: z
        .string()
        .optional()
        .describe("Memory of the GPUs, as the API writes it (a text)."),
      type: z.string().optional().describe("GPU model."),
    })
    .optional()
    .describe("The GPUs, if the flavor has any."),
  ascend: z
    .object({
      npu: z.number().optional().describe("Number of NPUs."),
      npu_memory: z
        .string()
        .optional()
        .describe("Memory of the NPUs, as the API writes it (a text)."),
      type: z.string().optional().describe("NPU model."),
      chip: numberOrText().optional().describe("Number of NPU devices."),
    })
    .optional()
    .describe("The Ascend NPUs, if the flavor has any."),
  billing: z
    .object({
      code: z.string().optional().describe("Billing code."),
      unit_num: z.number().optional().describe("Number of billed units."),
    })
    .optional()
    .describe("How the flavor is billed."),
  evs_max_size: numberOrText()
    .optional()
    .describe("The largest EVS disk that the flavor supports, in GB."),
  evs_sku_code: z.string().optional().describe("The EVS disks' specification code."),
  grow_support_type: z.string().optional().describe("How an EVS disk of the flavor can grow."),
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
