/** The program that manages the notebook. Its outputs are what other stacks may know. */
import { Notebook } from "pulumi-modelarts";

const shared = new Notebook("shared", {
  flavor: "modelarts.vm.cpu.8u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED", capacity: 20 },
  endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.0/28"], keyPairNames: ["team"] }],
  lease: { duration: 8 * 60 * 60 * 1000, type: "idle" },
});

export const notebookId = shared.id;
