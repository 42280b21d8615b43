import assert from "node:assert/strict";
import { parseEvents } from "../../../policies/report/sources/events";
import { isFailed } from "../../../policies/report/model/report";
import { verdict } from "../../../policies/report/model/verdict";
import { rules } from "../../../policies/rules";
import { files, report } from "./report-of-events";
import {
  diagnostic,
  eventLines,
  exemption,
  notebook,
  summary,
  TYPE,
  urnOf,
  violation,
  type Given,
} from "./fixtures";

const description = (name: string) => rules.find((rule) => rule.name === name)?.description ?? "";
const STOP = "require-auto-stop";
const said = `${description(STOP)}\nlease.enable is false.`;

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

  it("ignores events and fields that later engines add", () => {
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

  it("does not count a rule or a remediation that could not run in the preview as a violation", () => {
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

  it("does not count exemptions in force as violations, but expired and unused ones", () => {
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

  it("fails because of an exemption if report-exemptions is mandatory, and says so", () => {
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
    assert.deepEqual(result.runErrors, []);
    assert.ok(isFailed(result));
    assert.match(verdict(result), /1 exemption in force; report-exemptions is mandatory/);
  });

  it("has the stack from the URNs, and the regions and projects from the notebooks", () => {
    const at = (region: string) => ({ id: `id-${region}`, region, projectId: "0123" });
    const events = [
      violation("require-tags", "dev", "no"),
      notebook("dev", at("eu-nl")),
      notebook("other", at("eu-de")),
      summary(),
    ];
    assert.deepEqual(report(events).scope, {
      stack: "dev",
      pulumiProject: "lab",
      regions: ["eu-de", "eu-nl"],
      projectIds: ["0123"],
    });
  });

  it("has nothing of the scope that the events don't show", () => {
    assert.deepEqual(report([summary()]).scope, {});
    const { scope } = report([violation("require-tags", "dev", "no"), summary()]);
    assert.deepEqual(scope, { stack: "dev", pulumiProject: "lab" });
  });

  describe("points", () => {
    const at = (resource: object) =>
      report(
        [violation(STOP, "dev", said), summary()],
        [{ urn: urnOf("dev"), type: TYPE, ...resource }],
      ).violations[0]?.resource.position;

    it("at the line that made the resource", () => {
      const position = at({ sourcePosition: "project:///src/lab%20one.ts#6,15" });
      assert.deepEqual(position, { file: "infra/src/lab one.ts", line: 6, column: 15 });
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
      assert.deepEqual(without.violations[0]?.resource.position, files.project);
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
    for (const [when, events, runError] of broken) {
      it(when, () => assert.match(report(events).runErrors.join(), runError));
    }

    it("and shows no secret that an error quotes", () => {
      const key = ["-----BEGIN RSA PRIVATE KEY-----", "MIIabc", "-----END RSA PRIVATE KEY-----"];
      const error = `description can't be\n"<b> password=Hunter2-hunter2"\n${key.join("\n")}\nChange it.`;
      const [runError = ""] = report([diagnostic(error), summary()]).runErrors;
      assert.doesNotMatch(runError, /Hunter2|MIIabc/);
      assert.match(
        runError,
        /^description can't be\n\(hidden, as .*\)\n\(hidden, as .*\)\nChange it\.$/,
      );
    });

    it("but a mandatory violation explains a failed run", () => {
      const events = [violation(STOP, "dev", said), diagnostic("preview failed\n"), summary()];
      assert.deepEqual(report(events).runErrors, []);
    });
  });
});
