import assert from "node:assert/strict";
import { countFleet } from "../../../policies/report/model/fleet";
import { report } from "./report-of-events";
import { HOUR_MS, notebook, NOW, summary, TYPE, urnOf, type Given } from "./fixtures";

describe("the report's fleet", () => {
  const live = {
    id: "1",
    status: "RUNNING",
    // Of two days ago, renewed an hour ago for two hours.
    lease: {
      enable: true,
      duration: 49 * HOUR_MS,
      type: "TIMING",
      createAt: NOW - 48 * HOUR_MS,
      updateAt: NOW - HOUR_MS,
    },
    endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.7"] }],
  };

  it("has the notebooks of the events, each as in its last event", () => {
    const { fleet } = report([
      notebook("a", { ...live, status: "STOPPED" }),
      notebook("a", live),
      notebook("gone", live),
      notebook("gone", live, { op: "delete", new: null }),
      summary(),
    ]);
    assert.deepEqual(
      fleet.map(({ name, status, stopsAt }) => [name, status, stopsAt]),
      [["a", "RUNNING", NOW + HOUR_MS]],
    );
  });

  it("has the notebooks of the state, updated by the events", () => {
    const state = ["a", "b"].map((name) => ({
      urn: urnOf(name),
      type: TYPE,
      id: name,
      outputs: { ...live, status: "STOPPED" },
    }));
    const { fleet } = report(
      [notebook("a", { ...live, id: "a" }), notebook("c", { lease: null }), summary()],
      state,
    );
    assert.deepEqual(
      fleet.map(({ name, status }) => [name, status]),
      [
        ["a", "RUNNING"],
        ["b", "STOPPED"],
        ["c", undefined],
      ],
    );
    const { running, stopped, other, total } = countFleet(fleet);
    assert.deepEqual([running, stopped, other, total], [1, 1, 1, 3]);
  });

  const ssh: [string, unknown, string][] = [
    ["no endpoint", undefined, "off"],
    ["Jupyter alone", [{ service: "NOTEBOOK" }], "off"],
    ["SSH without a whitelist", [{ service: "SSH" }], "open"],
    ["SSH with an empty one", [{ service: "SSH", allowedAccessIps: [] }], "open"],
    ["SSH with null", [{ service: "SSH", allowedAccessIps: null }], "open"],
    ["the world", [{ service: "SSH", allowedAccessIps: ["198.51.100.1", "0.0.0.0/0"] }], "open"],
    ["the world of IPv6", [{ service: "SSH", allowedAccessIps: ["::/0"] }], "open"],
    ["the world as IPv6", [{ service: "SSH", allowedAccessIps: ["::ffff:0:0/96"] }], "open"],
    ["an address", [{ service: "SSH", allowedAccessIps: ["198.51.100.1"] }], "limited"],
    ["what is no address", [{ service: "SSH", allowedAccessIps: ["x/0"] }], "limited"],
  ];
  for (const [given, endpoints, expected] of ssh) {
    it(`given ${given}, says that SSH is ${expected}`, () => {
      assert.equal(
        report([notebook("a", { ...live, endpoints }), summary()]).fleet[0]?.ssh,
        expected,
      );
    });
  }

  const leases: [string, unknown, string][] = [
    ["no lease", null, "unknown"],
    ["one that does not say", { createAt: NOW, updateAt: NOW }, "unknown"],
    ["one that is off", { enable: false, duration: HOUR_MS, createAt: NOW }, "off"],
    ["one of -1", { duration: -1, createAt: NOW }, "off"],
    ["one that is on", { enable: true, duration: HOUR_MS, createAt: NOW }, "on"],
    ["one that is on, for a time that is not known", { enable: true, createAt: NOW }, "on"],
  ];
  for (const [given, lease, expected] of leases) {
    it(`given ${given}, says that auto stop is ${expected}`, () => {
      const { fleet } = report([notebook("a", { ...live, lease }), summary()]);
      assert.equal(fleet[0]?.autoStop, expected);
    });
  }

  const times: [given: string, object, leaseMs: number | undefined, stopsAt: number | undefined][] =
    [
      ["a renewed lease", live, 2 * HOUR_MS, NOW + HOUR_MS],
      [
        "null for properties that the state of an earlier version lacks",
        { ...live, createAt: NOW - 48 * HOUR_MS, lease: { ...live.lease, createAt: null } },
        2 * HOUR_MS,
        NOW + HOUR_MS,
      ],
      [
        "a lease without a time of renewal",
        { ...live, lease: { ...live.lease, updateAt: null } },
        undefined,
        NOW + HOUR_MS,
      ],
      ["a stopped notebook", { ...live, status: "STOPPED" }, 2 * HOUR_MS, undefined],
      [
        "auto stop that is off",
        { ...live, lease: { ...live.lease, enable: false } },
        undefined,
        undefined,
      ],
      [
        "a planned change of the lease",
        { ...live, createAt: NOW - 48 * HOUR_MS, lease: { duration: 4 * HOUR_MS } },
        4 * HOUR_MS,
        undefined,
      ],
    ];
  for (const [given, outputs, leaseMs, stopsAt] of times) {
    it(`given ${given}, has the duration and the stop time that follow from it`, () => {
      const [found] = report([notebook("a", { ...outputs }), summary()]).fleet;
      assert.deepEqual([found?.leaseMs, found?.stopsAt], [leaseMs, stopsAt]);
    });
  }

  const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const planned = (inputs: object, outputs: object, more: object = {}) => {
    const state = { type: TYPE, urn: urnOf("a"), id: "", inputs, outputs };
    return report([notebook("a", {}, { op: "create", new: state, ...more }), summary()]).fleet;
  };

  it("has the inputs of a planned notebook, if its outputs are unknown", () => {
    const inputs = {
      flavor: "modelarts.vm.cpu.2u",
      lease: { enable: true, duration: HOUR_MS, type: "idle" },
      endpoints: [{ service: "SSH" }],
    };
    const outputs = { flavor: UNKNOWN, lease: UNKNOWN, endpoints: UNKNOWN, status: UNKNOWN };
    const [created] = planned(inputs, outputs);
    assert.deepEqual(
      [created?.flavor, created?.autoStop, created?.ssh, created?.status],
      ["modelarts.vm.cpu.2u", "on", "open", undefined],
    );
    const old = { type: TYPE, urn: urnOf("a"), id: "1", outputs: { status: "STOPPED" } };
    assert.equal(planned(inputs, outputs, { op: "update", old })[0]?.status, "STOPPED");
  });

  const notKnown: [string, unknown, string][] = [
    ["the endpoints", UNKNOWN, "unknown"],
    ["the service", [{ service: UNKNOWN }], "unknown"],
    ["the whitelist", [{ service: "SSH", allowedAccessIps: UNKNOWN }], "unknown"],
    ["an address", [{ service: "SSH", allowedAccessIps: ["203.0.113.7", UNKNOWN] }], "unknown"],
    [
      "an address beside all of them",
      [{ service: "SSH", allowedAccessIps: [UNKNOWN, "0.0.0.0/0"] }],
      "open",
    ],
  ];
  for (const [what, endpoints, expected] of notKnown) {
    it(`says that SSH is ${expected} if the preview does not know ${what}`, () => {
      assert.equal(planned({ endpoints }, { endpoints: UNKNOWN })[0]?.ssh, expected);
    });
  }

  it("has a notebook with several URNs once, under the managed one", () => {
    const reference = `urn:pulumi:dev::lab::modelarts:index:NotebookReference$${TYPE}`;
    const read = (name: string) =>
      notebook(name, live, { op: "read", urn: `${reference}::${name}` });
    const names = (...events: Given[]) =>
      report([...events, summary()]).fleet.map(({ name }) => name);
    assert.deepEqual(names(read("ours"), notebook("a", live)), ["a"]);
    assert.deepEqual(names(notebook("a", live), read("ours")), ["a"]);
    assert.equal(names(read("ours"), read("theirs")).length, 1);
    const shouted = { ...live, id: "N-1" };
    const whole = notebook("shouted", shouted, { op: "read", urn: `${reference}::shouted` });
    assert.equal(names(whole, notebook("a", { ...live, id: "n-1" })).length, 1);
    const [one, other] = [
      { urn: urnOf("read"), external: true },
      { urn: urnOf("made"), external: false },
    ].map((each) => ({ ...each, type: TYPE, id: "1", outputs: live }));
    assert.ok(one && other);
    assert.deepEqual(
      report([summary()], [one, other]).fleet.map(({ name }) => name),
      ["made"],
    );
  });

  it("counts only running notebooks as without auto stop", () => {
    const off = { ...live, lease: { enable: false } };
    const { fleet } = report([
      notebook("a", off),
      notebook("b", { ...off, id: "2", status: "STOPPED" }),
      summary(),
    ]);
    assert.equal(countFleet(fleet).withoutAutoStop, 1);
  });

  it("contains no token", () => {
    const text = JSON.stringify(
      report([notebook("a", { ...live, token: "the-token", flavor: "the-flavor" }), summary()]),
    );
    assert.match(text, /the-flavor/);
    assert.doesNotMatch(text, /the-token/);
  });
});
