/** Which of the engine's calls show that a state holds an id: imports, `.get` and other stacks do not. */
import assert from "node:assert/strict";
import { Connections } from "../../../provider/config/connections";
import { kinds } from "../../../provider/resources/registry";
import { locatedLifecycle } from "../../../provider/servers/location/located-lifecycle";
import { withMethods, type Fixture } from "./lifecycle-fixture";
import { KEY, KEYED, OTHER, OTHER_KEY, useRuns } from "./lost-create-steps";

/** A resource of another stack. */
const FOREIGN_KEY = "fedcba9876543210";

describe("the id of a notebook whose create was killed", () => {
  const { fixture, live, newRun, create, killed } = useRuns();
  const entry = () => newRun().journal.list("create")[0];
  let id: string;
  beforeEach(async () => {
    await killed(KEYED, "showNotebook");
    id = live()[0]?.id ?? assert.fail("no notebook");
  });

  /** What a server does with a run. */
  function located(run: Fixture) {
    const settings: Record<string, unknown> = {
      endpoint: fixture().endpoint,
      projectId: "p",
      token: "the-token-of-the-test",
    };
    const connections = new Connections((key) => settings[key], {}, run.clock);
    return locatedLifecycle(kinds.Notebook, () => ({ connections, context: run }));
  }

  async function importAs(journalKey: string) {
    const { props } = await located(newRun()).import(id, journalKey);
    return props;
  }

  it("is not given to the resource if an import has given it to another one", async () => {
    const state = await importAs(OTHER_KEY);
    const run = newRun();
    let shows = 0;
    const client = withMethods(run.client, {
      showNotebook: async (call) => {
        // The engine comes to the other resource while the create looks.
        if (++shows === 2) await located(run).diff(state, OTHER);
        return run.client.showNotebook(call);
      },
    });
    const made = await create({ ...run, client });
    assert.notEqual(made.id, id);
    assert.equal(live().length, 2);
  });

  it("is named, and nothing is created, if an import may have given it to another resource", async () => {
    await importAs(OTHER_KEY);
    await assert.rejects(
      create(newRun()),
      new RegExp(`an import under another name has read it since. Import the right .*: ${id}`),
    );
    assert.equal(live().length, 1);
    assert.equal(entry()?.id, id);
  });

  it("remains the resource's own after an import under its name, and after a preview of one", async () => {
    const run = newRun();
    const { props } = await located(run).import(id, KEY);
    await located(run).diff(props, KEYED);
    assert.equal((await create(newRun())).id, id);
  });

  it("remains the resource's own when another stack imports the notebook and compares it", async () => {
    const state = await importAs(FOREIGN_KEY);
    await located(newRun()).diff(state, { ...KEYED, __journalKey: FOREIGN_KEY });
    assert.equal(entry()?.isImported, undefined);
    assert.equal((await create(newRun())).id, id);
  });

  it("remains the resource's own if a program reads it with .get, also in a refresh and in the same run", async () => {
    const run = newRun();
    const { props } = await located(run).get(id, {});
    await located(run).read(id, props);
    assert.equal(entry()?.id, id);
    assert.equal((await create(run)).id, id);
  });

  it("is not in the journal once the stack's state holds it, under whatever name", async () => {
    const state = await importAs(OTHER_KEY);
    await located(newRun()).diff(state, OTHER);
    assert.equal(entry(), undefined);
  });

  it("is an error, if the state turns out to hold it for another resource after the create took it", async () => {
    const { props } = await located(newRun()).get(id, {});
    const run = newRun();
    await create(run);
    await assert.rejects(located(run).diff(props, OTHER), new RegExp(`the state has ${id} under`));
    await located(newRun()).diff(props, OTHER);
  });

  it("is that of a predecessor, of which the journal learns when it was made", async () => {
    const { props } = await located(newRun()).get(id, {});
    const run = newRun();
    located(run).check(KEYED, KEYED);
    assert.equal(run.journal.creates.unrecordedSince(KEY), undefined);
    await located(run).diff(props, KEYED);
    assert.equal(run.journal.creates.unrecordedSince(KEY), Number(props["createAt"]) + 1);
  });

  it("belongs to the resource with the import option if that comes first, else the import fails", async () => {
    const option = { ...OTHER, __import: id };
    const first = newRun();
    assert.equal((await create(first, option)).id, id);
    assert.notEqual((await create(first)).id, id);

    const [foreign = assert.fail()] = newRun().journal.list("create");
    const second = newRun();
    assert.equal((await create(second)).id, foreign.id);
    await assert.rejects(
      create(second, { ...OTHER, __import: foreign.id }),
      /Importing the notebook failed: this run has taken notebook/,
    );
  });

  it("is not that of a notebook without an entry which the program reads with .get", async () => {
    newRun().journal.remove("create", entry()?.key ?? "");
    const run = newRun();
    run.journal.write({ kind: "create", key: `${KEY}/p`, digest: "", name: "dev", sentAt: 0 });
    await located(run).get(id, {});
    assert.ok(run.journal.creates.isTaken(id, `${KEY}/p`));
  });
});
