import assert from "node:assert/strict";
import { lifecycle as untyped } from "../../../provider/resources/notebook/lifecycle";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { storageMount } from "../../../provider/resources/storage-mount/storage-mount";
import { cannedApi, type Asked, type Canned, type CannedApi } from "./canned-api";
import { INPUTS } from "./lifecycle-fixture";

const ID = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";
const NOTEBOOK = `/notebooks/${ID}`;
const MOUNTS = `${NOTEBOOK}/storage`;
const error: Canned = { body: { error_code: "ModelArts.0010", error_msg: "An internal error." } };

/** What a broken gateway answers with status 200. */
const useless: [what: string, answer: Canned, reason: RegExp][] = [
  ["an error", error, /ModelArts\.0010: An internal error/],
  ["{}", { body: {} }, /is missing|none of the documented fields|must be empty/],
  ["rows that are null", { body: { data: null, total: 1 } }, /is missing|none of|must be empty/],
];

describe("an answer with status 200 that is", () => {
  let api: CannedApi;
  afterEach(() => api.close());
  const given = async (answers: Record<string, (asked: Asked) => Canned>) =>
    (api = await cannedApi((asked) => answers[asked.call]?.(asked)));

  for (const [what, answer, reason] of useless) {
    describe(what, () => {
      const { lifecycle } = storageMount;
      const inputs = { notebookId: ID, uri: "obs://team/data/", mountPath: "/data/team/" };
      const mount = { ...inputs, id: `${ID}/m1`, status: "MOUNTED" };
      const running = { [`GET ${NOTEBOOK}`]: () => ({ body: { id: ID, status: "RUNNING" } }) };

      it("to the list of mounts: the mount does not fall out of the state", async () => {
        await given({ ...running, [`GET ${MOUNTS}`]: () => answer });
        await assert.rejects(lifecycle.read(api, `${ID}/m1`, mount), reason);
      });

      it("to an unmount, while the mount is still there: it does not count as done", async () => {
        const live = { id: "m1", uri: inputs.uri, mount_path: inputs.mountPath, status: "MOUNTED" };
        await given({
          ...running,
          [`GET ${MOUNTS}`]: () => ({ body: { data: [live] } }),
          [`DELETE ${MOUNTS}/m1`]: () => answer,
        });
        await assert.rejects(
          lifecycle.delete(api, `${ID}/m1`, mount),
          /ModelArts\.0010|took longer/,
        );
      });

      it("to a removal of tags: the state keeps their keys", async () => {
        await given({
          [`GET ${NOTEBOOK}`]: () => ({
            body: {
              id: ID,
              name: "dev",
              status: "RUNNING",
              flavor: INPUTS.flavor,
              image: { id: INPUTS.imageId },
              volume: INPUTS.volume,
              tags: [{ key: "team", value: "vision" }],
            },
          }),
          [`DELETE ${NOTEBOOK}/tags/delete`]: () => answer,
        });
        const tags = { team: "vision" };
        const state = { ...INPUTS, id: ID, status: "RUNNING", tags, __inputs: { tags: ["team"] } };
        await assert.rejects(untyped.update(api, ID, state, INPUTS), (failure: unknown) => {
          assert(failure instanceof PartialFailure);
          assert.match(failure.message, reason);
          const { __inputs } = failure.properties as typeof state;
          assert.deepEqual(__inputs.tags, ["team"]);
          return true;
        });
      });
    });
  }

  it("another notebook: nothing of it is used", async () => {
    await given({ [`GET ${NOTEBOOK}`]: () => ({ body: { id: OTHER, status: "RUNNING" } }) });
    const state = { ...INPUTS, id: ID, status: "STOPPED" };
    await assert.rejects(untyped.read(api, ID, state), new RegExp(`"${OTHER}", but "${ID}" was`));
  });

  for (const [code, isRefusal] of [
    ["ModelArts.6302", true],
    ["ModelArts.0010", false],
  ] as const) {
    it(`${code} to a create: ${isRefusal ? "a refusal" : "it may have been created, so it is searched for"}`, async () => {
      await given({
        "POST /notebooks": () => ({ body: { error_code: code, error_msg: "no" } }),
        "GET /notebooks": () => ({ body: { data: [], total: 0 } }),
      });
      await assert.rejects(untyped.create(api, INPUTS), new RegExp(`${code}: no`));
      const isSearched = api.asked.some(({ call }) => call === "GET /notebooks");
      assert.equal(isSearched, !isRefusal);
    });
  }
});
