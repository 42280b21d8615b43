/** A share of what `npm run model` runs, with a fixed seed. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { faultNames } from "pulumi-modelarts-simulator";
import { checkShare, type Share } from "../../../tools/model/check";
import { leftOut, possibleFaults } from "../../../tools/model/faults";
import { runSequence } from "../../../tools/model/run-sequence";
import type { Command, Sequence } from "../../../tools/model/sequence";
import type { World } from "../../../tools/model/world";

/** Three commands show most of what eight do, in a third of the time. */
const LENGTH = 3;

async function check(share: Omit<Share, "length">): Promise<void> {
  const { failure, counts, runs } = await checkShare({ ...share, length: LENGTH });
  const found = failure?.complaints.join("\n");
  assert.equal(found, undefined, `${found}\nin ${JSON.stringify(failure?.sequence, undefined, 2)}`);
  assert.equal(runs, share.runs);
  assert.ok(counts.operations > runs, "the sequences do something");
}

describe("random sequences of operations", () => {
  it("leave nothing doubled, orphaned, lost or left stopped", () =>
    check({ seed: 1, runs: 100, faults: [] }));

  it("nor do they with faults", () => check({ seed: 2, runs: 150, faults: possibleFaults }));

  it("take every fault of the simulator, or say why not", () => {
    const named = [...possibleFaults, ...Object.keys(leftOut)];
    assert.deepEqual(named.sort(), [...faultNames].sort());
    for (const reason of Object.values(leftOut)) assert.ok(reason.length > 20);
  });
});

describe("the model", () => {
  const up: Command = {
    kind: "up",
    slot: "a",
    change: { tags: { environment: "test" } },
    faults: [],
  };
  const tag: Command = { kind: "colleague", slot: "a", deed: "tag" };
  const sequence: Sequence = {
    setting: { cloud: "huawei", assume: {}, updates: {}, transitionMs: 700 },
    refreshesFirst: true,
    commands: [up, tag],
  };
  const complaints = async (tamper?: (world: World) => void) =>
    (await runSequence(sequence, undefined, tamper)).complaints.join("\n");
  const only = ({ simulator }: World) => simulator.notebooks.list()[0] ?? assert.fail("none");

  it("has no complaint if nothing happens that nobody asked for", async () => {
    assert.equal(await complaints(), "");
  });

  const tampering: [what: string, tamper: (world: World) => void, complaint: RegExp][] = [
    [
      "a second notebook",
      (world) => {
        const { status, ...rest } = only(world);
        world.simulator.notebooks.add({ ...rest, id: randomUUID(), status: String(status) });
      },
      /^doubled: /,
    ],
    [
      "a notebook of another name",
      ({ simulator }) => void simulator.notebooks.add({ name: "nobodys" }),
      /^(orphaned|doubled): /,
    ],
    [
      "a stop",
      (world) => void world.simulator.notebooks.change(only(world).id, { status: "STOPPED" }),
      /left stopped/,
    ],
    [
      "another lease",
      (world) => {
        const { id, lease } = only(world);
        const duration = Number(lease?.duration) + 3_600_000;
        world.simulator.notebooks.change(id, { lease: { duration } });
      },
      /lease changed/,
    ],
    [
      "a larger disk",
      (world) =>
        void world.simulator.notebooks.change(only(world).id, { volume: { capacity: 500 } }),
      /disk changed/,
    ],
    [
      "a colleague's tag that is gone",
      (world) => void world.simulator.notebooks.change(only(world).id, { tags: [] }),
      /tag lost/,
    ],
  ];
  for (const [what, tamper, complaint] of tampering) {
    it(`notices ${what}`, async () => assert.match(await complaints(tamper), complaint));
  }
});
