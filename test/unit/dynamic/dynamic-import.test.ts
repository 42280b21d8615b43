import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import { createSimulator, type RunningSimulator, type Simulator } from "pulumi-modelarts-simulator";
import { provider } from "../../../provider/servers/dynamic";
import { INPUTS } from "../resources/lifecycle-fixture";

describe("a notebook that two resources import", () => {
  let simulator: Simulator;
  let server: RunningSimulator;
  before(async () => {
    simulator = createSimulator({ transitionMs: 0, log: ({ method }) => methods.push(method) });
    server = await simulator.listen();
    const settings = { endpoint: server.url, projectId: "p", token: "the-token-of-the-test" };
    const get = (key: string) => settings[key.replace("modelarts:", "") as keyof typeof settings];
    await provider.configure({ config: { get } } as dynamic.ConfigureRequest);
  });
  after(() => server.close());

  const methods: string[] = [];

  it("stays if one of the two is removed, and is deleted if none imports it", async () => {
    const { id } = simulator.notebooks.add({ name: "dev" });
    const inputs = { ...INPUTS, __import: id };
    await provider.check(inputs, inputs); // The other resource, which is already in the state.
    await provider.delete(id, { ...INPUTS, id });
    assert.deepEqual(methods, []);

    const { id: other } = simulator.notebooks.add({ name: "dev" });
    await provider.delete(other, { ...INPUTS, id: other });
    assert.deepEqual(methods.slice(0, 1), ["DELETE"]);
  });
});
