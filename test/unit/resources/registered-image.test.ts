import assert from "node:assert/strict";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { registeredImage } from "../../../provider/resources/image/registered-image";
import { cannedApi, refusal, type Asked, type Canned, type CannedApi } from "./canned-api";
import { START } from "../client/transport-steps";

const ID = "708ca95d-c601-4dc7-86b9-670adfd5e818";
const SWR = "swr.example.com/team/pytorch:v1";
/** As the reference's example answers it: with an architecture in lower case. */
const REGISTERED = {
  id: ID,
  name: "pytorch",
  namespace: "team",
  tag: "v1",
  swr_path: SWR,
  arch: "x86_64",
  description: "",
  dev_services: ["NOTEBOOK", "SSH", "AI_FLOW"],
  resource_categories: ["GPU", "CPU"],
  origin: "CUSTOMIZE",
  service_type: "UNKNOWN",
  status: "ACTIVE",
  type: "DEDICATED",
  visibility: "PRIVATE",
  workspace_id: "0",
  create_at: START,
};

describe("a registered image", () => {
  const { lifecycle } = registeredImage;
  let api: CannedApi;
  afterEach(() => api.close());

  const given = async (answers: Record<string, (asked: Asked) => Canned>) =>
    (api = await cannedApi((asked) => answers[asked.call]?.(asked)));
  const whole = (changes: object = {}) => ({ body: { ...REGISTERED, ...changes } });
  const calls = () => api.asked.map(({ call }) => call);

  it("is registered as declared, waited for, and its state holds the inputs that the API does not return", async () => {
    await given({
      "POST /images": () => whole({ status: "CREATING" }),
      [`GET /images/${ID}`]: () => whole(),
    });
    const inputs = {
      swrPath: SWR,
      resourceCategory: ["CPU", "GPU"],
      readMe: "Hi",
      forceDelete: true,
    };
    assert.deepEqual(lifecycle.check({}, inputs).failures, []);
    const { id, outs } = await lifecycle.create(api, inputs);
    assert.equal(id, ID);
    assert.deepEqual(api.asked[0]?.body, {
      swr_path: SWR,
      resource_category: ["CPU", "GPU"],
      read_me: "Hi",
    });
    const state = outs as Record<string, unknown>;
    assert.deepEqual(
      [state["status"], state["readMe"], state["forceDelete"]],
      ["ACTIVE", "Hi", true],
    );
    assert.equal(lifecycle.diff(state, inputs).changes, false);
    const refreshed = await lifecycle.read(api, id, state);
    assert.deepEqual(refreshed.props, state);
  });

  it("is imported without defaults, as code that check accepts and that changes nothing", async () => {
    await given({ [`GET /images/${ID}`]: () => whole({ visibility: "PUBLIC" }) });
    const { inputs = {}, props } = await lifecycle.import(api, ID);
    assert.deepEqual(inputs, { swrPath: SWR, visibility: "PUBLIC" });
    assert.deepEqual(lifecycle.check(inputs, inputs).failures, []);
    assert.equal(lifecycle.diff(props, inputs).changes, false);
    assert.deepEqual(
      (await lifecycle.checkImport(api, ID, { ...inputs, forceDelete: true })).failures,
      [],
    );
    const other = await lifecycle.checkImport(api, ID, { ...inputs, arch: "AARCH64" });
    assert.match(other.failures[0]?.reason ?? "", /says "AARCH64", but image .* has "x86_64"/);
  });

  it("is gone only if the API says so with its own codes; any other 404 is an error", async () => {
    let answer: Canned = refusal("ModelArts.6797");
    await given({ [`GET /images/${ID}`]: () => answer });
    assert.equal((await lifecycle.read(api, ID, { swrPath: SWR })).id, "");
    answer = refusal("ModelArts.6404", 404);
    assert.equal((await lifecycle.read(api, ID, { swrPath: SWR })).id, "");
    for (const code of ["APIGW.0101", "ModelArts.2786", "ModelArts.6650"]) {
      answer = refusal(code, 404);
      await assert.rejects(lifecycle.read(api, ID, { swrPath: SWR }), new RegExp(code));
    }
  });

  it("given a lost answer, is found by its address, its time and its workspace", async () => {
    const older = { ...REGISTERED, id: "older", create_at: START - 3_600_000 };
    await given({
      "POST /images": () => ({ body: "gone astray" }),
      "GET /images": () => ({
        body: {
          data: [older, { ...REGISTERED, id: "other", tag: "v2" }, { ...REGISTERED, id: "ours" }],
        },
      }),
      "GET /images/ours": () => whole({ id: "ours" }),
    });
    const { id } = await lifecycle.create(api, { swrPath: SWR, workspaceId: "7d9a" });
    assert.equal(id, "ours");
    assert.deepEqual(calls(), ["POST /images", "GET /images"]);
    assert.deepEqual(api.asked[1]?.query, {
      name: "pytorch",
      namespace: "team",
      name_fuzzy_match: "false",
      type: "DEDICATED",
      workspace_id: "7d9a",
      limit: "50",
      sort_key: "create_at",
      sort_dir: "DESC",
    });
  });

  describe("when an image of its address exists", () => {
    const keyed = { ...{ swrPath: SWR }, __journalKey: "0123456789abcdef" };
    const image = REGISTERED;

    it("adopts the image that an earlier run asked for", async () => {
      let listed: object[] = [];
      await given({
        "POST /images": () => ({ status: 502 }),
        "GET /images": () => ({ body: { data: listed } }),
        [`GET /images/${ID}`]: () => ({ body: image }),
      });
      await assert.rejects(lifecycle.create(api, keyed), /registered is unknown/);
      listed = [image];
      assert.equal((await lifecycle.create(api, keyed)).id, ID);
      assert.equal(api.asked.filter(({ call }) => call.startsWith("POST")).length, 1);
    });

    it("without an entry of an earlier run, names its id and adopts nothing", async () => {
      await given({
        "POST /images": () => refusal("ModelArts.6336"),
        "GET /images": () => ({ body: { data: [image] } }),
      });
      await assert.rejects(
        lifecycle.create(api, keyed),
        new RegExp(
          `Image team/pytorch:v1 exists: its id is ${ID} \\(ACTIVE\\).*import or delete it`,
        ),
      );
      assert.deepEqual(api.journal.list("create"), []);
    });
  });

  it("given a lost answer and no image that was registered just now, fails without an id", async () => {
    await given({
      "POST /images": () => ({ body: "gone astray" }),
      "GET /images": () => ({ body: {} }),
    });
    await assert.rejects(
      lifecycle.create(api, { swrPath: SWR }),
      (error: Error) =>
        /registered is unknown: look for team\/pytorch:v1 in the console/.test(error.message) &&
        !(error instanceof PartialFailure),
    );
  });

  it("is replaced for inputs that the API never returns only if the program changes them", async () => {
    await given({
      "POST /images": () => whole({ description: undefined, dev_services: undefined }),
    });
    const inputs = { swrPath: SWR, description: "torch", services: ["SSH"], readMe: "Hi" };
    const { outs } = await lifecycle.create(api, inputs);
    assert.equal(lifecycle.diff(outs, inputs).changes, false);
    const changed = { ...inputs, description: "other", readMe: "Ho" };
    assert.deepEqual(lifecycle.diff(outs, changed).replaces.toSorted(), ["description", "readMe"]);
  });

  const deletions: [string, object, Record<string, string>, unknown][] = [
    ["keeps the content", {}, {}, undefined],
    ["keeps the content", { forceDelete: false }, {}, undefined],
    ["deletes the content", { forceDelete: true }, { force: "true" }, { is_force: true }],
  ];
  for (const [what, state, query, body] of deletions) {
    it(`${what} when it is deleted with ${JSON.stringify(state)}`, async () => {
      await given({
        [`DELETE /images/${ID}`]: () => ({}),
        [`GET /images/${ID}`]: () => refusal("ModelArts.6797"),
      });
      await lifecycle.delete(api, ID, { swrPath: SWR, ...state });
      assert.deepEqual(api.asked[0], { call: `DELETE /images/${ID}`, query, body });
    });
  }

  describe("when something differs", () => {
    const state = { swrPath: SWR, arch: "x86_64", services: ["NOTEBOOK", "SSH"], status: "ACTIVE" };
    const cases: [string, object, object][] = [
      ["nothing", { services: ["SSH", "NOTEBOOK"], arch: "X86_64" }, {}],
      ["the address", { swrPath: SWR.replace("v1", "v2") }, { replaces: ["swrPath"] }],
      [
        "the services",
        { services: ["SSH"] },
        { replaces: ["services"], deleteBeforeReplace: true },
      ],
      [
        "a first description",
        { description: "torch" },
        { replaces: ["description"], deleteBeforeReplace: true },
      ],
      ["forceDelete alone", { forceDelete: true }, { changes: true }],
    ];
    for (const [what, changes, expected] of cases) {
      it(`given a difference in ${what}, the diff is ${JSON.stringify(expected)}`, async () => {
        await given({});
        const { replaces = [] } = expected as { replaces?: string[] };
        const { rows: _, ...found } = lifecycle.diff(state, { swrPath: SWR, ...changes });
        assert.deepEqual(found, {
          changes: replaces.length > 0,
          replaces: [],
          deleteBeforeReplace: false,
          ...expected,
        });
      });
    }

    it("changes forceDelete in place, without a request that changes anything", async () => {
      await given({ [`GET /images/${ID}`]: () => whole() });
      const { outs } = await lifecycle.update(api, ID, state, { swrPath: SWR, forceDelete: true });
      assert.equal((outs as { forceDelete?: boolean }).forceDelete, true);
      const back = await lifecycle.update(api, ID, outs, { swrPath: SWR });
      assert.equal((back.outs as { forceDelete?: boolean }).forceDelete, undefined);
      assert.deepEqual([...new Set(calls())], [`GET /images/${ID}`]);
    });

    it("never deletes the content that the new registration needs", async () => {
      await given({});
      const forced = { ...state, forceDelete: true };
      const newInputs = { swrPath: SWR, visibility: "PUBLIC", arch: "AARCH64" };
      assert.throws(
        () => lifecycle.diff(forced, { ...newInputs, forceDelete: true }),
        /can't be replaced: .*also deletes the content in SWR.*Declare forceDelete: false/,
      );
      const { changes, replaces, deleteBeforeReplace } = lifecycle.diff(forced, newInputs);
      assert.deepEqual([changes, replaces, deleteBeforeReplace], [true, [], false]);
      assert.match(
        lifecycle.previewNotes(forced, newInputs, {}).join(),
        /changes only the state; the next one replaces the image for arch/,
      );
      assert.deepEqual(lifecycle.diff({ ...forced, status: "ERROR" }, newInputs).replaces, []);
    });
  });

  const wrong: [string, object, RegExp][] = [
    ["swrPath", { swrPath: undefined }, /is required/],
    ["swrPath", { swrPath: "team/pytorch:v1" }, /must have at least 16 characters/],
    ["swrPath", { swrPath: "swr.example.com/team/pytorch" }, /must be an image in SWR, such as/],
    ["arch", { arch: "ARM" }, /one of X86_64, AARCH64/],
    ["services[0]", { services: ["FTP"] }, /one of NOTEBOOK, SSH/],
    ["resourceCategory[0]", { resourceCategory: ["TPU"] }, /one of CPU, GPU, ASCEND/],
    ["visibility", { visibility: "OPEN" }, /one of PRIVATE, PUBLIC/],
    ["description", { description: "a".repeat(513) }, /at most 512/],
    ["readMe", { readMe: "a".repeat(3001) }, /at most 3000/],
    ["forceDelete", { forceDelete: "yes" }, /must be a boolean/],
    ["name", { name: "pytorch" }, /is not a property of an image/],
  ];
  for (const [property, changes, reason] of wrong) {
    it(`is refused at ${property} for ${JSON.stringify(changes).slice(0, 60)}`, async () => {
      await given({});
      const { failures } = lifecycle.check({}, { swrPath: SWR, ...changes });
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", reason);
      assert.deepEqual(api.asked, []);
    });
  }
});
