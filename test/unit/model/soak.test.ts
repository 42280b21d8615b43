/** The soak in small, and what it must notice. */
import assert from "node:assert/strict";
import { UnchangedError } from "../../../provider/resources/shared/errors";
import { changed } from "../../../tools/model/declaration";
import { Engine } from "../../../tools/model/engine";
import { openWorld, type World } from "../../../tools/model/world";
import { Books } from "../../../tools/soak/books";
import { refusalReason } from "../../../tools/soak/failures";
import { soak } from "../../../tools/soak/soak";

describe("a soak", () => {
  it("ends with equal books", async () => {
    const options = { minutes: 0.05, notebooks: 5, seed: 3, faults: [] };
    const { complaints, operations, failed } = await soak(options, () => undefined);
    assert.deepEqual(complaints, []);
    assert.equal(failed, 0);
    assert.ok((operations["create"] ?? 0) >= 5, "it does something");
  });

  const tampering: [what: string, tamper: (world: World, id: string) => void, found: RegExp][] = [
    [
      "a stop",
      ({ simulator }, id) => void simulator.notebooks.change(id, { status: "STOPPED" }),
      /left stopped/,
    ],
    [
      "another lease",
      ({ simulator }, id) => {
        const duration = Number(simulator.notebooks.get(id)?.lease?.duration) + 3_600_000;
        simulator.notebooks.change(id, { lease: { duration } });
      },
      /lease changed/,
    ],
    ["a removal", ({ simulator }, id) => void simulator.notebooks.remove(id), /does not exist/],
    ["nothing", () => undefined, /^$/],
  ];
  for (const [what, tamper, found] of tampering) {
    it(`notices ${what}`, async () => {
      const setting = { cloud: "huawei", assume: {}, updates: {}, transitionMs: 700 } as const;
      const world = await openWorld(setting);
      try {
        const program = { a: changed(undefined, {}, "huawei") };
        const engine = new Engine(world, () => world.newJournal());
        const books = new Books(world, engine, program, []);
        await engine.up(program);
        const { id = "" } = engine.store.resources.get("a") ?? {};
        assert.deepEqual(books.noteChange(id, program.a, undefined), []);
        tamper(world, id);
        assert.match(books.judge("a").join("; "), found);
      } finally {
        await world.close();
      }
    });
  }
});

describe("a refusal", () => {
  const declared = (capacity: number) => ({
    ...changed(undefined, {}, "huawei"),
    volume: { category: "EVS" as const, ownership: "MANAGED" as const, capacity },
  });
  const book = (status: string) => ({ id: "1", status, volume: { category: "EVS", capacity: 50 } });
  const reason = (error: Error, capacity: number, status: string) =>
    refusalReason({ verb: "update", error }, declared(capacity), book(status));

  it("is expected if the books justify it", () => {
    const error = new UnchangedError("modelarts/stop-required", "refused");
    assert.match(String(reason(error, 80, "STOPPED")), /does not grow/);
    assert.match(String(reason(error, 20, "RUNNING")), /does not shrink/);
  });

  it("is a failure if they do not", () => {
    const error = new UnchangedError("modelarts/stop-required", "refused");
    assert.equal(reason(error, 80, "RUNNING"), undefined);
    assert.equal(reason(error, 50, "STOPPED"), undefined);
    assert.equal(reason(new Error("broken"), 80, "STOPPED"), undefined);
  });
});
