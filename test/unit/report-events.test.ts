import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseEvents } from "../../policies/report/events";
import { findFiles } from "../../policies/report/files";
import { figures } from "../../policies/report/fleet";
import { reportOfEvents } from "../../policies/report/from-events";
import { isFailed, type Report } from "../../policies/report/model";
import { parseState } from "../../policies/report/state";
import { verdict } from "../../policies/report/words";
import { rules } from "../../policies/rules";
import {
  diagnostic,
  eventLines,
  exemption,
  HOUR_MS,
  notebook,
  NOW,
  summary,
  TYPE,
  urnOf,
  useFolder,
  violation,
  type Given,
} from "./report-steps";

const files = {
  project: { file: "infra/Pulumi.yaml", line: 1 },
  place: ({ file, ...rest }: { file: string; line: number }) => ({
    file: `infra/${file}`,
    ...rest,
  }),
};
const description = (name: string) => rules.find((rule) => rule.name === name)?.description ?? "";
const STOP = "require-auto-stop";
const said = `${description(STOP)}\nlease.enable is false.`;

function report(events: Given[], state?: object[]): Report {
  const resources =
    state && parseState(JSON.stringify({ deployment: { resources: state } }), "state.json");
  return reportOfEvents({
    events: parseEvents(eventLines(events), "events"),
    ...(resources && { state: resources }),
    files,
    now: NOW,
  });
}

describe("reading the engine's events", () => {
  const refused: [string, string, RegExp][] = [
    ["nothing", "", /it is empty/],
    [
      "half a line",
      eventLines([summary()]).slice(0, 40),
      /line 1: this is no JSON, or only a part/,
    ],
    ["a document", '{\n  "steps": []\n}\n', /one JSON document.*STREAMING_JSON_PREVIEW=true/],
    ["other JSON", '{"level":"info"}\n', /line 1: this is no event of the engine/],
    ["noise in between", `${eventLines([summary()])}npm warn\n`, /line 2/],
    ["a wrong field", eventLines([{ policyEvent: { message: 1 } }]), /policyEvent\.message/],
  ];
  for (const [given, text, error] of refused) {
    it(`given ${given}, says where and what to give instead`, () => {
      assert.throws(() => parseEvents(text, "events.json"), error);
      assert.throws(() => parseEvents(text, "events.json"), /Reading events\.json failed/);
    });
  }

  it("leaves alone what later engines add", () => {
    const events = parseEvents(eventLines([{ newEvent: {} }, summary({ more: 1 })]), "e");
    assert.equal(events.length, 2);
  });
});

