import assert from "node:assert/strict";
import {
  detailsOf,
  INPUTS,
  messages,
  newPlugin,
  struct,
  UNKNOWN,
  URN,
  type Plugin,
} from "./plugin-fixture";

const ssh = (allowedAccessIps?: string[], keyPairNames?: string[]) => ({
  service: "SSH",
  allowedAccessIps,
  keyPairNames,
});
const JUPYTER = { service: "NOTEBOOK", uri: "https://10.0.0.1" };

interface Case {
  /** What differs from a notebook without any difference. */
  oldInputs?: object;
  state?: object;
  newInputs?: object;
  /** `path`, kind, and "input" or "live". */
  expected: string[];
}

const cases: Record<string, Case> = {
  "no difference": { expected: [] },
  "a property that is added": {
    newInputs: { description: "new" },
    expected: ["description ADD input"],
  },
  "a changed property": {
    newInputs: { flavor: "modelarts.vm.cpu.8u" },
    expected: ["flavor UPDATE input"],
  },
  "a property that is removed": {
    oldInputs: { description: "old" },
    state: { description: "old" },
    expected: ["description DELETE input"],
  },
  "a changed inner property": {
    oldInputs: { volume: { ...INPUTS.volume, capacity: 5 } },
    newInputs: { volume: { ...INPUTS.volume, capacity: 9 } },
    expected: ["volume.capacity UPDATE input"],
  },
  "an inner property that is added": {
    newInputs: { volume: { ...INPUTS.volume, capacity: 9 } },
    expected: ["volume.capacity ADD input"],
  },
  "a changed immutable property": {
    newInputs: { volume: { category: "EFS", ownership: "MANAGED" } },
    expected: ["volume.category UPDATE_REPLACE input"],
  },
  "an immutable property that is added": {
    newInputs: { poolId: "pool-2" },
    state: { poolId: "pool-1" },
    expected: ["poolId ADD_REPLACE input"],
  },
  "an EFS of another size": {
    oldInputs: { volume: { category: "EFS", ownership: "MANAGED", capacity: 50 } },
    state: { volume: { category: "EFS", ownership: "MANAGED", capacity: 50 } },
    newInputs: { volume: { category: "EFS", ownership: "MANAGED", capacity: 90 } },
    expected: ["volume.capacity UPDATE_REPLACE input"],
  },
  "SSH that is opened": {
    newInputs: { endpoints: [ssh(["10.0.0.1"])] },
    expected: ["endpoints ADD input"],
  },
  "SSH that is closed": {
    oldInputs: { endpoints: [ssh(["10.0.0.1"])] },
    state: { endpoints: [JUPYTER, ssh(["10.0.0.1"])] },
    expected: ["endpoints DELETE input"],
  },
  "a changed whitelist": {
    oldInputs: { endpoints: [ssh(["10.0.0.1"])] },
    state: { endpoints: [JUPYTER, ssh(["10.0.0.1"])] },
    newInputs: { endpoints: [ssh(["10.0.0.2"])] },
    expected: ["endpoints[0].allowedAccessIps UPDATE input"],
  },
  "a whitelist in another order": {
    oldInputs: { endpoints: [ssh(["10.0.0.1", "10.0.0.2"])] },
    state: { endpoints: [JUPYTER, ssh(["10.0.0.1", "10.0.0.2"])] },
    newInputs: { endpoints: [ssh(["10.0.0.2", "10.0.0.1"])] },
    expected: [],
  },
  "changed key pairs with an unchanged whitelist": {
    oldInputs: { endpoints: [ssh(["10.0.0.1"], ["old"])] },
    state: { endpoints: [JUPYTER, ssh(["10.0.0.1"], ["old"])] },
    newInputs: { endpoints: [ssh(["10.0.0.1"], ["new"])] },
    expected: ["endpoints[0].keyPairNames UPDATE_REPLACE input"],
  },
  "a changed whitelist and changed key pairs": {
    oldInputs: { endpoints: [ssh(["10.0.0.1"], ["old"])] },
    state: { endpoints: [JUPYTER, ssh(["10.0.0.1"], ["old"])] },
    newInputs: { endpoints: [ssh(["10.0.0.2"], ["new"])] },
    expected: [
      "endpoints[0].allowedAccessIps UPDATE input",
      "endpoints[0].keyPairNames UPDATE_REPLACE input",
    ],
  },
  "a lease that is shortened": {
    oldInputs: { lease: { duration: 7_200_000, type: "idle" } },
    state: { lease: { duration: 7_200_000, type: "idle", enable: true, createAt: 1 } },
    newInputs: { lease: { duration: 3_600_000, type: "idle" } },
    expected: ["lease.duration UPDATE input"],
  },
  "a description set outside of the program": {
    state: { description: "theirs" },
    expected: ["description DELETE live"],
  },
  "a flavor changed outside of the program": {
    state: { flavor: "modelarts.vm.cpu.8u" },
    expected: ["flavor UPDATE live"],
  },
  "a lease changed outside of the program": {
    oldInputs: { lease: { duration: 3_600_000, type: "idle" } },
    state: { lease: { duration: 7_200_000, type: "idle", enable: true, createAt: 1 } },
    newInputs: { lease: { duration: 3_600_000, type: "idle" } },
    expected: ["lease.duration UPDATE live"],
  },
  "auto stop switched off outside of the program": {
    oldInputs: { lease: { duration: 3_600_000 } },
    state: { lease: { duration: 3_600_000, enable: false } },
    newInputs: { lease: { duration: 3_600_000 } },
    expected: ["lease UPDATE live"],
  },
  "SSH opened outside of the program": {
    state: { endpoints: [JUPYTER, ssh()] },
    expected: ["endpoints DELETE live"],
  },
  "a value that a preview does not know yet": {
    newInputs: { imageId: UNKNOWN },
    expected: ["imageId UPDATE input"],
  },
  "an unknown object with immutable properties": {
    newInputs: { volume: UNKNOWN },
    expected: ["volume UPDATE_REPLACE input"],
  },
  "an unknown inner property": {
    oldInputs: { endpoints: [ssh(["10.0.0.1"])] },
    state: { endpoints: [JUPYTER, ssh(["10.0.0.1"])] },
    newInputs: { endpoints: [{ ...ssh(), allowedAccessIps: UNKNOWN }] },
    expected: ["endpoints[0].allowedAccessIps UPDATE input"],
  },
  "a notebook whose creation failed": {
    state: { status: "CREATE_FAILED" },
    expected: ["status DELETE_REPLACE live"],
  },
};

