import assert from "node:assert/strict";
import type { PolicyResource } from "@pulumi/policy";
import { NOTEBOOK_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { policiesOf } from "../../../policies/engine/pack-policies";
import { URN } from "./run-policies";
import { unknownCheckingProxy } from "./unknown-proxy";

describe("all rules", () => {
  it("evaluate 5,000 notebooks, declared and live, each in at most 24 times the time of reading them", () => {
    const notebook = {
      name: "vision",
      flavor: "modelarts.vm.gpu.v100",
      description: "Training of the vision team.",
      endpoints: [{ service: "SSH", allowedAccessIps: ["198.51.100.7", "0.0.0.0/0"] }],
      lease: { enable: true, duration: 259_200_000, type: "TIMING" },
      volume: { category: "EVS", ownership: "MANAGED", capacity: 1000 },
      tags: { team: "vision" },
      image: { id: "image", type: "DEDICATED", visibility: "PUBLIC", createAt: 0 },
    };
    const policies = policiesOf().map((policy) => ({ policy, report: () => undefined }));
    const resources = Array.from({ length: 5000 }, (_, index) => ({
      type: NOTEBOOK_TYPE,
      urn: `${URN}-${index}`,
      name: `training-${index}`,
      props: unknownCheckingProxy({ ...notebook, status: "RUNNING", id: `id-${index}` }),
    })) as unknown as PolicyResource[];
    const getConfig = () => ({}) as never;
    const secondsOf = (run: () => void) => {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    const declared = secondsOf(() => {
      for (const { policy, report } of policies) {
        const validate = policy.validateResource as (args: object, report: object) => void;
        for (const resource of resources) validate({ ...resource, getConfig }, report);
      }
    });
    const live = secondsOf(() => {
      for (const { policy, report } of policies) {
        void policy.validateStack({ resources, getConfig } as never, report);
      }
    });
    // Machines differ, so the measure is what reading every property through the SDK's proxy costs. Two
    // seconds were 24 times that on the machine where this bound was found.
    const times = 5;
    const reading = secondsOf(() => {
      for (let time = 0; time < times; time++) JSON.stringify(resources);
    });
    const most = (24 * reading) / times;
    assert.ok(
      declared < most && live < most,
      `it took ${declared} s as declared, ${live} s live, and should take ${most} s at most`,
    );
  });
});
