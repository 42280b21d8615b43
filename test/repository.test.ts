import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import picomatch from "picomatch";
import { rules } from "../policies/rules";
import { brokenLinks } from "./links";
import { PACKAGES } from "./pack";

const ROOT = join(__dirname, "..");

interface Manifest {
  name: string;
  version: string;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
}

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe("the repository", () => {
  it("has a file, an entry and a documented section for each rule", () => {
    const files = readdirSync(join(ROOT, "policies/rules")).map((file) => basename(file, ".ts"));
    // Other sections begin with a capital letter.
    const headings = read("docs/policies.md").matchAll(/^## ([a-z].*)$/gm);
    const sections = [...headings].map(([, name]) => name);
    const names = rules.map(({ name }) => name).sort();
    assert.deepEqual(files.sort(), names);
    assert.deepEqual(sections.sort(), names);
  });

  it("has as many rules as it says", () => {
    assert.equal(/^Its (\d+) rules /m.exec(read("README.md"))?.[1], String(rules.length));
  });

  it("ships the same version of every package, and needs its own at that version", () => {
    const packages = PACKAGES.map(
      (folder) => JSON.parse(read(`${folder}/package.json`)) as Manifest,
    );
    const version = packages[0]?.version ?? "";
    for (const { version: own, dependencies } of packages) {
      assert.equal(own, version);
      assert.equal(dependencies["pulumi-modelarts"] ?? version, version);
    }
    const template = JSON.parse(read("provider/template/package.json")) as (typeof packages)[0];
    assert.equal(template.dependencies["pulumi-modelarts"], `^${version}`);
  });

  it("shows new users the program that `pulumi new` gives them", () => {
    const [, program] = /^```ts\n([^]*?)^```$/m.exec(read("README.md")) ?? [];
    assert.equal(program, read("provider/template/index.ts"));
  });
});

describe("the documents", () => {
  /** What is installed, built or made for a package. A copy of the repository may have no index of git. */
  const MADE = /(^|\/)(node_modules|dist|out|\.git)(\/|$)|^(provider|policies)\/docs\//;
  const filesIn = (folder: string): string[] =>
    readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (MADE.test(path)) return [];
      return entry.isDirectory() ? filesIn(path) : [path];
    });

  it("have no link that leads nowhere", () => {
    const documents = filesIn("").filter((name) => name.endsWith(".md"));
    assert.ok(documents.includes("README.md"));
    assert.deepEqual(brokenLinks(ROOT, documents), []);
  });

  it("list every example, and each is named by a test or by the demo, which a test runs", () => {
    const examples = readdirSync(join(ROOT, "examples"));
    const listed = [...read("README.md").matchAll(/^\| \[.*\]\(examples\/(.*)\)/gm)];
    assert.deepEqual(listed.map(([, name]) => name).sort(), examples.sort());
    const runners = ["engine/examples", "engine/generated-sdks", "engine/policies/ci-example"];
    const code = runners.map((name) => read(`test/${name}.slow-test.ts`)).join("\n");
    const demo = ["Pulumi.yaml", "tools/demo/main.ts"].map(read).join("\n");
    const missing = examples.filter((name) => !`${code}${demo}`.includes(`examples/${name}`));
    assert.deepEqual(missing, []);
  });

  it("tell users to run with npx only commands of our packages, so that it fetches no other package", () => {
    const own = PACKAGES.map((folder) => {
      const manifest = JSON.parse(read(`${folder}/package.json`)) as Manifest;
      assert.ok(manifest.name in manifest.bin, `npx can't run ${manifest.name}`);
      return manifest.name;
    });
    const isForUsers = (name: string) =>
      /^(examples|provider\/template)\/|\.md$/.test(name) &&
      !/^(CONTRIBUTING|CHANGELOG)/.test(name);
    const users = filesIn("").filter(isForUsers);
    const run = users.flatMap((name) => [...read(name).matchAll(/\bnpx ([^\s`]+)/g)]);
    assert.ok(run.length > 10);
    assert.deepEqual([...new Set(run.map(([, command]) => command))].sort(), own.sort());
  });
});

describe("the test commands", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const files = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `test/${file.replaceAll("\\", "/")}`);
  const patternsOf = (script: string) =>
    [...(scripts[script] ?? "").matchAll(/"(test\/.*?)"/g)].map(([, pattern = ""]) => pattern);
  const filesOf = (script: string) => {
    const isRun = picomatch(patternsOf(script));
    return files.filter((file) => isRun(file));
  };

  it("run each test file in exactly one of `npm test`, `test:slow` and `test:faults`", () => {
    const code = files.map(read).join("\n");
    // A file that no command runs must at least be a helper of one that is run.
    const helpers = files.filter((file) => code.includes(`/${basename(file, ".ts")}";`));
    const commands = ["test", "test:slow", "test:faults"];
    const run = [...commands.flatMap(filesOf), ...helpers];
    assert.deepEqual(run.sort(), files.sort());
  });

  it("run in `npm run test:quick` what `npm test` runs without the engine", () => {
    const isWithEngine = (file: string) => /^test\/(engine|faults)\//.test(file);
    assert.deepEqual(
      filesOf("test:quick"),
      filesOf("test").filter((file) => !isWithEngine(file)),
    );
    assert.ok(filesOf("test").some(isWithEngine));
  });

  it("are README's, and CI runs the documented one first and leaves none out", () => {
    const documented = /^(npm test)\b/m.exec(read("README.md"))?.[1];
    const parts = [...read(".ci/run").matchAll(/^part (.*)$/gm)].map(([, command]) => command);
    assert.equal(parts[0], documented);
    // What the quick one runs is part of the documented one.
    const others = Object.keys(scripts).filter((name) => /^test:(?!quick$)|^lint$/.test(name));
    // Of the matrix, CI runs the part that takes no real time; `npm test` has some cases of the rest.
    const flags: Record<string, string> = { "test:faults": " -- --quick --class direct" };
    assert.deepEqual(parts.slice(1), [
      ...others.map((name) => `npm run ${name}${flags[name] ?? ""}`),
      "npm run bench -- --quick",
    ]);
  });
});

describe(".ci/run", () => {
  /** Runs the script with an npm that only prints and ends as it is told to, by the name of the npm script. */
  function ci(parts: Record<string, { prints: string; code: number }>) {
    const folder = mkdtempSync(join(tmpdir(), "modelarts-ci-"));
    const npm = join(folder, "npm");
    const program = `const [first, second] = process.argv.slice(2);
      const { prints, code } = (${JSON.stringify(parts)})[first === "run" ? second : first];
      console.log(prints); console.error("npm: a line that comes later"); process.exitCode = code;`;
    try {
      writeFileSync(npm, `#!${process.execPath}\n${program}`);
      chmodSync(npm, 0o755);
      const env = { ...process.env, PATH: [folder, process.env["PATH"]].join(delimiter) };
      const { status, stdout } = spawnSync(join(ROOT, ".ci/run"), { env, encoding: "utf8" });
      return { status, last: stdout.trimEnd().split("\n").at(-1) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const passes = { prints: "  1 failed attempt\n\n2 passed, 0 failed", code: 0 };
  const clean = { prints: "All matched files use Prettier code style!", code: 0 };
  const rest = { lint: clean, bench: clean };

  it("given parts that all pass, ends with 0 and their sum", () => {
    const skips = { prints: "40 passed, 0 failed, 1 skipped", code: 0 };
    const parts = { test: passes, "test:slow": skips, "test:faults": passes, ...rest };
    const { status, last } = ci(parts);
    assert.deepEqual([status, last], [0, "46 passed, 0 failed"]);
  });

  it("given failures in any part, runs the others, counts them and fails", () => {
    const fails = { prints: "1 passed, 3 failed", code: 3 };
    const others = { "test:slow": passes, "test:faults": passes, ...rest };
    assert.deepEqual(ci({ test: fails, ...others }), {
      status: 1,
      last: "7 passed, 3 failed",
    });
    const errors = { prints: "1 problem", code: 1 };
    assert.deepEqual(ci({ test: passes, ...others, lint: errors }), {
      status: 1,
      last: "7 passed, 1 failed",
    });
  });

  it("given a part that ends with an error although no test failed, counts it as one failure", () => {
    const crashes = { prints: "2 passed, 0 failed", code: 7 };
    const parts = { test: passes, "test:slow": crashes, "test:faults": passes, ...rest };
    assert.deepEqual(ci(parts), { status: 1, last: "8 passed, 1 failed" });
  });
});
