/** One notebook that this program manages, and one that it only refers to. */
import * as pulumi from "@pulumi/pulumi";
import { Notebook } from "pulumi-modelarts";

const config = new pulumi.Config();

const dev = new Notebook("dev", {
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  description: "managed by Pulumi",
  volume: { category: "EVS", ownership: "MANAGED" },
  endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.0/28"], keyPairNames: ["team"] }],
  lease: { duration: 2 * 60 * 60 * 1000, type: "idle" },
});

const shared = Notebook.get("shared", config.require("sharedNotebookId"));

export const url = dev.url;
export const status = dev.status;
export const token = dev.token;
export const sharedOwner = shared.user.apply((user) => user?.name);
