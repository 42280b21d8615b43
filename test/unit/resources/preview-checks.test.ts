/** What `modelarts:previewChecks` finds, and what it asks for. */
import assert from "node:assert/strict";
import type { WireFlavor, WireImage } from "pulumi-modelarts-simulator";
import { ModelArtsError } from "../../../provider/client/errors";
import { UNKNOWN } from "../../../provider/engine/unknown";
import type { CheckFailure } from "../../../provider/engine/check-failure";
import { quotaFailures } from "../../../provider/resources/notebook/preview-checks/failures";
import { lifecycle } from "../../../provider/resources/notebook/lifecycle";
import { editDistance } from "../../../provider/resources/shared/nearest";
import { clouds } from "../../../provider/wire/facts/clouds";
import {
  INPUTS,
  newFixture,
  type Fixture,
  type FixtureOptions,
  withMethods,
} from "./lifecycle-fixture";

const ARM_IMAGE = "5b8d1f6e-3a94-4c02-8e7f-91d4c0a2b637";
const GPU_IMAGE = "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10";
const NO_IMAGE = "e1a07296-22a8-4f05-8bc8-e936c8e54091";
const POOL = "7f1e4c52-9b1c-4f0e-8f39-2d5b8a6c9e01";

const flavor = (id: string, more: WireFlavor = {}): WireFlavor => ({
  ...{ id, arch: "X86_64", category: "CPU", feature: "NOTEBOOK", ...more },
});
const notebooks = (count: number, feature = "NOTEBOOK") =>
  Array.from({ length: count }, (_, index) => ({ name: `old-${index}`, feature }));

