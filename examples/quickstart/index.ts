/** One notebook that this program manages, and one that it only refers to. */
import * as pulumi from "@pulumi/pulumi";
import { Notebook } from "pulumi-modelarts";

const config = new pulumi.Config();

const dev = new Notebook("dev", {
  description: "managed by Pulumi",
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
  endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.0/28"], keyPairNames: ["team"] }],
  lease: { duration: 2 * 60 * 60 * 1000, type: "idle" },
});

const team = Notebook.get(
  "team",
  config.get("teamNotebookId") ?? "f9937afa-631e-4a8f-a8f7-3b6c800585f0",
);

export const url = dev.url;
export const status = dev.status;
export const token = dev.token; // stays a secret
export const teamFlavor = team.flavor;
export const teamOwner = team.user.apply((user) => user?.name);
