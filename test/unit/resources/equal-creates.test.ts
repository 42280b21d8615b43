/** Two resources of a program with the same name and inputs: each gets a notebook of its own. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { INPUTS, withMethods, type Fixture } from "./lifecycle-fixture";
import { KEY, OTHER, OTHER_KEY, useRuns } from "./lost-create-steps";

describe("two creates of equal notebooks", () => {
  const { lose, live, newRun, create } = useRuns();
  const ids = () => live().map(({ id }) => id);
  const sorted = (made: { id: string }[]) => made.map(({ id }) => id).sort();

  /** A create of the other resource that is carried out. Its answer comes when `answer` is called. */
  async function underWay(run: Fixture) {
    let answer: () => void = () => undefined;
    const isAnswered = new Promise<void>((resolve) => (answer = resolve));
    const client = withMethods(run.client, {
      createNotebook: async (call) => {
        const made = await run.client.createNotebook(call);
        await isAnswered;
        return made;
      },
    });
    const made = create({ ...run, client }, OTHER);
    made.catch(() => undefined);
    while (live().length === 0) await wait(5);
    return { made, answer };
  }

  /** The run, with work before each list of notebooks; the first list is the first. */
  function before(run: Fixture, works: Record<number, () => unknown>): Fixture {
    let lists = 0;
    const client = withMethods(run.client, {
      listNotebooks: async (call) => {
        await works[++lists]?.();
        await wait(10);
        return run.client.listNotebooks(call);
      },
    });
    return { ...run, client };
  }

  for (const where of ["the same run", "a run of another stack"]) {
    it(`leaves the notebook of ${where}, whose answer still travels, to the other create`, async () => {
      const run = newRun();
      const other = await underWay(where === "the same run" ? run : newRun());
      lose("serverError");
      const late = () => run.client.createNotebook({ body: { ...INPUTS } });
      const mine = await create(before(run, { 2: other.answer, 4: late }));
      other.answer();
      const theirs = await other.made;
      assert.notEqual(mine.id, theirs.id);
      assert.deepEqual(sorted([mine, theirs]), ids().sort());
    });
  }

  it("does not take that notebook for what an earlier run asked for, either", async () => {
    lose("serverError");
    await assert.rejects(create(newRun()), /unknown/);
    const run = newRun();
    const other = await underWay(run);
    const mine = await create(before(run, { 2: other.answer }));
    other.answer();
    assert.deepEqual(sorted([mine, await other.made]), ids().sort());
    assert.equal(live().length, 2);
  });

  it("names that notebook, and creates none, if the other create is not answered in time", async () => {
    lose("serverError");
    await assert.rejects(create(newRun()), /unknown/);
    const run = newRun();
    await underWay(run);
    await assert.rejects(create(run), new RegExp(`may be the result.*${ids()[0]}`));
    assert.equal(live().length, 1);
  });

  it("finds both notebooks if both answers are lost", async () => {
    const run = newRun();
    const late = () => run.client.createNotebook({ body: { ...INPUTS } });
    lose("serverError");
    lose("serverError");
    const both = before(run, { 4: late, 8: late });
    const made = await Promise.all([create(both), create(both, OTHER)]);
    assert.deepEqual(sorted(made), ids().sort());
  });

  it("fails if its answer has an id that this run has taken for another resource", async () => {
    const run = newRun();
    const other = await underWay(run);
    const [id = ""] = ids();
    run.journal.creates.adopt({ key: `${KEY}/p`, digest: "", name: "dev", sentAt: 0 }, id);
    other.answer();
    await assert.rejects(
      other.made,
      new RegExp(`already taken notebook ${id} for another resource`),
    );
    assert.equal(run.journal.creates.find(`${OTHER_KEY}/p`)?.id, undefined);
    assert.notEqual(run.journal.creates.find(`${OTHER_KEY}/p`), undefined);
  });
});
