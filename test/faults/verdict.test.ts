/** The matrix is only worth something if it notices what is wrong. */
import assert from "node:assert/strict";
import { createSimulator, type Simulator, type WireNotebook } from "pulumi-modelarts-simulator";
import { NOTEBOOK } from "../notebook-args";
import { failureLines, report } from "./report";
import { sample } from "./random";
import { hitsAt, pointsOf } from "./plays";
import {
  afterCrash,
  compare,
  compareIds,
  endedByBadAnswers,
  idsInBooks,
  secretsIn,
  shownSecrets,
  violation,
  type Crashed,
  type Expected,
} from "./verdict";

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

  it("given a notebook with a marker, compares the description without it, and misses no marker", () => {
    const marked = { ...live, description: "of Ada [pulumi:0123456789abcdef]" };
    const wanted = { ...expected, inputs: { ...declared, description: "of Ada" } };
    assert.deepEqual(namesOf(given(marked), { ...wanted, isMarked: true }), []);
    assert.deepEqual(namesOf(given(marked), wanted), ["differs"]);
    const unmarked = { ...live, description: "of Ada" };
    assert.deepEqual(namesOf(given(unmarked), { ...wanted, isMarked: true }), ["differs"]);
  });

  const states: [what: string, inState: string[], inBooks: string[], ...names: string[]][] = [
    ["the same ids", ["1"], ["1"]],
    ["nothing", [], []],
    ["an id that the state lacks", [], ["1"], "orphaned"],
    ["an id that the state has twice", ["1", "1"], ["1"], "wrong state"],
    ["an id that was kept after the deletion", ["1"], [], "wrong state"],
    ["another id", ["2"], ["1"], "orphaned", "wrong state"],
  ];
  for (const [what, inState, inBooks, ...names] of states) {
    it(`given a state and books with ${what}, finds ${names.join(", ") || "nothing"}`, () => {
      assert.deepEqual(
        compareIds(inState, inBooks).map(({ name }) => name),
        names,
      );
    });
  }

  it("takes the ids from the books as the state names them, without what is being deleted", () => {
    const books = given({ ...live, id: "1" }, { ...live, id: "2", status: "DELETING" });
    assert.deepEqual(idsInBooks(books, expected), ["1"]);
    books.mounts.put("3", { id: "3", notebook_id: "1", status: "MOUNTED" });
    assert.deepEqual(idsInBooks(books, { ...expected, kind: "NotebookStorage" }), ["1/3"]);
  });

  const crashed: Crashed = {
    ...{ inState: ["1"], inBooks: ["1"], mayBe: 1 },
    ...{ mustStay: true, isRecorded: true },
  };
  const crashes: [what: string, left: Partial<Crashed>, ...names: string[]][] = [
    ["what was there", {}],
    ["two", { inState: ["1", "2"], inBooks: ["1", "2"] }, "doubled"],
    ["two of a replacement", { inState: ["1", "2"], inBooks: ["1", "2"], mayBe: 2 }],
    ["none", { inBooks: [] }, "lost"],
    ["none, and none is declared", { inBooks: [], mustStay: false }],
    ["one without the state, after an interrupt", { inState: [] }, "orphaned"],
    ["one without the state, after a kill", { inState: [], isRecorded: false }],
  ];
  for (const [what, left, ...names] of crashes) {
    it(`given a crash that has left ${what}, finds ${names.join() || "nothing"}`, () => {
      assert.deepEqual(
        afterCrash({ ...crashed, ...left }).map(({ name }) => name),
        names,
      );
    });
  }

  it("given bad answers to a read, finds an operation that one ended, or that gave up early", () => {
    const find = (times: number, error: string | undefined, tookMs: number) =>
      endedByBadAnswers(times, { error, tookMs, limitMs: 60_000 }).map(({ name }) => name);
    assert.deepEqual(find(1, undefined, 1_000), []);
    assert.deepEqual(find(1, "500", 1_000), ["ended by one bad answer"]);
    assert.deepEqual(find(4, undefined, 1_000), []);
    assert.deepEqual(find(4, "500", 1_000), ["gave up early"]);
    assert.deepEqual(find(4, "500", 59_000), []);
  });

  it("asks for that at reads only, and not for lasting refusals or silence", () => {
    const badReads = (request: Parameters<typeof hitsAt>[0]["request"]) =>
      new Map(hitsAt({ request, nth: 0 }).map(({ title, badReads: times }) => [title, times]));
    const read = badReads("showNotebook");
    for (const title of ["serverError", "notJson", "busyOnce", "notFoundYet", "tokenExpired"]) {
      assert.equal(read.get(title), 1, title);
    }
    assert.equal(read.get("serverError-x4"), 4);
    for (const title of ["forbidden", "hang"]) assert.equal(read.get(title), undefined, title);
    assert.ok([...badReads("updateNotebook").values()].every((times) => times === undefined));
  });

  it("plays at the first, second and last request of each operation of the API", () => {
    const trace = [
      ...(["showNotebook", "stopNotebook", "showNotebook", "showNotebook"] as const),
      ...(["showNotebook", "startNotebook"] as const),
    ];
    assert.deepEqual(
      pointsOf(trace).map(({ request, nth, index }) => `${index} ${request} ${nth}`),
      [
        ...["0 showNotebook 0", "1 stopNotebook 0", "2 showNotebook 1"],
        ...["4 showNotebook 3", "5 startNotebook 0"],
      ],
    );
  });

  it("given a secret as it is, in base64 at any alignment or as in a URL, finds it", () => {
    const secret = "a secret/key of a test";
    const base64 = ["", "a", "ab"].map((begin) =>
      Buffer.from(`${begin}${secret}!`).toString("base64"),
    );
    for (const form of [secret, ...base64, encodeURIComponent(secret)]) {
      assert.equal(shownSecrets(`before ${form} after`, [secret]).length, 1, form);
    }
    assert.deepEqual(shownSecrets("nothing", [secret]), []);
  });

  it("given files, finds the one with a secret in it", () => {
    const secret = "a secret/key of a test";
    const found = secretsIn(
      [
        { name: "tmp/draft", bytes: Buffer.from(`{"key":"${secret}"}`) },
        { name: "other", bytes: Buffer.from("nothing") },
      ],
      [secret, ""],
    );
    assert.deepEqual(
      found.map(({ name, detail }) => `${name}: ${detail}`),
      [`secret shown: ${secret} (plain) in tmp/draft`],
    );
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

  it("given groups, chooses about as many of each", () => {
    const all = [..."aaaaaaaaaaaaaaaaaaaabbbc"];
    assert.deepEqual(
      sample(all, 7, 1, (item) => item),
      [..."aaabbbc"],
    );
  });
});
