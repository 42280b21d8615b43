/** The unchanged output of `pulumi import --file notebooks-to-import.json` for the notebooks of the demo. */
import * as pulumi from "@pulumi/pulumi";
import * as modelarts from "pulumi-modelarts";

const team_notebook = new modelarts.Notebook("team-notebook", {
  description: "made in the console, used by the whole team",
  endpoints: [
    {
      allowedAccessIps: ["198.51.100.0/27"],
      keyPairNames: ["team"],
      service: "SSH",
    },
  ],
  flavor: "modelarts.vm.cpu.8u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  lease: {
    duration: 28800000,
    type: "idle",
  },
  name: "team-notebook",
  volume: {
    capacity: 20,
    category: "EVS",
    ownership: "MANAGED",
  },
});
const forgotten_notebook = new modelarts.Notebook("forgotten-notebook", {
  description: "open to the internet, and nothing stops it",
  endpoints: [
    {
      keyPairNames: ["old-key"],
      service: "SSH",
    },
  ],
  flavor: "modelarts.vm.gpu.v100",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  lease: {
    enable: false,
  },
  name: "forgotten-notebook",
  volume: {
    category: "EFS",
    ownership: "MANAGED",
  },
});