describe("diff of the plugin", () => {
  let plugin: Plugin;
  before(async () => {
    plugin = await newPlugin();
  });
  after(() => plugin.close());

  async function diff(oldInputs: object, state: object, newInputs: object) {
    const request = new messages.DiffRequest()
      .setUrn(URN)
      .setId("f9937afa-631e-4a8f-a8f7-3b6c800585f0")
      .setOldInputs(struct(JSON.parse(JSON.stringify(oldInputs))))
      .setOlds(struct(JSON.parse(JSON.stringify(state))))
      .setNews(struct(JSON.parse(JSON.stringify(newInputs))));
    return plugin.send<messages.DiffResponse>("diff", request);
  }

  for (const [what, { oldInputs, state, newInputs, expected }] of Object.entries(cases)) {
    it(`shows ${what}`, async () => {
      const live = {
        ...INPUTS,
        status: "RUNNING",
        endpoints: [JUPYTER],
        volume: volume(5),
        ...state,
      };
      const answer = await diff({ ...INPUTS, ...oldInputs }, live, { ...INPUTS, ...newInputs });
      assert.deepEqual(detailsOf(answer), expected);
      const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
      assert.equal(answer.getChanges(), expected.length === 0 ? DIFF_NONE : DIFF_SOME);
      const replaced = expected.filter((line) => line.includes("_REPLACE"));
      assert.deepEqual(
        answer.getReplacesList(),
        replaced.map((line) => /^\w+/.exec(line)?.[0]),
      );
    });
  }

  it("sends no request to the API", () => assert.deepEqual(plugin.requests(), []));
});

function volume(capacity: number) {
  return { ...INPUTS.volume, capacity, mountPath: "/home/ma-user/work/" };
}
