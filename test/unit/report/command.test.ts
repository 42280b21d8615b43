import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { promisify } from "node:util";
import { eventLines, notebook, summary, useFolder, violation } from "./fixtures";

const MANDATORY = violation("require-auto-stop", "dev", "lease.enable is false.");
const ADVISORY = violation("require-auto-stop", "dev", "lease.enable is false.", {
  enforcementLevel: "advisory",
  severity: "medium",
});
const CLEAN = eventLines([
  notebook("dev", { status: "RUNNING" }),
  summary({ result: "succeeded" }),
]);
const advisory = eventLines([ADVISORY, summary({ result: "succeeded" })]);

describe("the package of the policies", () => {
  it("contains the documentation that its README names and its documentation links", async () => {
    const cwd = join(__dirname, "../../../policies");
    const pack = ["pack", "--dry-run", "--json", "--loglevel", "error"];
    const { stdout } = await promisify(execFile)("npm", pack, { cwd });
    const [{ files }] = JSON.parse(stdout.slice(stdout.indexOf("["))) as [
      { files: { path: string }[] },
    ];
    const paths = new Set(files.map(({ path }) => path));
    const textOf = (path: string) => readFileSync(join(cwd, path), "utf8");
    const named = [...textOf("README.md").matchAll(/`(docs\/[\w-]+\.md)`/g)].map(
      ([, name = ""]) => name,
    );
    assert.deepEqual([...new Set(named)].sort(), [
      "docs/policies-in-ci.md",
      "docs/policies.md",
      "docs/report.md",
    ]);
    for (const name of named) {
      assert.ok(paths.has(name), name);
      for (const [, to = ""] of textOf(name).matchAll(/\]\(([^)#]+)[^)]*\)/g)) {
        assert.ok(paths.has(normalize(join("docs", to))), `${name} refers to ${to}`);
      }
    }
  });
});

describe("pulumi-modelarts-policies report", () => {
  const folder = useFolder();

  const codes: [string, string, string[], number][] = [
    ["nothing to report", CLEAN, [], 0],
    ["a mandatory violation", eventLines([MANDATORY, summary()]), [], 1],
    ["an advisory one", advisory, [], 0],
    ["an advisory one as severe as asked for", advisory, ["--fail-on", "medium"], 1],
    ["an advisory one that is less severe", advisory, ["--fail-on", "high"], 0],
    ["a run that broke off", eventLines([MANDATORY]), [], 2],
    ["no events", "", [], 2],
  ];
  for (const [given, input, args, code] of codes) {
    it(`given ${given}, ends with ${code}`, async () => {
      const ended = await folder().run(["report", ...args], { input });
      assert.equal(ended.code, code, ended.errors);
    });
  }

  it("writes each format to its own output, from a file", async () => {
    const { write, read, run } = folder();
    write("events.json", eventLines([MANDATORY, summary()]));
    const formats = ["sarif", "junit", "markdown", "html"];
    const pairs = formats.flatMap((format) => ["--format", format, "--output", `out.${format}`]);
    const { out } = await run([
      "report",
      "events.json",
      ...pairs,
      "--format",
      "github",
      "--output",
      "-",
    ]);
    assert.match(
      out,
      /^::error file=Pulumi\.yaml,line=1,title=\[HIGH\] require-auto-stop::dev: lease/,
    );
    assert.equal(JSON.parse(read("out.sarif")).version, "2.1.0");
    assert.match(read("out.junit"), /^<\?xml/);
    assert.match(read("out.markdown"), /^## /);
    assert.match(read("out.html"), /^<!doctype html>/);
  });

  it("writes the report to standard output and the verdict to standard error", async () => {
    const { out, errors } = await folder().run(["report", "-", "--format", "sarif"], {
      input: CLEAN,
    });
    assert.deepEqual(JSON.parse(out).runs[0].results, []);
    assert.equal(errors, "No violations.\n");
  });

  it("says the verdict once if the report is for people", async () => {
    for (const format of ["text", "markdown"]) {
      const { out, errors } = await folder().run(["report", "--format", format], { input: CLEAN });
      assert.equal(`${out}${errors}`.split("No violations.").length, 2, format);
    }
  });

  it("writes the report of a run that broke off, too", async () => {
    const input = eventLines([MANDATORY]);
    const { out } = await folder().run(["report", "--format", "sarif"], { input });
    assert.equal(JSON.parse(out).runs[0].results.length, 1);
  });

  const encodings: [string, (text: string) => Buffer][] = [
    ["UTF-8 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`)],
    ["UTF-16, as PowerShell writes", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 without a mark", (text) => Buffer.from(text, "utf16le")],
    ["UTF-16, big-endian", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ];
  for (const [given, encode] of encodings) {
    it(`given ${given}, reads events and state`, async () => {
      const { write, run } = folder();
      const other = violation("require-auto-stop", "dév", "lease.enable is false.");
      write("events.json", encode(eventLines([other, summary()])));
      write("state.json", encode(JSON.stringify({ deployment: { resources: [] } })));
      const { code, out, errors } = await run(["report", "events.json", "--state", "state.json"]);
      assert.equal(code, 1, errors);
      assert.match(out, /dév/);
    });
  }

  const wrong: [string, string[], RegExp][] = [
    [
      "an unknown format",
      ["--format", "pdf"],
      /must be one of text, json, csv, sarif, junit, github, markdown, html/,
    ],
    ["an unknown severity", ["--fail-on", "awful"], /must be one of low, medium, high, critical/],
    [
      "formats without outputs",
      ["--format", "sarif", "--format", "junit"],
      /come in pairs, but there are 2 and 0/,
    ],
    [
      "two formats for one output",
      ["--format", "sarif", "--output", "-", "--format", "junit", "--output", "-"],
      /same output "-"/,
    ],
    [
      "events and state from one input",
      ["-", "--state", "-"],
      /can't both come from standard input/,
    ],
    ["a file that is not there", ["nowhere.json"], /Reading nowhere\.json failed: .*no such file/],
    ["a state that is none", ["--state", "state.json"], /state in state\.json failed: deployment/],
    [
      "an output that can't be written",
      ["--output", "no/such/folder"],
      /Writing no\/such\/folder failed/,
    ],
    ["an unknown option", ["--colour"], /unknown option/],
  ];
  for (const [given, args, error] of wrong) {
    it(`given ${given}, says so and ends with 2`, async () => {
      const { write, run } = folder();
      write("state.json", "{}");
      const { code, errors } = await run(["report", ...args], { input: CLEAN });
      assert.match(errors, error);
      assert.equal(code, 2);
    });
  }
});
