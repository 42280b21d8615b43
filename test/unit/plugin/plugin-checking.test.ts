import assert from "node:assert/strict";
import { INPUTS, messages, plain, UNKNOWN } from "./plugin-fixture";
import { usePlugin } from "./plugin-steps";

describe("check of the plugin", () => {
  const { check } = usePlugin();

  it("returns valid inputs unchanged", async () => {
    const checked = await check(INPUTS);
    assert.deepEqual(plain(checked.getInputs()), INPUTS);
    assert.deepEqual(checked.getFailuresList(), []);
  });

  it("reports all violations, each at its property", async () => {
    const volume = { category: "EVS", ownership: "DEDICATED", size: 7 };
    const checked = await check({ ...INPUTS, volume, endpoints: [{ service: "FTP" }] });
    assert.deepEqual(
      checked.getFailuresList().map((failure) => failure.getProperty()),
      ["endpoints[0].service", "volume.ownership", "volume.size"],
    );
  });

  it("accepts values that are not known yet, of any type", async () => {
    const number = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
    const list = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";
    const volume = { ...INPUTS.volume, capacity: number };
    const checked = await check({ ...INPUTS, imageId: UNKNOWN, volume, endpoints: list });
    assert.deepEqual(checked.getFailuresList(), []);
  });

  it("treats null as missing", async () => {
    const checked = await check({ ...INPUTS, lease: null });
    assert.deepEqual(checked.getFailuresList(), []);
    assert.deepEqual(plain(checked.getInputs()), INPUTS);
  });

  describe("a notebook without a name", () => {
    const { name: _, ...nameless } = INPUTS;
    const { PROPOSE, ENFORCE, DISABLE } = messages.CheckRequest.AutonamingOptions.Mode;
    const nameOf = async (...args: Parameters<typeof check>) =>
      plain((await check(...args)).getInputs())["name"] as string | undefined;
    const naming =
      (mode: typeof PROPOSE | typeof ENFORCE | typeof DISABLE, name = "") =>
      (request: messages.CheckRequest) => {
        const options = new messages.CheckRequest.AutonamingOptions();
        request.setAutonaming(options.setMode(mode).setProposedName(name));
      };

    it("gets its logical name with seven digits, the same in each run, whose seeds differ", async () => {
      const name = await nameOf(nameless);
      assert.match(name ?? "", /^dev-[0-9a-f]{7}$/);
      const later = (request: messages.CheckRequest) => void request.setRandomseed("b3RoZXI=");
      assert.equal(await nameOf(nameless, later), name);
      const other = (request: messages.CheckRequest) =>
        void request.setUrn(request.getUrn().replace("::", "2::"));
      assert.notEqual(await nameOf(nameless, other), name);
    });

    it("keeps the name in its old inputs", async () => {
      assert.equal(await nameOf(nameless, undefined, { ...INPUTS, name: "dev-1" }), "dev-1");
    });

    it("gets a name that the API accepts from any logical name", async () => {
      const odd = (request: messages.CheckRequest) => void request.setName("a b/ö".repeat(60));
      const name = await nameOf(nameless, odd);
      assert.match(name ?? "", /^[-\w]{128}$/);
    });

    it("gets what the stack's autonaming proposes, made valid", async () => {
      assert.equal(await nameOf(nameless, naming(PROPOSE, "team.dev")), "team-dev");
    });

    it("gets exactly what the stack's autonaming enforces, or a failure", async () => {
      assert.equal(await nameOf(nameless, naming(ENFORCE, "team_dev")), "team_dev");
      const checked = await check(nameless, naming(ENFORCE, "team.dev"));
      assert.deepEqual(
        checked.getFailuresList().map((failure) => failure.getProperty()),
        ["name"],
      );
    });

    it("is refused if automatic names are switched off", async () => {
      const checked = await check(nameless, naming(DISABLE));
      const [failure] = checked.getFailuresList();
      assert.equal(
        `${failure?.getProperty()} ${failure?.getReason()}`,
        "name is required [modelarts/invalid-input]",
      );
    });
  });
});

describe("check of the plugin with modelarts:previewChecks", () => {
  const { check, plugin } = usePlugin({
    environment: {
      HW_AUTH_TOKEN: "the-token-of-the-test",
      HW_PROJECT_ID: "p",
      MODELARTS_PREVIEW_CHECKS: "true",
    },
  });

  it("reports what the API says against the inputs, at the property", async () => {
    const failures = (await check({ ...INPUTS, flavor: "none" })).getFailuresList();
    assert.deepEqual(
      failures.map((failure) => failure.getProperty()),
      ["flavor"],
    );
    assert.match(
      failures[0]?.getReason() ?? "",
      /is not offered .*Nearest: modelarts\.vm\.cpu\.2u/,
    );
  });

  it("asks nothing about inputs that are not valid", async () => {
    const checked = await check({ ...INPUTS, flavor: "none", volume: { category: "NFS" } });
    const found = checked.getFailuresList().map((failure) => failure.getProperty());
    assert.ok(found.includes("volume.category") && !found.includes("flavor"));
    assert.deepEqual(plugin().requests(), []);
  });

  it("delivers the warning about a list that can't be read before its answer", async () => {
    plugin().simulator.faults.ask({ name: "forbidden", operation: "listFlavors" });
    const checked = await check({ ...INPUTS, flavor: "none" });
    assert.deepEqual(checked.getFailuresList(), []);
    assert.match(plugin().lines.join(), /could not read the account's flavors/);
  });
});
