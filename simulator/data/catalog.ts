/** The images and flavors that a notebook can have. */
import { DEFAULT_FEATURE, DEFAULT_WORKSPACE } from "pulumi-modelarts/wire/facts/limits";
import { endpointServices } from "pulumi-modelarts/wire/endpoint";
import { ApiError } from "../answers/errors";
import { StatusStore } from "../state/status-store";
import type { WireFlavor, WireImage } from "../wire";
import { Registry } from "./registry";

const GB_IN_KB = 1024 * 1024;

const image = (own: WireImage): WireImage => ({
  type: "BUILD_IN",
  arch: "x86_64",
  dev_services: [...endpointServices],
  namespace: "atelier",
  origin: "CUSTOMIZE",
  service_type: "DEV",
  size: 6_442_450_944,
  status: "ACTIVE",
  visibility: "PUBLIC",
  workspace_id: DEFAULT_WORKSPACE,
  create_at: 1638778344300,
  update_at: 1638778344300,
  ...own,
});

const images: WireImage[] = [
  // The example of the API reference's page on notebook details.
  image({
    id: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
    name: "notebook2.0-mul-kernel-cpu-cp36",
    swr_path: "swr.xxxxx.com/atelier/notebook2.0-mul-kernel-cpu-cp36:3.3.1.B007_V2",
    tag: "3.3.1.B007_V2",
    description: "Several kernels on CPU.",
    resource_categories: ["CPU"],
    support_res_categories: ["CPU"],
  }),
  image({
    id: "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10",
    name: "pytorch1.8-cuda10.2-cudnn7-ubuntu18.04",
    swr_path: "swr.xxxxx.com/atelier/pytorch_1_8:pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04",
    tag: "pytorch_1.8.0-cuda_10.2-py_3.7-ubuntu_18.04",
    description: "PyTorch on CPU or GPU.",
    resource_categories: ["CPU", "GPU"],
    support_res_categories: ["CPU", "GPU"],
  }),
  image({
    id: "5b8d1f6e-3a94-4c02-8e7f-91d4c0a2b637",
    name: "mindspore1.7.0-cann5.1.0-py3.7-euler2.8.3",
    swr_path: "swr.xxxxx.com/atelier/mindspore_1_7_0:mindspore_1.7.0-cann_5.1.0-py_3.7-euler_2.8.3",
    tag: "mindspore_1.7.0-cann_5.1.0-py_3.7-euler_2.8.3",
    arch: "aarch64",
    description: "MindSpore on Ascend.",
    resource_categories: ["ASCEND"],
    support_res_categories: ["ASCEND"],
  }),
];

const flavor = (id: string, vcpus: number, memoryGb: number, own: WireFlavor): WireFlavor => ({
  id,
  name: id,
  arch: "x86_64",
  vcpus,
  memory: memoryGb * GB_IN_KB,
  feature: DEFAULT_FEATURE,
  free: false,
  sold_out: false,
  storages: ["EVS", "EFS", "OBS", "OBSFS"],
  billing: { code: id, unit_num: 1 },
  evs_max_size: "4096",
  ...own,
});

const flavors: WireFlavor[] = [
  flavor("modelarts.vm.cpu.2u", 2, 8, { category: "CPU", description: "2 vCPUs, 8 GB" }),
  flavor("modelarts.vm.cpu.8u", 8, 32, { category: "CPU", description: "8 vCPUs, 32 GB" }),
  flavor("modelarts.vm.gpu.v100", 8, 64, {
    category: "GPU",
    description: "8 vCPUs, 64 GB, 1 NVIDIA V100",
    gpu: { gpu: 1, gpu_memory: "32GB", type: "V100" },
  }),
  // A published answer has half a GPU, too.
  flavor("modelarts.vm.gpu.t4.half", 4, 16, {
    category: "GPU",
    description: "4 vCPUs, 16 GB, half an NVIDIA T4",
    gpu: { gpu: 0.5, gpu_memory: "8GB", type: "T4" },
  }),
  flavor("modelarts.kat1.xlarge", 24, 96, {
    category: "ASCEND",
    arch: "aarch64",
    description: "24 vCPUs, 96 GB, 1 Ascend 910",
    ascend: { npu: 1, npu_memory: "32GB", type: "Ascend 910", chip: 1 },
  }),
];

export class Catalog {
  private readonly listed: WireImage[];
  readonly flavors: WireFlavor[];
  /** The account's own images: saved from notebooks, or registered. */
  readonly ownImages: StatusStore<WireImage>;
  readonly registry = new Registry();

  /** @param seeded further images and flavors; one with a known id replaces the built-in one. */
  constructor(
    seeded: { images?: WireImage[]; flavors?: WireFlavor[] },
    now: () => number,
    transitionMs: number,
  ) {
    this.ownImages = new StatusStore<WireImage>(
      { INIT: { to: "CREATING" }, CREATING: { to: "ACTIVE", failed: "CREATE_FAILED" } },
      now,
      transitionMs / 2,
      (reason) => ({ status_message: reason }),
    );
    this.listed = combine(images, seeded.images);
    this.flavors = combine(flavors, seeded.flavors);
  }

  get images(): WireImage[] {
    return [...this.listed, ...this.ownImages.list()];
  }

  /** @throws ApiError if there is no such image. */
  image(id: string): WireImage {
    const found = this.images.find((each) => each.id === id);
    if (!found) throw new ApiError("ModelArts.6797", `There is no image ${id}.`);
    return found;
  }

  flavor(id: string): WireFlavor | undefined {
    return this.flavors.find((each) => each.id === id);
  }

  /** @throws ApiError if there is no such flavor, or it is sold out. */
  availableFlavor(id: string): WireFlavor {
    const found = this.flavor(id);
    if (!found) throw new ApiError("ModelArts.6323", `flavor: there is no flavor ${id}.`);
    if (found.sold_out === true) throw new ApiError("ModelArts.6329", `flavor: ${id}.`);
    return found;
  }
}

function combine<T extends { id?: string }>(known: readonly T[], more: readonly T[] = []): T[] {
  const replaced = new Set(more.map(({ id }) => id));
  return [...known.filter(({ id }) => !replaced.has(id)), ...more];
}
