/**
 * CONTRIBUTING.md says which files somebody touches who adds something. Here each recipe is followed in a copy of
 * the repository: with all steps nothing complains, and with one step left out something does.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recipes, type Step } from "./recipes";
import { WorkingCopy, type Outcome } from "./working-copy";

const CONTRIBUTING = readFileSync(join(__dirname, "../../../CONTRIBUTING.md"), "utf8");
const TYPESCRIPT = ["-r", "ts-node/register/transpile-only"];
const TSC = "node_modules/typescript/bin/tsc";
const PROOF = "test/unit/recipes/proof.test.ts";

for (const [name, { steps, tests, loaded = [], proof }] of Object.entries(recipes)) {
  describe(`the recipe for a ${name}`, function () {
    this.timeout(600_000);
    let copy: WorkingCopy;
    /** What CONTRIBUTING.md says to touch. */
    let row: string;
    /** The files that `npm run docs` writes anew. */
    let generated: string[];
    before(() => {
      copy = new WorkingCopy();
    });
    after(() => copy.remove());

    const take = ({ file, edit }: Step) => {
      copy.restore(file);
      const isNew = !copy.has(file);
      copy.write(
        file,
        edit(isNew ? "" : copy.read(file), (other) => copy.read(other)),
      );
    };
    const docs = (...args: string[]) => copy.run(...TYPESCRIPT, "tools/docs/main.ts", ...args);
    const build = () => copy.run(TSC, "--build", "tsconfig.build.json");

    /** What the checks of the repository say, up to the first one that fails. */
    const complaints = (): Outcome => {
      const mocha = ["node_modules/mocha/bin/mocha.js", "--no-parallel"];
      const checks = [
        build,
        () => copy.run(TSC, "--noEmit", "--incremental", "--tsBuildInfoFile", ".tsbuildinfo"),
        () => docs("--check"),
        () => copy.run(...mocha, ...tests, ...(proof === undefined ? [] : [PROOF])),
        () => copy.run(...mocha, "--dry-run", ...loaded),
      ];
      let text = "";
      for (const check of loaded.length > 0 ? checks : checks.slice(0, -1)) {
        const outcome = check();
        text += outcome.text;
        if (outcome.code !== 0) return { ...outcome, text };
      }
      return { code: 0, text };
    };

    it("names the files in CONTRIBUTING.md, as many as it says", () => {
      const found = new RegExp(`^\\| an? ${name} +\\| (\\d+) +\\| (.*?) \\|`, "m").exec(
        CONTRIBUTING,
      );
      const [, count, touched = ""] = found ?? assert.fail("there is no such row");
      row = touched;
      assert.equal(Number(count), steps.length);
      const patterns = [...touched.matchAll(/`([^`]+\.(?:ts|md))`/g)].map(([, path = ""]) => path);
      assert.equal(patterns.length, steps.length);
      for (const { file } of steps) {
        const isNamed = (pattern: string) =>
          new RegExp(`^${pattern.replace(/[.]/g, "\\.").replace(/<\w+>/g, "[-\\w]+")}$`).test(file);
        assert.ok(patterns.some(isNamed), `${file} is not in the row`);
      }
    });

    it("is complete: with all steps and `npm run docs`, nothing complains", () => {
      for (const step of steps) take(step);
      const written = [docs("--types"), build(), docs()];
      for (const { code, text } of written) assert.equal(code, 0, text);
      generated = written.flatMap(({ text }) =>
        [...text.matchAll(/^wrote (.*)$/gm)].map(([, file = ""]) => file),
      );
      if (proof !== undefined) copy.write(PROOF, proof);
      const { code, text } = complaints();
      assert.equal(code, 0, text);
    });

    for (const step of steps) {
      it(`complains without ${step.file}`, () => {
        copy.restore(step.file);
        const { code, text } = complaints();
        take(step);
        assert.notEqual(code, 0, text);
        assert.match(text, step.complaint);
      });
    }

    it("complains without `npm run docs`, or has nothing to generate and does not name it", () => {
      if (!row.includes("`npm run docs`")) return assert.deepEqual(generated, []);
      for (const file of generated) copy.restore(file);
      const { code, text } = complaints();
      assert.notEqual(code, 0, text);
      assert.match(text, /out of date|error TS\d+/);
    });
  });
}
