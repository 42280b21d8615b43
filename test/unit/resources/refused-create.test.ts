/** A create is refused while an earlier run's create may still have an effect. */
import assert from "node:assert/strict";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { INPUTS, lifecycle, newFixture, type State, withEach } from "./lifecycle-fixture";
import { useRuns } from "./lost-create-steps";

describe("a refused create", () => {
  const { fixture, lose, live, newRun, create } = useRuns();

  it("leaves what an earlier run may have created to the next run", async () => {
    lose("serverError");
    await assert.rejects(create(newRun()), /unknown/);
    const [open] = newRun().journal.list("create");
    fixture().simulator.faults.ask({ name: "forbidden", operation: "createNotebook" });
    await assert.rejects(create(newRun()), /answered 403/);
    assert.deepEqual(newRun().journal.list("create"), [open]);

    await fixture().client.createNotebook({ body: { ...INPUTS } }); // What the first run asked for.
    const { id } = await create(newRun());
    assert.deepEqual(
      live().map((each) => each.id),
      [id],
    );
  });
});

describe("a create with tags, on a cloud that has none", () => {
  it("keeps the notebook, says what to remove, and needs nothing more without them", async () => {
    const fixture = await newFixture({ cloud: "otc" });
    try {
      const failure = await lifecycle.create(fixture, { ...INPUTS, tags: { team: "a" } }).then(
        () => assert.fail("it had no error"),
        (error: PartialFailure) => error,
      );
      assert.match(
        failure.cause.message,
        /^Tagging the notebook failed: this cloud has no tags of notebooks \(APIGW\.0101\)\. .*Remove `tags`/,
      );
      assert.doesNotMatch(failure.cause.message, /endpoint/);
      const state = failure.properties as State;
      const { props } = await lifecycle.read(fixture, failure.id, state);
      assert.equal(props.status, "RUNNING");
      assert.equal(lifecycle.diff(props, INPUTS).changes, false);
    } finally {
      await fixture.close();
    }
  });
});

describe("a create that fails after its tags were set", () => {
  it("knows that it may have set them, if the notebook can't be read: the next update removes them", async () => {
    const fixture = await newFixture();
    try {
      const { faults, notebooks } = fixture.simulator;
      const { client } = fixture;
      fixture.client = withEach(client, (name, method) => {
        if (name !== "createTags") return method;
        return async (call: unknown) => {
          const answer: unknown = await method(call);
          faults.ask({ name: "tokenInvalid", operation: "showNotebook", times: Infinity });
          return answer;
        };
      });
      const failure = await lifecycle.create(fixture, { ...INPUTS, tags: { team: "a" } }).then(
        () => assert.fail("it had no error"),
        (error: PartialFailure) => error,
      );
      fixture.client = client;
      faults.clear();
      assert.deepEqual(notebooks.get(failure.id)?.tags, [{ key: "team", value: "a" }]);
      const state = failure.properties as State;
      await lifecycle.update(fixture, failure.id, state, INPUTS);
      assert.deepEqual(notebooks.get(failure.id)?.tags ?? [], []);
    } finally {
      await fixture.close();
    }
  });
});
