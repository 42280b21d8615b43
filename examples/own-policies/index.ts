/**
 * The program that two packs check, ours and the team's own one in `pack`:
 *
 *     pulumi preview --policy-pack node_modules/pulumi-modelarts-policies --policy-pack pack
 */
import { Notebook } from "pulumi-modelarts";

export const { url } = new Notebook("dev", {
  description: "cost center 4711",
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
  endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.0/28"], keyPairNames: ["team"] }],
  lease: { duration: 2 * 60 * 60 * 1000, type: "idle" },
});
