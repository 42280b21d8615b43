import assert from "node:assert/strict";
import type { Properties } from "../../../provider/resources/resource-kind";
import type { PartialFailure } from "../../../provider/resources/shared/errors";
import { storageMount as storage } from "../../../provider/resources/storage-mount/storage-mount";
import { cannedApi, refusal, type Asked, type Canned, type CannedApi } from "./canned-api";

const NOTEBOOK = "00000000-0000-4000-8000-000000000001";
const EFS_ID = "da669f6e-5591-4c10-b2a7-18d053a75677";
const MOUNTS = `/notebooks/${NOTEBOOK}/storage`;
const ID = `${NOTEBOOK}/m1`;
const OBS = { notebookId: NOTEBOOK, uri: "obs://team/data/", mountPath: "/data/team/" };
const EFS = {
  notebookId: NOTEBOOK,
  category: "EFS",
  uri: `${EFS_ID}.sfsturbo.internal:/data`,
  mountPath: "/data/team/",
  efsId: EFS_ID,
};

describe("storage that is mounted into a notebook", () => {
  const { lifecycle } = storage;
  let api: CannedApi;
  afterEach(() => api.close());

  const given = async (answers: Record<string, (asked: Asked) => Canned>) =>
    (api = await cannedApi((asked) => answers[asked.call]?.(asked)));
  const notebook = (status: string) => ({
    [`GET /notebooks/${NOTEBOOK}`]: () => ({ body: { id: NOTEBOOK, status } }),
  });
  const listed = (...data: object[]) => ({ [`GET ${MOUNTS}`]: () => ({ body: { data } }) });
  const live = { id: "m1", uri: OBS.uri, mount_path: OBS.mountPath, status: "MOUNTED" };

  const kinds: [string, object, object, object][] = [
    ["a bucket, which is the default", OBS, { category: "OBS" }, {}],
    ["one answered as a parallel file system", OBS, { category: "OBS" }, { category: "OBSFS" }],
    ["a parallel file system", { ...OBS, category: "OBSFS" }, { category: "OBSFS" }, {}],
    [
      "an SFS Turbo",
      EFS,
      { category: "EFS", uri: EFS.uri, efs_id: EFS_ID },
      { mount_type: "DYNAMIC", uri: EFS.uri },
    ],
  ];
  for (const [what, inputs, sent, answered] of kinds) {
    it(`always sends its category: ${what}; imported, it shows no change`, async () => {
      let mounted: object[] = [];
      await given({
        ...notebook("RUNNING"),
        [`GET ${MOUNTS}`]: () => ({ body: { data: mounted } }),
        [`POST ${MOUNTS}`]: ({ body }) => {
          mounted = [{ ...(body as object), id: "m1", status: "MOUNTED", ...answered }];
          return { body: mounted[0] };
        },
      });
      assert.deepEqual(lifecycle.check({}, inputs).failures, []);
      const { id, outs } = await lifecycle.create(api, inputs);
      assert.deepEqual(api.asked.find(({ call }) => call.startsWith("POST"))?.body, {
        uri: OBS.uri,
        mount_path: OBS.mountPath,
        ...sent,
      });
      assert.equal(lifecycle.diff(outs, inputs).changes, false);
      const imported = await lifecycle.import(api, id);
      assert.deepEqual(lifecycle.check(imported.inputs ?? {}, imported.inputs ?? {}).failures, []);
      assert.equal(lifecycle.diff(imported.props, imported.inputs ?? {}).changes, false);
      assert.equal(lifecycle.diff(imported.props, inputs).changes, false);
    });
  }

  describe("when the path has a mount already", () => {
    const create = () => lifecycle.create(api, { ...OBS, __journalKey: "0123456789abcdef" });
    const posts = () => api.asked.filter(({ call }) => call.startsWith("POST")).length;

    it("adopts the mount of the same folder, and says so", async () => {
      await given({ ...notebook("RUNNING"), ...listed({ ...live, uri: "obs://team/data" }) });
      assert.equal((await create()).id, ID);
      assert.equal(posts(), 0);
      assert.match(api.lines.join(), new RegExp(`adopted storage mount ${ID}`));
      // If a replacement led to this, the engine deletes the old resource, which is the same mount.
      await lifecycle.delete(api, ID, { ...OBS });
      assert.ok(!api.asked.some(({ call }) => call.startsWith("DELETE")));
    });

    it("adopts the mount of an earlier run from which the program differs only in a slash", async () => {
      let mounted: object[] = [];
      await given({
        ...notebook("RUNNING"),
        [`GET ${MOUNTS}`]: () => ({ body: { data: mounted } }),
        [`POST ${MOUNTS}`]: () => {
          mounted = [live];
          return { body: live };
        },
      });
      const keyed = { ...OBS, __journalKey: "0123456789abcdef" };
      await lifecycle.create(api, keyed);
      const changed = { ...keyed, mountPath: "/data/team" };
      const nextRun = { ...api, journal: api.newJournal() };
      await assert.rejects(lifecycle.create(nextRun, changed), (error: PartialFailure) => {
        assert.equal(error.id, ID);
        return !lifecycle.diff(error.properties as Properties, changed).changes;
      });
    });

    it("adopts no mount that another resource has", async () => {
      await given({ ...notebook("RUNNING"), ...listed(live) });
      api.journal.creates.recorded(ID);
      await assert.rejects(create(), /is in use by obs:\/\/team\/data\/ \(MOUNTED\).*its id is/);
    });

    for (const [what, changes] of Object.entries({
      "another folder": { uri: "obs://team/other/" },
      "a mount that is being unmounted": { status: "UNMOUNTING" },
    })) {
      it(`does not adopt ${what}`, async () => {
        await given({ ...notebook("RUNNING"), ...listed({ ...live, ...changes }) });
        await assert.rejects(create(), /is in use by/);
        assert.equal(posts(), 0);
      });
    }

    it("given a lost answer, finds a mount that is shown late", async () => {
      let lists = 0;
      await given({
        ...notebook("RUNNING"),
        [`GET ${MOUNTS}`]: () => ({ body: { data: ++lists < 4 ? [] : [live] } }),
        [`POST ${MOUNTS}`]: () => ({ status: 504 }),
      });
      assert.equal((await create()).id, ID);
      assert.equal(posts(), 1);
    });
  });

  it("says why it could not be mounted", async () => {
    const failed = { ...live, status: "MOUNT_FAILED", failure_reason: "The bucket is gone." };
    let mounted: object[] = [];
    await given({
      ...notebook("RUNNING"),
      [`GET ${MOUNTS}`]: () => ({ body: { data: mounted } }),
      [`POST ${MOUNTS}`]: () => ({ body: (mounted = [failed])[0] }),
    });
    await assert.rejects(lifecycle.create(api, OBS), (error: Error & { properties: object }) => {
      assert.match(error.message, /is MOUNT_FAILED \(The bucket is gone\)/);
      assert.equal(
        (error.properties as { failureReason?: string }).failureReason,
        "The bucket is gone.",
      );
      return true;
    });
  });

  const state = { ...OBS, id: ID, status: "MOUNTED" };
  const read = () => lifecycle.read(api, ID, state);

  it("is gone when the running notebook's list does not have it, or the notebook is gone", async () => {
    await given({ ...notebook("RUNNING"), ...listed() });
    assert.equal((await read()).id, "");
    await api.close();
    await given({ [`GET ${MOUNTS}`]: () => refusal("ModelArts.6404") });
    assert.equal((await read()).id, "");
  });

  for (const [code, status] of [
    ["APIGW.0101", 404],
    ["ModelArts.2786", 404],
    ["ModelArts.6650", 404],
    ["ModelArts.0203", 403],
  ] as const) {
    it(`is not gone for a ${status} with ${code}, and the error is not about the stopped notebook`, async () => {
      await given({ ...notebook("STOPPED"), [`GET ${MOUNTS}`]: () => refusal(code, status) });
      await assert.rejects(read(), new RegExp(code.replace(".", "\\.")));
    });
  }

  const stopped: [string, () => Canned][] = [
    ["refuses to list them", () => refusal("ModelArts.6327")],
    ["lists none", () => ({ body: { data: [] } })],
    ["lists it as unmounted", () => ({ body: { data: [{ ...live, status: "UNMOUNTED" }] } })],
  ];
  for (const [what, list] of stopped) {
    it(`keeps its state while its notebook is stopped and the API ${what}`, async () => {
      await given({ ...notebook("STOPPED"), [`GET ${MOUNTS}`]: list });
      const found = await read();
      assert.deepEqual([found.id, found.props], [ID, state]);
      await lifecycle.delete(api, ID, state);
      assert.match(api.lines.join(), /removed from the state without unmounting/);
    });
  }

  it("is read while its notebook is stopped and the API lists it", async () => {
    await given({ ...notebook("STOPPED"), ...listed(live) });
    assert.equal((await read()).id, ID);
  });

  it("is unmounted only when it is mounted", async () => {
    const statuses = ["MOUNTING", "MOUNTING", "MOUNTED"];
    let isUnmounted = false;
    await given({
      ...notebook("RUNNING"),
      [`GET ${MOUNTS}`]: () => ({
        body: { data: isUnmounted ? [] : [{ ...live, status: statuses.shift() ?? "UNMOUNTING" }] },
      }),
      [`DELETE ${MOUNTS}/m1`]: () => {
        isUnmounted = true;
        return statuses.length === 0 ? {} : refusal("ModelArts.6347");
      },
    });
    await lifecycle.delete(api, ID, state);
    assert.equal(api.asked.filter(({ call }) => call.startsWith("DELETE")).length, 1);
  });

  it("is unmounted although the notebook's status is answered wrongly for a while", async () => {
    const statuses = ["GARBAGE", "GARBAGE", "GARBAGE"];
    let isUnmounted = false;
    await given({
      [`GET /notebooks/${NOTEBOOK}`]: () => ({
        body: { id: NOTEBOOK, status: statuses.shift() ?? "RUNNING" },
      }),
      [`GET ${MOUNTS}`]: () => ({ body: { data: isUnmounted ? [] : [live] } }),
      [`DELETE ${MOUNTS}/m1`]: () => {
        isUnmounted = true;
        return {};
      },
    });
    await lifecycle.delete(api, ID, state);
    assert.deepEqual(statuses, []);
  });

  const wrong: [string, object, RegExp][] = [
    ["efsId", { ...EFS, efsId: undefined }, /required where category is EFS/],
    ["efsId", { ...EFS, efsId: "efs-1" }, /must be a UUID/],
    ["efsId", { ...OBS, efsId: EFS_ID }, /only for category EFS/],
    ["uri", { ...EFS, uri: "obs://team/data/" }, /must be an address such as .*sfsturbo/],
    ["uri", { ...OBS, uri: EFS.uri }, /must be a folder, such as obs:/],
    ["uri", { ...OBS, category: "OBSFS", uri: "obs://team/data" }, /must be a folder/],
    ["category", { ...OBS, category: "NFS" }, /one of OBS, OBSFS, EFS/],
    ["mountPath", { ...OBS, mountPath: "/home/team/" }, /must be a folder below \/data\//],
  ];
  for (const [property, inputs, reason] of wrong) {
    it(`is refused at ${property} for ${JSON.stringify(inputs).slice(60)}, before any request`, async () => {
      await given({});
      const { failures } = lifecycle.check({}, inputs);
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", reason);
      assert.deepEqual(api.asked, []);
    });
  }

  it("is replaced for another category, but not for OBS instead of OBSFS", async () => {
    await given({});
    const same = lifecycle.diff({ ...state, category: "OBSFS" }, { ...OBS, category: "OBS" });
    assert.equal(same.changes, false);
    const other = lifecycle.diff({ ...state, category: "OBS" }, EFS);
    assert.deepEqual(other.replaces.toSorted(), ["category", "uri"]);
  });
});