describe("the report of events", () => {
  it("has each violation with level, severity and the rule's own sentence", () => {
    const { violations, rules: ran } = report([
      violation(STOP, "dev", said),
      violation("no-such-rule", "dev", "Words of another pack.\nMore.", {
        enforcementLevel: "advisory",
        severity: undefined,
      }),
      summary(),
    ]);
    assert.deepEqual(
      violations.map(({ rule, level, severity, message }) => [rule, level, severity, message]),
      [
        [STOP, "mandatory", "high", "lease.enable is false."],
        ["no-such-rule", "advisory", "medium", "Words of another pack.\nMore."],
      ],
    );
    assert.deepEqual(
      ran.map(({ name, description }) => [name, description]),
      [
        ["no-such-rule", "Words of another pack."],
        [STOP, description(STOP)],
      ],
    );
  });

  it("does not take a decision that the preview leaves open for a violation, nor a mending that it does", () => {
    const reason = "boolean value at .lease can't be known during preview";
    const open = ["policy", "remediation"].map((what) =>
      violation(
        STOP,
        "dev",
        `${description(STOP)}\ncan't run ${what} '${STOP}' from policy pack 'modelarts@v0.1.0' during preview: ${reason}`,
        { enforcementLevel: "advisory" },
      ),
    );
    for (const events of [open, open.slice(1), open.slice(0, 1)]) {
      const result = report([...events, summary({ result: "succeeded" })]);
      assert.deepEqual(result.violations, []);
      assert.deepEqual(
        result.undecided.map((each) => each.reason),
        [reason],
      );
      assert.ok(!isFailed(result, "low"));
    }
  });

  it("takes exemptions in force for no violations; expired and unused ones stay", () => {
    const facts = { rule: STOP, resource: "dev", until: "2026-12-01", reason: 'it "trains"' };
    const result = report([
      exemption({ ...facts, kind: "exempted", message: "lease is off." }),
      exemption({ ...facts, kind: "expiring", message: "lease is off." }),
      exemption({ ...facts, kind: "expired", message: "lease is off." }),
      exemption({ ...facts, kind: "unused" }),
      summary({ result: "succeeded" }),
    ]);
    assert.deepEqual(
      result.exemptions.map(({ kind, rule, severity, level, reason, message }) => [
        kind,
        rule,
        severity,
        level,
        reason,
        message,
      ]),
      ["exempted", "expiring"].map((kind) => [
        kind,
        STOP,
        "high",
        "mandatory",
        'it "trains"',
        "lease is off.",
      ]),
    );
    assert.deepEqual(
      result.violations.map(({ rule, level }) => [rule, level]),
      [
        ["report-exemptions", "advisory"],
        ["report-exemptions", "advisory"],
      ],
    );
  });

  it("fails because of an exemption where report-exemptions is mandatory, and says so", () => {
    const used = exemption({
      rule: STOP,
      resource: "dev",
      until: "2026-12-01",
      reason: "it trains",
      kind: "exempted",
      message: "lease is off.",
    });
    const event = { ...(used["policyEvent"] as object), enforcementLevel: "mandatory" };
    const result = report([{ policyEvent: event }, diagnostic("preview failed"), summary()]);
    assert.deepEqual(result.violations, []);
    assert.deepEqual(result.troubles, []);
    assert.ok(isFailed(result));
    assert.match(verdict(result), /1 exemption in force; report-exemptions is mandatory/);
  });

  describe("points", () => {
    const at = (resource: object) =>
      report(
        [violation(STOP, "dev", said), summary()],
        [{ urn: urnOf("dev"), type: TYPE, ...resource }],
      ).violations[0]?.subject.place;

    it("at the line that made the resource", () => {
      const place = at({ sourcePosition: "project:///src/lab%20one.ts#6,15" });
      assert.deepEqual(place, { file: "infra/src/lab one.ts", line: 6, column: 15 });
    });

    it("at the program's line where a package's class made it", () => {
      const stackTrace = [
        { sourcePosition: "project:///node_modules/pulumi-modelarts/dist/notebook.js#65,16" },
        {},
        { sourcePosition: "project:///index.ts#5" },
      ];
      assert.deepEqual(at({ sourcePosition: "project:///../lib/x.js#1,1", stackTrace }), {
        file: "infra/index.ts",
        line: 5,
      });
    });

    it("at the project's file where no line is known", () => {
      assert.deepEqual(at({}), files.project);
      assert.deepEqual(at({ sourcePosition: "nonsense" }), files.project);
      const without = report([violation(STOP, "dev", said), summary()]);
      assert.deepEqual(without.violations[0]?.subject.place, files.project);
    });
  });

  describe("knows the fleet", () => {
    const live = {
      id: "1",
      status: "RUNNING",
      lease: { enable: true, duration: 2 * HOUR_MS, type: "TIMING", updateAt: NOW - HOUR_MS },
      endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.7"] }],
    };

    it("from the events, where the last word counts", () => {
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

    it("from the state, with what the events know better", () => {
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
      const { running, stopped, other, total } = figures(fleet);
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
      ["one that is off", { enable: false, duration: HOUR_MS }, "off"],
      ["one of -1", { duration: -1 }, "off"],
      ["one that is on", { enable: true, duration: HOUR_MS }, "on"],
    ];
    for (const [given, lease, expected] of leases) {
      it(`given ${given}, says that auto stop is ${expected}`, () => {
        const { fleet } = report([notebook("a", { ...live, lease }), summary()]);
        assert.equal(fleet[0]?.autoStop, expected);
      });
    }

    const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const planned = (inputs: object, outputs: object, more: object = {}) => {
      const state = { type: TYPE, urn: urnOf("a"), id: "", inputs, outputs };
      return report([notebook("a", {}, { op: "create", new: state, ...more }), summary()]).fleet;
    };

    it("of a planned one by what it declares, where its outputs are not known yet", () => {
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
      it(`says that SSH is ${expected} where the preview does not know ${what}`, () => {
        assert.equal(planned({ endpoints }, { endpoints: UNKNOWN })[0]?.ssh, expected);
      });
    }

    it("of one that is seen twice once, as what is managed", () => {
      const reference = `urn:pulumi:dev::lab::modelarts:index:NotebookReference$${TYPE}`;
      const read = (name: string) =>
        notebook(name, live, { op: "read", urn: `${reference}::${name}` });
      const names = (...events: Given[]) =>
        report([...events, summary()]).fleet.map(({ name }) => name);
      assert.deepEqual(names(read("ours"), notebook("a", live)), ["a"]);
      assert.deepEqual(names(notebook("a", live), read("ours")), ["a"]);
      assert.equal(names(read("ours"), read("theirs")).length, 1);
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

    it("with auto stop missing only where something runs", () => {
      const off = { ...live, lease: { enable: false } };
      const { fleet } = report([
        notebook("a", off),
        notebook("b", { ...off, id: "2", status: "STOPPED" }),
        summary(),
      ]);
      assert.equal(figures(fleet).withoutAutoStop, 1);
    });

    it("keeps no token", () => {
      const text = JSON.stringify(
        report([notebook("a", { ...live, token: "the-token" }), summary()]),
      );
      assert.doesNotMatch(text, /the-token/);
    });
  });

  describe("does not pass for clean", () => {
    const broken: [string, Given[], RegExp][] = [
      ["when the program failed", [diagnostic("<{%fg 1%}>boom<{%reset%}>"), summary()], /^boom$/],
      ["when there is no end", [notebook("a", {})], /have no end/],
      [
        "when no pack ran",
        [summary({ PolicyPacks: {}, result: "succeeded" })],
        /No policy pack ran/,
      ],
      ["when it failed without a reason", [summary()], /without saying why/],
    ];
    for (const [when, events, trouble] of broken) {
      it(when, () => assert.match(report(events).troubles.join(), trouble));
    }

    it("and shows no secret that an error quotes", () => {
      const key = ["-----BEGIN RSA PRIVATE KEY-----", "MIIabc", "-----END RSA PRIVATE KEY-----"];
      const error = `description can't be\n"<b> password=Hunter2-hunter2"\n${key.join("\n")}\nChange it.`;
      const [trouble = ""] = report([diagnostic(error), summary()]).troubles;
      assert.doesNotMatch(trouble, /Hunter2|MIIabc/);
      assert.match(
        trouble,
        /^description can't be\n\(hidden, as .*\)\n\(hidden, as .*\)\nChange it\.$/,
      );
    });

    it("but a mandatory violation explains a failed run", () => {
      const events = [violation(STOP, "dev", said), diagnostic("preview failed\n"), summary()];
      assert.deepEqual(report(events).troubles, []);
    });
  });
});

describe("the files of a project", () => {
  const folder = useFolder();

  it("are named as seen from the repository's root", () => {
    const { path, write } = folder();
    for (const name of [".git", "infra", "infra/src"]) mkdirSync(join(path, name));
    write("infra/Pulumi.yaml", "name: lab\n");
    const { project, place } = findFiles(join(path, "infra/src"), {});
    assert.deepEqual(project, { file: "infra/Pulumi.yaml", line: 1 });
    assert.deepEqual(place({ file: "src/a.ts", line: 2 }), { file: "infra/src/a.ts", line: 2 });
  });

  it("are said to be one by the usual name where there is none", () => {
    assert.deepEqual(findFiles(folder().path, {}).project, { file: "Pulumi.yaml", line: 1 });
  });

  it("are named as seen from the checkout where there is no repository", () => {
    const { path, write } = folder();
    mkdirSync(join(path, "infra"));
    write("infra/Pulumi.yaml", "name: lab\n");
    const { project } = findFiles(join(path, "infra"), { CI_PROJECT_DIR: path });
    assert.equal(project?.file, "infra/Pulumi.yaml");
  });
});
