/** The matrix is only worth something if it notices what is wrong. */
import assert from "node:assert/strict";
import { createSimulator, type Simulator, type WireNotebook } from "pulumi-modelarts-simulator";
import { NOTEBOOK } from "../notebook-args";
import { failureLines, report } from "./report";
import { sample } from "./random";
import { compare, shownSecrets, violation, type Expected } from "./verdict";

const HOUR_MS = 3_600_000;
const live: Partial<WireNotebook> = {
  name: "lab",
  flavor: NOTEBOOK.flavor,
  status: "RUNNING",
  volume: { category: "EVS", ownership: "MANAGED", capacity: 50 },
  tags: [{ key: "team", value: "blue" }],
  endpoints: [{ service: "SSH", allowed_access_ips: ["10.0.0.1"] }],
  lease: { create_at: 0, update_at: 2 * HOUR_MS, duration: 3 * HOUR_MS, enable: true },
};
const declared = {
  ...NOTEBOOK,
  volume: { ...NOTEBOOK.volume, capacity: 50 },
  tags: { team: "blue" },
  endpoints: [{ service: "SSH", allowedAccessIps: ["10.0.0.1"] }],
};

describe("the matrix: its verdict", () => {
  const expected: Expected = {
    ...{ kind: "Notebook", name: "lab", inputs: declared },
    leaseMs: HOUR_MS,
  };
  const given = (...notebooks: Partial<WireNotebook>[]): Simulator =>
    createSimulator({ clock: { now: () => 0 }, seed: notebooks });
  const namesOf = (simulator: Simulator, wanted = expected) =>
    compare(simulator, wanted).map(({ name }) => name);

  it("given books that equal the program, finds nothing", () => {
    assert.deepEqual(compare(given(live), expected), []);
    assert.deepEqual(compare(given({ ...live, name: "lab-2" }, live), expected), []);
  });

  const wrong: [string, Partial<WireNotebook>[], ...string[]][] = [
    ["two notebooks of the name", [live, live], "doubled"],
    ["no notebook", [], "lost"],
    ["a notebook that does not run", [{ ...live, status: "STOPPED" }], "left stopped"],
    [
      "another lease",
      [{ ...live, lease: { ...live.lease, duration: 9 * HOUR_MS } }],
      "lease changed",
    ],
    ["no auto stop", [{ ...live, lease: { ...live.lease, enable: false } }], "lease changed"],
    ["another flavor", [{ ...live, flavor: "modelarts.vm.cpu.8u" }], "differs"],
    ["another disk", [{ ...live, volume: { ...live.volume, capacity: 60 } }], "differs"],
    ["no tag", [{ ...live, tags: [] }], "differs"],
    ["no whitelist", [{ ...live, endpoints: [] }], "differs"],
  ];
  for (const [what, notebooks, ...names] of wrong) {
    it(`given ${what}, finds ${names.join()}`, () => {
      assert.deepEqual(namesOf(given(...notebooks)), names);
    });
  }

  it("given a notebook that is to be stopped or gone, finds that it runs, or that it exists", () => {
    const stopped = { ...expected, inputs: { ...declared, desiredStatus: "STOPPED" } };
    assert.deepEqual(namesOf(given(live), stopped), ["left running"]);
    assert.deepEqual(namesOf(given(live), { ...expected, inputs: undefined }), ["orphaned"]);
  });

  it("given a secret as it is, in base64 or as in a URL, finds it", () => {
    const secret = "a secret/key";
    for (const form of [
      secret,
      Buffer.from(secret).toString("base64"),
      encodeURIComponent(secret),
    ]) {
      assert.equal(shownSecrets(`before ${form} after`, [secret]).length, 1, form);
    }
    assert.deepEqual(shownSecrets("nothing", [secret]), []);
  });

  it("given outcomes, counts them, and leaves out those whose fault did not happen, and known limits", () => {
    const lines: string[] = [];
    const one = { class: "cli", name: "one", violations: [violation("doubled", "2 of one")] };
    const isGood = report(
      [
        one,
        { ...one, name: "known", isLimit: true },
        { class: "cli", name: "unmet", violations: [], isUnmet: true },
        { class: "crash", name: "good", violations: [] },
      ],
      (line) => lines.push(line),
      "",
    );
    assert.equal(isGood, false);
    assert.deepEqual(failureLines(one), ["FAILED one", "  doubled: 2 of one"]);
    assert.deepEqual(failureLines({ ...one, isLimit: true })[0], "KNOWN LIMIT one");
    assert.ok(
      lines.includes(
        "\ncli: 3 cases, 0 passed, 1 failed, 1 known limits, 1 whose fault did not happen",
      ),
    );
    assert.equal(lines.at(-1), "\n1 passed, 1 failed");
  });

  it("given a seed, chooses the same cases again, and others for another seed", () => {
    const all = Array.from({ length: 100 }, (_, index) => index);
    assert.deepEqual(sample(all, 10, 7), sample(all, 10, 7));
    assert.notDeepEqual(sample(all, 10, 7), sample(all, 10, 8));
    assert.equal(new Set(sample(all, 10, 7)).size, 10);
  });
});