describe("preview checks", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await newFixture();
  });
  afterEach(() => fixture.close());

  const check = (newInputs: object = {}, oldInputs: object = {}): Promise<CheckFailure[]> =>
    lifecycle.previewFailures?.(fixture, oldInputs, { ...INPUTS, ...newInputs }) ??
    assert.fail("a notebook has no preview checks");
  /** The failures as a user reads them, without the setting at the end of each. */
  const sentences = async (...args: Parameters<typeof check>) =>
    (await check(...args)).map(({ property, reason }) => {
      assert.match(reason, / \[modelarts:previewChecks\]$/);
      return `${property} ${reason.replace(/ \[modelarts:previewChecks\]$/, "")}`;
    });
  const requests = () => fixture.requests().map((line) => line.replace(/\?.*/, ""));
  const all = [
    ...["GET /authoring/features/NOTEBOOK", "GET /images", "GET /images"],
    ...["GET /notebooks/flavors", "GET /workspaces"],
  ];

  /** Another simulator than that of `beforeEach`. */
  const restart = async (more: FixtureOptions) => {
    await fixture.close();
    fixture = await newFixture(more);
  };

  it("find nothing wrong with a notebook that can be had", async () => {
    assert.deepEqual(await check(), []);
    assert.deepEqual(requests().sort(), all);
    assert.deepEqual(fixture.lines, []);
  });

  it("read each list once in a run, also if a hundred notebooks are checked at once", async () => {
    const each = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => check({ name: `n${index}` })));
    assert.deepEqual((await each(100)).flat(), []);
    assert.deepEqual((await each(10)).flat(), []);
    assert.deepEqual(requests().sort(), all);
  });

  it("read the pools once, and only for a notebook in a pool", async () => {
    await Promise.all([check(), check({ poolId: POOL }), check({ poolId: POOL })]);
    assert.equal(requests().filter((line) => line === "GET /authoring/clusters").length, 1);
  });

  describe("of a flavor", () => {
    const here = "in this project and region";

    it("name the nearest ones, at most five, of those that can be had", async () => {
      const seeded = [4, 5, 6, 7, 9].map((size) => flavor(`modelarts.vm.cpu.${size}u`));
      const gone = flavor("modelarts.vm.cpu.3u", { sold_out: true });
      const free = flavor("modelarts.vm.cpu.1u", { feature: "DEFAULT" });
      await restart({ seed: { flavors: [free, gone, ...seeded] } });
      assert.deepEqual(await sentences({ flavor: "modelarts.vm.cpu.22u" }), [
        `flavor is not offered ${here}. Nearest: modelarts.vm.cpu.2u, modelarts.vm.cpu.8u, ` +
          "modelarts.vm.cpu.4u, modelarts.vm.cpu.5u, modelarts.vm.cpu.6u",
      ]);
    });

    it("refuse one that is sold out, and name others of its category", async () => {
      const soldOut = flavor("modelarts.vm.gpu.v100", { category: "GPU", sold_out: true });
      await restart({ seed: { flavors: [soldOut] } });
      assert.deepEqual(await sentences({ flavor: "modelarts.vm.gpu.v100" }), [
        `flavor is sold out ${here}. Nearest: modelarts.vm.gpu.t4.half`,
      ]);
    });

    it("refuse one whose architecture is not the image's, and name others that fit", async () => {
      assert.deepEqual(await sentences({ flavor: "modelarts.kat1.xlarge" }), [
        "flavor is for aarch64, but image e1a07296-22a8-4f05-8bc8-e936c8e54090 " +
          "(notebook2.0-mul-kernel-cpu-cp36) is for x86_64. Nearest: modelarts.vm.cpu.2u, " +
          "modelarts.vm.cpu.8u, modelarts.vm.gpu.v100, modelarts.vm.gpu.t4.half",
      ]);
      assert.deepEqual(await check({ flavor: "modelarts.kat1.xlarge", imageId: ARM_IMAGE }), []);
    });

    it("take the same architecture in another case for the same", async () => {
      await restart({ seed: { flavors: [flavor("upper", { arch: "X86_64" })] } });
      assert.deepEqual(await check({ flavor: "upper" }), []);
    });

    it("say that nothing fits", async () => {
      const only = flavor("modelarts.kat1.xlarge", { arch: "AARCH64", sold_out: true });
      await restart({ seed: { flavors: [only] } });
      const inputs = { flavor: "modelarts.kat1.xlarge", imageId: ARM_IMAGE };
      assert.deepEqual(await sentences(inputs), [
        `flavor is sold out ${here}. None that fits is listed`,
      ]);
    });

    it("in a dedicated pool allow only those of the pool", async () => {
      const pool = { pool_id: POOL, name: "team", type: "DEDICATED" };
      await restart({
        seed: { pools: [{ ...pool, flavors: [flavor("own.2u"), flavor("own.4u")] }] },
      });
      assert.deepEqual(await sentences({ poolId: POOL }), [
        `flavor is not offered in the dedicated pool ${POOL} (team). Nearest: own.2u, own.4u`,
      ]);
      assert.deepEqual(await check({ poolId: POOL, flavor: "own.2u" }), []);
      assert.deepEqual(await sentences({ flavor: "own.2u" }), [
        `flavor is not offered ${here}. Nearest: modelarts.vm.cpu.2u, modelarts.vm.cpu.8u, ` +
          "modelarts.vm.gpu.v100, modelarts.vm.gpu.t4.half",
      ]);
    });

    it("prove nothing from a pool that is not listed or has no flavors, or from an empty list", async () => {
      const bare = { pool_id: "bare", type: "DEDICATED" };
      await restart({ seed: { pools: [bare] } });
      assert.deepEqual(await check({ flavor: "own", poolId: "bare" }), []);
      assert.deepEqual(await check({ flavor: "own", poolId: "other" }), []);
      const listFlavors = () => Promise.resolve({ data: [], total: 0 });
      fixture.client = withMethods(fixture.client, { listFlavors });
      assert.deepEqual(await check({ flavor: "own" }), []);
    });
  });

  describe("of an image", () => {
    it("name the nearest ones that fit the flavor", async () => {
      const image = (begin: string, more: WireImage): WireImage => ({
        ...{ id: NO_IMAGE.replace("e1", begin), type: "BUILD_IN", arch: "x86_64" },
        resource_categories: ["CPU"],
        ...more,
      });
      const unfit = [
        image("e2", { status: "ERROR" }),
        image("e3", { arch: "AARCH64" }),
        image("e4", { resource_categories: ["GPU"] }),
      ];
      await restart({ seed: { images: unfit } });
      assert.deepEqual(await sentences({ imageId: NO_IMAGE }), [
        "imageId is not an image in this project and region. Nearest: " +
          "e1a07296-22a8-4f05-8bc8-e936c8e54090 (notebook2.0-mul-kernel-cpu-cp36), " +
          `${GPU_IMAGE} (pytorch1.8-cuda10.2-cudnn7-ubuntu18.04)`,
      ]);
    });

    it("refuse one that failed to be built", async () => {
      const status = { status: "CREATE_FAILED", status_message: "too large" };
      await restart({ seed: { images: [{ id: NO_IMAGE, ...status }] } });
      const [sentence] = await sentences({ imageId: NO_IMAGE });
      assert.match(sentence ?? "", /^imageId is CREATE_FAILED \(too large\) and can't be used\. /);
    });

    it("show no control character of an answer", async () => {
      const status = { status: "CREATE_FAILED", status_message: "\u001b[31mred\u0007" };
      await restart({ seed: { images: [{ id: NO_IMAGE, ...status }] } });
      const [sentence = ""] = await sentences({ imageId: NO_IMAGE });
      assert.match(sentence, /red/);
      assert.doesNotMatch(sentence, /\p{Cc}/u);
    });

    it("ask for one by its id before they say that it does not exist", async () => {
      await check();
      fixture.simulator.images.put(NO_IMAGE, { id: NO_IMAGE, status: "ACTIVE", arch: "x86_64" });
      fixture.requests();
      assert.deepEqual(await check({ imageId: NO_IMAGE }), []);
      assert.deepEqual(requests(), ["GET /images/{id}"]);
    });

    it("and of a flavor are reported together", async () => {
      const failures = await check({ imageId: NO_IMAGE, flavor: "none" });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["flavor", "imageId"],
      );
    });

    it("for a machine of one's own compare the architecture alone", async () => {
      const customSpec = { cpu: 1, memory: 1024, arch: "AARCH64", category: "CPU" };
      const inputs = { customSpec, flavor: "own", poolId: POOL };
      const [sentence, ...more] = await sentences(inputs);
      assert.deepEqual(more, []);
      assert.match(
        sentence ?? "",
        /^imageId is for x86_64, but customSpec is for AARCH64\. Nearest: 5b8d1f6e/,
      );
      assert.deepEqual(await check({ ...inputs, imageId: ARM_IMAGE }), []);
    });
  });

  describe("of an update", () => {
    it("ask nothing if neither flavor nor image changes", async () => {
      const old = { ...INPUTS, flavor: "gone", imageId: NO_IMAGE };
      assert.deepEqual(await check({ ...old, description: "new" }, old), []);
      assert.deepEqual(requests(), []);
    });

    it("are about what changes alone, and not about the quota", async () => {
      const old = { ...INPUTS, flavor: "gone", imageId: NO_IMAGE };
      assert.deepEqual(await check({ imageId: NO_IMAGE }, old), []);
      assert.deepEqual(await check({ flavor: "gone" }, old), []);
      assert.deepEqual(
        (await check({ flavor: "none" }, INPUTS)).map(({ property }) => property),
        ["flavor"],
      );
      assert.ok(!requests().includes("GET /authoring/features/NOTEBOOK"));
    });

    it("refuse an image that does not fit the flavor", async () => {
      const [sentence] = await sentences({ imageId: ARM_IMAGE }, INPUTS);
      assert.match(
        sentence ?? "",
        /^imageId is for aarch64, but flavor modelarts\.vm\.cpu\.2u is for x86_64\. Nearest: .*e1a07296/,
      );
    });
  });

  it("check nothing that is not known yet", async () => {
    for (const inputs of [
      { flavor: UNKNOWN },
      { imageId: UNKNOWN },
      { imageId: UNKNOWN, flavor: UNKNOWN },
      { flavor: "none", poolId: UNKNOWN },
      { flavor: "none", poolId: POOL, workspaceId: UNKNOWN },
      { imageId: ARM_IMAGE, flavor: UNKNOWN },
      { imageId: ARM_IMAGE, customSpec: UNKNOWN },
    ]) {
      assert.deepEqual(await check(inputs), [], JSON.stringify(inputs));
    }
    assert.ok(!requests().includes("GET /authoring/clusters"));
  });

  describe("of the quota", () => {
    const reason = (number: number) =>
      ` is number ${number} of the new notebooks, but the quota is 1000 and 998 exist. ` +
      "Delete notebooks that are not needed, or ask for a higher quota";
    const named = (key: string, more = {}) => sentences({ __journalKey: key, ...more });

    it("count the new notebooks of the run, each once", async () => {
      await restart({ seed: { notebooks: notebooks(998) } });
      for (const key of ["a", "b", "a"]) assert.deepEqual(await named(key), []);
      assert.deepEqual(await named("c"), [reason(3)]);
      assert.deepEqual(await named("b"), []);
    });

    it("count notebooks that are checked at once in the order of their checks", async () => {
      await restart({ seed: { notebooks: notebooks(998) } });
      const checked = await Promise.all([...Array(4).keys()].map((key) => named(`${key}`)));
      assert.deepEqual(checked, [[], [], [reason(3)], [reason(4)]]);
    });

    it("count neither CodeLab notebooks, nor a feature that is not known, nor replacements", async () => {
      await restart({ seed: { notebooks: notebooks(1000) } });
      fixture.journal.creates.hasPredecessor("replaced");
      assert.deepEqual(await named("a", { feature: "DEFAULT" }), []);
      assert.deepEqual(await named("b", { feature: UNKNOWN }), []);
      assert.deepEqual(await named("replaced"), []);
      assert.equal((await named("c")).length, 1);
    });

    it("refuse a user for whom notebooks are switched off, and know no negative quota", () => {
      assert.match(quotaFailures({ enabled: false }, 1)[0]?.reason ?? "", /switched off/);
      assert.deepEqual(quotaFailures({ quota: -1, used: 5 }, 1), []);
      assert.deepEqual(quotaFailures({ quota: 5 }, 5), []);
      assert.deepEqual(quotaFailures({}, 1), []);
    });
  });

  it("leave a notebook alone that an earlier run may have created", async () => {
    const { creates } = fixture.journal;
    creates.begin({ key: creates.keyOf("begun", "p"), sentAt: 0, digest: "", name: "dev" });
    assert.deepEqual(await check({ flavor: "none", __journalKey: "begun" }), []);
    assert.equal((await check({ flavor: "none", __journalKey: "other" })).length, 1);
  });

  describe("that can't read", () => {
    const warnings = () => fixture.lines.splice(0);

    it("one list say so once, and check the rest", async () => {
      fixture.simulator.faults.ask({ name: "forbidden", operation: "listFlavors" });
      const checked = await Promise.all([1, 2, 3].map(() => check({ flavor: "none" })));
      assert.deepEqual(checked.flat(), []);
      const [warning, ...more] = warnings();
      assert.deepEqual(more, []);
      assert.match(
        warning ?? "",
        /^warning: modelarts:previewChecks could not read the account's flavors, and checks nothing that needs them\. Listing the flavors failed: ModelArts answered 403 .*administrator/,
      );
      assert.equal((await check({ imageId: NO_IMAGE })).length, 1);
      assert.deepEqual(warnings(), []);
      assert.equal(requests().filter((line) => line.endsWith("/flavors")).length, 1);
    });

    it("any list say so once, in time", async () => {
      fixture.simulator.faults.ask({ name: "badGateway", times: Infinity });
      fixture.slept();
      const inputs = { flavor: "none", imageId: NO_IMAGE };
      const checked = await Promise.all([1, 2, 3].map(() => check(inputs)));
      assert.deepEqual(checked.flat(), []);
      const [warning, ...more] = warnings();
      assert.deepEqual(more, []);
      assert.match(warning ?? "", /the account's flavors, images, and quota, and/);
      assert.ok(fixture.slept() < 3 * 16_000);
    });

    it("an image alone do not say that it does not exist", async () => {
      fixture.simulator.faults.ask({ name: "forbidden", operation: "showImage" });
      assert.deepEqual(await check({ imageId: NO_IMAGE }), []);
      assert.match(warnings().join(), /the account's images, and/);
    });

    it("end with the run if the user interrupts it", async () => {
      const interrupt = new AbortController();
      fixture.signal = interrupt.signal;
      interrupt.abort(new ModelArtsError("modelarts/interrupted", "interrupted"));
      await assert.rejects(check(), /interrupted/);
    });
  });

  describe("on a cloud without pools and quotas", () => {
    it("do without them, and say nothing", async () => {
      await restart({ cloud: "otc" });
      assert.deepEqual(await check({ poolId: POOL, flavor: "none" }), []);
      assert.equal((await check({ flavor: "none" })).length, 1);
      assert.deepEqual(fixture.lines, []);
    });

    it("ask for neither if the endpoint's host tells the cloud", async () => {
      await restart({ cloud: "otc" });
      fixture.cloud = clouds.otc;
      await check({ poolId: POOL });
      await check();
      assert.deepEqual(requests().sort(), ["GET /images", "GET /images", "GET /notebooks/flavors"]);
    });
  });
});

describe("the edit distance", () => {
  for (const [from, to, distance] of [
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "", 3],
    ["abc", "abc", 0],
    ["kitten", "sitting", 3],
    ["modelarts.vm.cpu.2u", "modelarts.vm.cpu.8u", 1],
  ] as const) {
    it(`of "${from}" and "${to}" is ${distance}`, () => {
      assert.equal(editDistance(from, to), distance);
      assert.equal(editDistance(to, from), distance);
    });
  }
});
