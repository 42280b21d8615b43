import assert from "node:assert/strict";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Log } from "sarif";
import { csv } from "../../../policies/report/formats/csv";
import { github } from "../../../policies/report/formats/github";
import { json } from "../../../policies/report/formats/json";
import { junit } from "../../../policies/report/formats/junit";
import { markdown } from "../../../policies/report/formats/markdown";
import type { Report } from "../../../policies/report/model/report";
import { sarif } from "../../../policies/report/formats/sarif";
import { text } from "../../../policies/report/formats/text";
import { page } from "../../../policies/report/formats/html/page";
import { HOSTILE, REPORT, urnOf } from "./fixtures";

const EMPTY: Report = {
  ...REPORT,
  rules: [],
  violations: [],
  exemptions: [],
  undecided: [],
  fleet: [],
};
const BROKEN: Report = { ...REPORT, runErrors: ["the program threw: <x>\nat line 1"] };
const AUDITED: Report = {
  ...REPORT,
  kind: "audit",
  undecided: [],
  violations: REPORT.violations.map((each) => ({
    ...each,
    resource: { name: "dev", id: "id-dev", position: { file: "Pulumi.yaml", line: 1 } },
  })),
};
const many = (number: number): Report => ({
  ...REPORT,
  violations: Array.from({ length: number }, (_, index) => ({
    ...REPORT.violations[0]!,
    message: `${index} `.repeat(30),
  })),
});

const decodeEntities = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

describe("a report with control characters in a user's or the cloud's text", () => {
  const evil = "\u001b[31m\u0007\u009b2J\u007f\u0000\r\u202e\u2028end";
  const [violation] = REPORT.violations;
  const [exemption] = REPORT.exemptions;
  assert.ok(violation && exemption);
  const resource = { ...violation.resource, name: evil, urn: urnOf(evil) };
  const full: Report = {
    ...REPORT,
    violations: [{ ...violation, resource, message: evil }],
    exemptions: [{ ...exemption, resource, reason: evil, message: evil }],
    undecided: REPORT.undecided.map((each) => ({ ...each, resource, reason: evil })),
    fleet: [{ name: evil, id: evil, owner: evil, flavor: evil, autoStop: "on", ssh: "off" }],
    coverage: [evil],
    runErrors: [evil],
  };
  const csvLines = (report: Report) => csv(report).replaceAll("\r\n", "\n");
  const writers = { sarif, junit, github, markdown, html: page, text, json, csv: csvLines };
  for (const [name, write] of Object.entries(writers)) {
    it(`holds none of them, plain or encoded, as ${name}`, () => {
      const text = write(full);
      assert.match(text, /\ufffd\[31m|\ufffd&#91;31m/);
      const decoded = decodeEntities(text)
        .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
        .replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
      for (const each of [text, decoded]) {
        assert.doesNotMatch(each, /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2028\u2029]/u);
      }
    });
  }
});

describe("a report as SARIF", () => {
  const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as object;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const isValid = ajv.compile(schema);
  const [run] = (JSON.parse(sarif(REPORT)) as Log).runs;
  const results = run?.results ?? [];

  for (const [name, report] of Object.entries({ REPORT, EMPTY, BROKEN, AUDITED })) {
    it(`is valid against the published schema: ${name}`, () => {
      assert.ok(isValid(JSON.parse(sarif(report))), JSON.stringify(isValid.errors, null, 2));
    });
  }

  it("is checked against a schema that rejects other values", () => {
    assert.ok(!isValid({ version: "2.1.0", runs: [{ results: [{ level: "bad" }] }] }));
  });

  it("has level, severity and rule with each result", () => {
    const found = results.map(({ ruleId, ruleIndex, level, kind, properties }) => [
      run?.tool.driver.rules?.[ruleIndex ?? -1]?.id === ruleId,
      ruleId,
      kind,
      level,
      properties?.["security-severity"],
    ]);
    assert.deepEqual(found, [
      [true, "require-auto-stop", "fail", "error", "8.9"],
      [true, "require-auto-stop", "fail", "error", "8.9"],
      [true, "require-tags", "fail", "note", "3.9"],
      [true, "require-auto-stop", "fail", "error", "8.9"],
      [true, "require-tags", "open", "none", "3.9"],
    ]);
  });

  it("points at the program's line, and names the resource by its URN", () => {
    assert.deepEqual(results[0]?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "infra/my%20program.ts", uriBaseId: "%SRCROOT%" },
          region: { startLine: 7, startColumn: 3 },
        },
        logicalLocations: [{ name: "dev", fullyQualifiedName: urnOf("dev"), kind: "resource" }],
      },
    ]);
  });

  it("names a notebook of an audit by its name and id, with a file, which code scanning requires", () => {
    const [first] = (JSON.parse(sarif(AUDITED)) as Log).runs[0]?.results ?? [];
    assert.deepEqual(first?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: "Pulumi.yaml", uriBaseId: "%SRCROOT%" },
          region: { startLine: 1 },
        },
        logicalLocations: [{ name: "dev", fullyQualifiedName: "dev (id-dev)", kind: "resource" }],
      },
    ]);
  });

  it("suppresses exempted violations only, with the reason", () => {
    const suppressed = results.filter(({ suppressions }) => (suppressions?.length ?? 0) > 0);
    assert.deepEqual(
      suppressed.map(({ message, suppressions }) => [message.text, suppressions]),
      [
        [
          "lease is not set.",
          [
            {
              kind: "external",
              status: "accepted",
              justification: "trains <b>until</b> then (until 2026-11-30)",
            },
          ],
        ],
      ],
    );
  });

  it("has a fingerprint for each violation that does not depend on the line", () => {
    const moved = {
      ...REPORT,
      violations: REPORT.violations.map((each) => ({
        ...each,
        resource: { ...each.resource, position: { file: "other.ts", line: 99 } },
      })),
    };
    const prints = (report: Report) =>
      (JSON.parse(sarif(report)) as Log).runs[0]?.results?.map(
        ({ partialFingerprints }) => partialFingerprints?.["violation/v1"],
      );
    assert.deepEqual(prints(moved), prints(REPORT));
    assert.equal(new Set(prints(REPORT)).size, results.length);
  });

  it("has the same fingerprint for a violation while time passes, and another one for another value", () => {
    const print = (message: string) => {
      const violations = REPORT.violations.slice(0, 1).map((each) => ({ ...each, message }));
      return (JSON.parse(sarif({ ...REPORT, violations })) as Log).runs[0]?.results?.[0]
        ?.partialFingerprints?.["violation/v1"];
    };
    const left = (time: string) => print(`lease leaves ${time} until auto stop.`);
    assert.equal(left("30 h"), left("29 h 59 min"));
    assert.notEqual(print("lease.duration is 5."), print("lease.duration is 6."));
    assert.notEqual(print("holds 198.51.100.7"), print("holds 198.51.100.8"));
  });

  it("says that the run did not complete", () => {
    const [invocation] = (JSON.parse(sarif(BROKEN)) as Log).runs[0]?.invocations ?? [];
    assert.equal(invocation?.executionSuccessful, false);
    assert.equal(invocation?.toolExecutionNotifications?.[0]?.message.text, BROKEN.runErrors[0]);
  });
});

