import { Notebook } from "pulumi-modelarts";

const dev = new Notebook("dev", {
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
  endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.0/28"], keyPairNames: ["team"] }],
  lease: { duration: 2 * 60 * 60 * 1000, type: "idle" },
});

export const url = dev.url;
