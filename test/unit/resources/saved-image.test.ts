import assert from "node:assert/strict";
import { savedImage as image } from "../../../provider/resources/image/saved-image";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { cannedApi, refusal, type Asked, type Canned, type CannedApi } from "./canned-api";
import { START } from "../client/transport-steps";

const NOTEBOOK = "00000000-0000-4000-8000-000000000001";
const ID = "00000000-0000-4000-8000-000000000002";
const OTHER = "00000000-0000-4000-8000-000000000003";
const NEXT = "00000000-0000-4000-8000-000000000004";
const SAVE = `POST /notebooks/${NOTEBOOK}/create-image`;
const INPUTS = { notebookId: NOTEBOOK, name: "lab", namespace: "team", tag: "v1" };
const SAVED = { id: ID, name: "lab", namespace: "team", tag: "v1", status: "ACTIVE" };

describe("a saved image", () => {
  const { lifecycle } = image;
  let api: CannedApi;
  afterEach(() => api.close());
  const given = async (answers: Record<string, (asked: Asked) => Canned>) =>
    (api = await cannedApi((asked) => answers[asked.call]?.(asked)));

  it("is saved in its workspace and SWR instance, and forceDelete is not sent", async () => {
    await given({
      [SAVE]: () => ({ body: { ...SAVED, workspace_id: "7d9a", swr_instance_id: "swr-1" } }),
    });
    const inputs = {
      ...INPUTS,
      workspaceId: "7d9a",
      swrInstanceId: "swr-1",
      swrInstanceDomain: "swr-1.example.com",
      forceDelete: true,
    };
    assert.deepEqual(lifecycle.check({}, inputs).failures, []);
    const { outs } = await lifecycle.create(api, inputs);
    assert.deepEqual(api.asked[0]?.body, {
      name: "lab",
      namespace: "team",
      tag: "v1",
      workspace_id: "7d9a",
      swr_instance_id: "swr-1",
      swr_instance_domain: "swr-1.example.com",
    });
    assert.equal(lifecycle.diff(outs, inputs).changes, false);
    const moved = { ...inputs, swrInstanceDomain: "swr-2.example.com" };
    assert.deepEqual(lifecycle.diff(outs, moved).replaces, ["swrInstanceDomain"]);
  });

  it("given a lost answer, is found among the user's own images of its workspace", async () => {
    const made = { ...SAVED, id: "saved-just-now", workspace_id: "7d9a", create_at: START };
    await given({
      [SAVE]: () => ({ body: "gone astray" }),
      "GET /images": () => ({ body: { data: [made] } }),
    });
    const { id } = await lifecycle.create(api, { ...INPUTS, workspaceId: "7d9a" });
    assert.equal(id, "saved-just-now");
    const { type, workspace_id: workspace, limit } = api.asked[1]?.query ?? {};
    assert.deepEqual([type, workspace, limit], ["DEDICATED", "7d9a", "50"]);
  });

  it("given a lost answer and an image that failed, has its id, since it takes the name", async () => {
    const failed = { ...SAVED, status: "CREATE_FAILED", create_at: START };
    const other = { ...failed, id: OTHER, tag: "v0" };
    await given({
      [SAVE]: () => ({ status: 502 }),
      "GET /images": () => ({ body: { data: [other, failed] } }),
      [`GET /images/${ID}`]: () => ({ body: failed }),
    });
    const error = await lifecycle.create(api, INPUTS).then(
      () => assert.fail("it succeeded"),
      (thrown: PartialFailure) => thrown,
    );
    assert.ok(error instanceof PartialFailure, String(error));
    assert.equal(error.id, ID);
    const state = error.properties as Parameters<typeof lifecycle.diff>[0];
    assert.deepEqual(lifecycle.diff(state, INPUTS).replaces, ["status"]);
  });

  describe("when an image of its address exists", () => {
    const keyed = { ...INPUTS, __journalKey: "0123456789abcdef" };
    const image = { ...SAVED, create_at: START };

    it("adopts the image that an earlier run asked for", async () => {
      let listed: object[] = [];
      await given({
        [SAVE]: () => ({ status: 502 }),
        "GET /images": () => ({ body: { data: listed } }),
        [`GET /images/${ID}`]: () => ({ body: image }),
      });
      await assert.rejects(lifecycle.create(api, keyed), /saved is unknown/);
      listed = [image];
      assert.equal((await lifecycle.create(api, keyed)).id, ID);
      assert.equal(api.asked.filter(({ call }) => call.startsWith("POST")).length, 1);
    });

    for (const more of [{}, { forceDelete: true }])
      it(`neither adopts nor saves one of an earlier run, perhaps from another notebook: ${JSON.stringify(more)}`, async () => {
        let isGone = false;
        await given({
          [SAVE]: () => ({ body: image }),
          [SAVE.replace(NOTEBOOK, OTHER)]: () => ({ body: { ...image, id: NEXT } }),
          [`GET /images/${ID}`]: () => (isGone ? refusal("ModelArts.6797", 404) : { body: image }),
          [`GET /images/${NEXT}`]: () => ({ body: { ...image, id: NEXT } }),
        });
        await lifecycle.create(api, { ...keyed, ...more });
        const nextRun = () => ({ ...api, journal: api.newJournal() });
        const changed = { ...keyed, ...more, notebookId: OTHER };
        for (const run of [nextRun(), nextRun()]) {
          await assert.rejects(
            lifecycle.create(run, changed),
            (error: Error) =>
              !(error instanceof PartialFailure) &&
              new RegExp(`created image ${ID}.*does not show.*import it; otherwise delete it`).test(
                error.message,
              ),
          );
          run.journal.creates.close();
        }
        isGone = true;
        assert.equal((await lifecycle.create(nextRun(), changed)).id, NEXT);
      });

    it("without an entry of an earlier run, names its id and adopts nothing", async () => {
      await given({
        [SAVE]: () => refusal("ModelArts.6336"),
        "GET /images": () => ({ body: { data: [image] } }),
      });
      await assert.rejects(
        lifecycle.create(api, keyed),
        new RegExp(`Image team/lab:v1 exists: its id is ${ID} \\(ACTIVE\\).*import or delete it`),
      );
      assert.deepEqual(api.journal.list("create"), []);
    });
  });

  it("is imported without the API's defaults", async () => {
    await given({
      [`GET /images/${ID}`]: () => ({ body: { ...SAVED, workspace_id: "0", description: "" } }),
    });
    const { inputs } = await lifecycle.import(api, ID);
    assert.deepEqual(inputs, { name: "lab", namespace: "team", tag: "v1" });
  });

  it("changes forceDelete only in the state, which keeps the notebook that it was saved from", async () => {
    await given({ [`GET /images/${ID}`]: () => ({ body: SAVED }) });
    const state = { ...SAVED, notebookId: NOTEBOOK };
    const newInputs = { name: "lab", namespace: "team", tag: "v1", forceDelete: true };
    const { rows: _, ...outcome } = lifecycle.diff(state, newInputs);
    assert.deepEqual(outcome, { changes: true, replaces: [], deleteBeforeReplace: false });
    const { outs } = await lifecycle.update(api, ID, state, newInputs);
    assert.deepEqual(outs, { ...state, forceDelete: true });
    assert.deepEqual(
      api.asked.map(({ call }) => call),
      [`GET /images/${ID}`],
    );
  });

  const deletions: [object, Record<string, string>, unknown][] = [
    [{}, {}, undefined],
    [{ forceDelete: true }, { force: "true" }, { is_force: true }],
  ];
  for (const [state, query, body] of deletions) {
    it(`is deleted with the state's forceDelete: ${JSON.stringify(state)}`, async () => {
      await given({
        [`DELETE /images/${ID}`]: () => ({ status: 204, body: undefined }),
        [`GET /images/${ID}`]: () => refusal("ModelArts.6797"),
      });
      await lifecycle.delete(api, ID, { ...SAVED, ...state });
      assert.deepEqual(api.asked[0], { call: `DELETE /images/${ID}`, query, body });
    });
  }

  it("given a wrong endpoint, is not gone", async () => {
    await given({});
    await assert.rejects(lifecycle.read(api, ID, SAVED), /APIGW\.0101/);
    await assert.rejects(lifecycle.delete(api, ID, SAVED), /APIGW\.0101/);
  });
});