interface Case {
  name: string;
  classname: string;
  failure?: { message: string; "#text": string };
}

describe("a report as JUnit XML", () => {
  const parse = (report: Report) =>
    new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "",
      isArray: (name) => ["testsuite", "testcase"].includes(name),
    }).parse(junit(report)).testsuites;

  for (const [name, report] of Object.entries({ REPORT, EMPTY, BROKEN, AUDITED })) {
    it(`is well-formed, without a character that XML forbids: ${name}`, () => {
      assert.equal(XMLValidator.validate(junit(report)), true);
      // eslint-disable-next-line no-control-regex
      assert.doesNotMatch(junit(report), /[\x00-\x08\x0b\x0c\x0e-\x1f]/);
    });
  }

  it("has one case for a rule at a resource, and counts that agree", () => {
    const { tests, failures, skipped, testsuite } = parse(REPORT);
    assert.deepEqual([tests, failures, skipped], ["5", "2", "2"]);
    const cases = testsuite.flatMap(({ testcase }: { testcase: Case[] }) => testcase);
    assert.equal(cases.length, 5);
    const failed = cases.filter((each: Case) => each.failure !== undefined);
    assert.deepEqual(
      failed.map((each: Case) => [each.name, decodeEntities(each.classname)]),
      [
        ["[HIGH][require-auto-stop] Require auto stop.", urnOf("dev")],
        [
          "[LOW][require-tags] Require tags.",
          urnOf(HOSTILE).replaceAll("\u0000", "\ufffd").replaceAll("\u001b", "\ufffd"),
        ],
      ],
    );
    assert.match(failed[0].failure.message, /enable is false.*wrong too/s);
    assert.match(failed[0].failure["#text"], /infra\/my program\.ts:7/);
  });

  it("has a passing case for a rule without results, and skips exempted and undecided ones", () => {
    const text = junit(REPORT);
    assert.match(text, /name="\[HIGH\]\[disallow-duplicates\][^>]*\/>/);
    assert.match(text, /<skipped message="Exempted until 2026-11-30: trains &#60;b&#62;until/);
    assert.match(text, /<skipped message="Not known before the update:/);
  });

  it("reports a run that did not complete as an error", () => {
    const { errors, testsuite } = parse(BROKEN);
    assert.equal(errors, "1");
    assert.match(testsuite[0].testcase[0].error.message, /the program threw/);
  });
});

describe("a report as annotations of GitHub", () => {
  const lines = github(REPORT).trimEnd().split("\n");

  it("has an annotation for each result, at the program's line", () => {
    assert.equal(lines.length, 5);
    assert.equal(
      lines[0],
      "::error file=infra/my program.ts,line=7,col=3,title=[HIGH] require-auto-stop" +
        "::dev: lease.enable is false.",
    );
    assert.deepEqual(
      lines.map((line) => /^::(\w+) /.exec(line)?.[1]),
      ["error", "error", "notice", "notice", "notice"],
    );
  });

  it("does not let a user's text start a command", () => {
    assert.match(lines[2] ?? "", /%250A::error::/);
    assert.match(lines[2] ?? "", /@team%0A\*b\*/);
  });

  it("escapes separators in properties", () => {
    const [violation] = REPORT.violations;
    assert.ok(violation);
    const position = { file: "a,b:c%d", line: 1 };
    const text = github({
      ...EMPTY,
      violations: [{ ...violation, resource: { name: "x", position } }],
    });
    assert.match(text, /^::error file=a%2Cb%3Ac%25d,line=1,/);
  });
});

describe("a report as Markdown", () => {
  it("has a table for violations, open decisions and exemptions", () => {
    const text = markdown(REPORT);
    assert.match(text, /3 violations, 2 of them mandatory; 1 exemption in force; 1 decision/);
    assert.match(text, /### Violations \(3\)/);
    assert.match(text, /\| 5 \| 3 \| 1 \| 1 \| 1 \|/);
    assert.match(text, /\*\*2026-11-30\*\*, soon \| trains &#60;b&#62;until/);
    assert.match(text, /### Not known before the update \(1\)/);
  });

  it("escapes a user's text: no markup, no mention, no additional cell or line", () => {
    const lines = markdown(REPORT).split("\n");
    const row = lines.find((line) => line.includes("alert"));
    assert.ok(row);
    assert.equal(row.split("|").length, 7);
    assert.doesNotMatch(row, /<script|@team|\*b\*|`c`/);
    assert.match(row, /script&#62;alert.*@\u200bteam &#42;b&#42; &#96;c&#96;/);
  });

  const linked = ["https://evil.example/x", "WWW.evil.example", "@team", "a@evil.example", "#1"];
  const referred = ["GH-1", "!1", "&1", '~"bug"', "%v1", "[issue:1]", ":tada:", ":+1:", "$x$"];
  for (const given of [...linked, ...referred, "\u202edesrever\u2066"]) {
    it(`shows ${JSON.stringify(given)} as text, without a link or a reference`, () => {
      const [violation] = REPORT.violations;
      assert.ok(violation);
      const resource = { ...violation.resource, name: given };
      const text = markdown({
        ...EMPTY,
        violations: [{ ...violation, resource, message: `so ${given}` }],
        runErrors: [given],
      });
      // GitHub and GitLab decode entities before they look for links.
      const read = decodeEntities(text);
      assert.ok(!read.includes(given), read);
      const shown = read.replace(/\u200b|<\/?span>/g, "");
      const expected = given.replace(/[\u202e\u2066]/g, "\ufffd");
      assert.equal(shown.split(expected).length, 4, "in the error, the name and the message");
    });
  }

  it("does not start a heading or a list with a user's text", () => {
    const runErrors = ["# title", "- item", "+ item", "1. item", "2) item"];
    assert.equal(
      markdown({ ...EMPTY, runErrors }).match(/^> - \u200b/gm)?.length,
      runErrors.length,
    );
  });

  it("does not change text without special meaning", () => {
    const [violation] = REPORT.violations;
    assert.ok(violation);
    const message = "lease.enable: false (50% of lab::x at 10:30) & more!";
    const text = markdown({ ...EMPTY, violations: [{ ...violation, message }] });
    assert.ok(text.includes(message.replace("&", "&#38;")), text);
    assert.ok(text.includes("infra/my program.ts:7"));
  });

  it("shows no file position in an audit, which has no program", () => {
    assert.doesNotMatch(markdown(AUDITED), /Where|Pulumi\.yaml/);
    assert.match(markdown(REPORT), /Where[^]*Pulumi\.yaml:1/);
  });

  it("stays short enough for a comment with long or many errors, and still shows violations", () => {
    for (const runErrors of [["<".repeat(70_000)], Array(500).fill("boom ".repeat(1000))]) {
      const text = markdown({ ...many(2000), runErrors });
      assert.ok(text.length <= 60_000, `${text.length} characters`);
      const [, violations = ""] = text.split(/^### /m);
      assert.match(violations, /^Violations \(2000\)\n\n\| Severity [^]*<code>require-auto-stop</);
    }
    const long = markdown({ ...BROKEN, runErrors: Array(500).fill("x".repeat(999)) });
    assert.match(long, /> - … and \d+ more\./);
  });

  it("stays short enough for a comment with many violations, and counts what it leaves out", () => {
    const text = markdown(many(2000));
    assert.ok(text.length < 65_536, `${text.length} characters`);
    assert.match(text, /### Violations \(2000\)[^]*… and \d+ more\./);
  });

  it("says that there may be more violations if the run did not complete", () => {
    assert.match(
      markdown(BROKEN),
      /did not complete, so there may be more violations[^]*the program threw/,
    );
  });
});
