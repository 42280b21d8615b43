/** The report as text, JSON and CSV. */
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { outputsOf } from "../../../policies/cli/outputs";
import { csv, CSV_COLUMNS } from "../../../policies/report/formats/csv";
import { json } from "../../../policies/report/formats/json";
import { text } from "../../../policies/report/formats/text";
import type { Report } from "../../../policies/report/model/report";
import { printable } from "../../../provider/wire/printable";
import { REPORT } from "./fixtures";

const [VIOLATION] = REPORT.violations;
assert.ok(VIOLATION);
const LONG = "word ".repeat(60).trim();
const ONE: Report = { ...REPORT, violations: [{ ...VIOLATION, message: LONG }] };

/** A terminal of this width, with or without colours. */
function terminal(columns: number, colours: number): NodeJS.WriteStream {
  const stream = Object.assign(new PassThrough(), {
    ...{ columns, isTTY: true, getColorDepth: () => colours, hasColors: () => colours > 1 },
  });
  return stream as unknown as NodeJS.WriteStream;
}

describe("a report as text", () => {
  it("has a line for each violation, open decision and exemption, and the verdict last", () => {
    const lines = text(REPORT).trimEnd().split("\n");
    const heads = lines.filter((line) => /^[A-Z]{3}/.test(line)).map((line) => line.split(/ {2,}/));
    assert.deepEqual(heads, [
      ["SEVERITY", "LEVEL", "RULE", "RESOURCE", "WHAT"],
      ["NOT KNOWN YET", "RESOURCE", "WHY"],
      ["EXEMPTED", "RESOURCE", "UNTIL", "WHY"],
    ]);
    for (const { rule, severity, level } of REPORT.violations) {
      const line = new RegExp(`^${severity} +${level} +${rule} `);
      assert.ok(
        lines.some((each) => line.test(each)),
        `${line}`,
      );
    }
    assert.match(lines.at(-1) ?? "", /^3 violations, 2 of them mandatory; 1 exemption in force/);
  });

  it("wraps words at the width of a terminal, and nowhere else", () => {
    const widths = (written: string) => Math.max(...written.split("\n").map((line) => line.length));
    const narrow = text(ONE, terminal(100, 1));
    assert.ok(widths(narrow) <= 100, `${widths(narrow)}`);
    assert.equal(narrow.split("word").length, 61);
    assert.ok(text(ONE).includes(LONG));
  });

  it("has no colours in a file", () => {
    assert.ok(!text(ONE).includes("\u001b"));
  });

  it("is the default on a terminal, and Markdown elsewhere", () => {
    assert.deepEqual(outputsOf({}, true), [{ format: "text", path: "-" }]);
    assert.deepEqual(outputsOf({}, false), [{ format: "markdown", path: "-" }]);
  });
});

describe("a report as JSON", () => {
  it("has the facts of the report, and times in ISO 8601", () => {
    const made = JSON.parse(json(REPORT)) as Record<string, unknown>;
    assert.equal(made["createdAt"], new Date(REPORT.createdAt).toISOString());
    assert.match(String(made["verdict"]), /3 violations/);
    for (const key of ["violations", "exemptions", "undecided", "fleet", "rules"] as const) {
      assert.equal((made[key] as unknown[]).length, REPORT[key].length, key);
    }
  });
});

describe("a report as CSV", () => {
  /** Enough of RFC 4180 to read it back. */
  function parse(written: string): string[][] {
    const cells = written.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g);
    const rows: string[][] = [[]];
    for (const [, cell = "", end] of cells) {
      const plain = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      rows.at(-1)?.push(plain);
      if (end === "\r\n") rows.push([]);
    }
    return rows.slice(0, -1);
  }
  const rowsOf = (report: Report) =>
    parse(csv(report).replace(/^\ufeff/, "")).map((row) =>
      Object.fromEntries(row.map((cell, i) => [CSV_COLUMNS[i], cell])),
    );

  it("has a line for each violation, with what belongs to the rule and the notebook", () => {
    const [head, ...rows] = rowsOf(REPORT);
    assert.deepEqual(Object.values(head ?? {}), [...CSV_COLUMNS]);
    assert.deepEqual(
      rows.map((row) => [row["rule"], row["severity"], row["notebook"]]),
      REPORT.violations.map(({ rule, severity, resource }) => [
        ...[rule, severity, printable(resource.name)],
      ]),
    );
    const [first] = rows;
    assert.equal(
      first?.["remedy"],
      REPORT.rules.find(({ name }) => name === VIOLATION.rule)?.remedy,
    );
    assert.equal(first?.["line"], String(VIOLATION.resource.position.line));
  });

  it("keeps commas and quotes in their cell, and runs nothing in a spreadsheet", () => {
    const resource = { ...VIOLATION.resource, name: '=HYPERLINK("http://x","y")' };
    const [, row] = rowsOf({
      ...REPORT,
      violations: [{ ...VIOLATION, resource, message: 'a,"b"' }],
    });
    assert.deepEqual([row?.["notebook"], row?.["message"]], [`'${resource.name}`, 'a,"b"']);
  });
});
