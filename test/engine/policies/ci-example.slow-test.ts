import assert from "node:assert/strict";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { shell, type Ended } from "../shell";
import { newStack, ROOT, type Stack } from "../stack";

const EXAMPLE = join(ROOT, "examples/ci");
const read = (name: string) => parse(readFileSync(join(EXAMPLE, name), "utf8"));

describe("the pipelines of examples/ci, run as a shell would", () => {
  let stack: Stack;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    stack = await newStack();
    // A fake `npm ci`: the packages of this repository are already installed.
    const bin = join(stack.folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "npm"), '#!/bin/sh\ntest "$*" = ci && echo "$*" >> npm-calls\n');
    chmodSync(join(bin, "npm"), 0o755);
    env = {
      PATH: [bin, stack.env["PATH"]].join(delimiter),
      GITHUB_STEP_SUMMARY: join(stack.folder, "summary.md"),
      CI_PROJECT_DIR: stack.folder,
    };
  });
  beforeEach(() => {
    for (const name of ["Pulumi.yaml", "index.ts"]) {
      copyFileSync(join(EXAMPLE, name), join(stack.folder, name));
    }
  });
  after(() => stack.close());

  /** Removes the whitelist of the SSH endpoint. */
  const breakRule = () => change(/allowedAccessIps: \[.*?\], /, "");

  function change(pattern: RegExp, replacement: string): void {
    const file = join(stack.folder, "index.ts");
    const code = readFileSync(file, "utf8");
    const changed = code.replace(pattern, replacement);
    assert.notEqual(changed, code);
    writeFileSync(file, changed);
  }

  /** Each step in a shell of its own; the first that fails is the last. */
  async function github(): Promise<Ended> {
    const { jobs, env: shared } = read("github-workflow.yml");
    const steps: { run?: string }[] = jobs.policies.steps;
    let ended: Ended = { code: 0, out: "", errors: "" };
    for (const { run } of steps) {
      if (run === undefined) continue;
      const { PULUMI_STACK, MODELARTS_PREVIEW_CHECKS } = shared;
      ended = await shell(stack, run, { ...env, PULUMI_STACK, MODELARTS_PREVIEW_CHECKS });
      if (ended.code !== 0) break;
    }
    return ended;
  }

  /** All lines in one shell. */
  function gitlab(): Promise<Ended> {
    const { before_script: before, script, variables } = read("gitlab-ci.yml").policies;
    return shell(stack, [...before, ...script].join("\n"), { ...env, ...variables });
  }

  it("keep only reports, not the engine's events and state, which may contain secrets", () => {
    const steps: { uses?: string; with?: Record<string, string> }[] =
      read("github-workflow.yml").jobs.policies.steps;
    const uploads = steps.filter(({ uses = "" }) => uses.includes("/upload-"));
    const kept = uploads.map(({ with: given }) => given?.["path"] ?? given?.["sarif_file"]);
    assert.deepEqual(kept, ["policies.sarif", "policies.html"]);
    const { paths, reports } = read("gitlab-ci.yml").policies.artifacts;
    assert.deepEqual([paths, reports], [["policies.html"], { junit: "policies.xml" }]);
  });

  it("GitHub's fails on a violation, and annotates, summarizes and uploads it", async () => {
    breakRule();
    const { code, out, errors } = await github();
    assert.equal(code, 1, out + errors);
    assert.match(
      out,
      /^::error file=Pulumi\.yaml,line=1,title=\[HIGH\] require-ssh-whitelist::dev: /m,
    );
    const [run] = JSON.parse(readFileSync(join(stack.folder, "policies.sarif"), "utf8")).runs;
    assert.ok(
      run.results.some(({ ruleId }: { ruleId: string }) => ruleId === "require-ssh-whitelist"),
    );
    assert.match(readFileSync(join(stack.folder, "summary.md"), "utf8"), /require-ssh-whitelist/);
    assert.ok(existsSync(join(stack.folder, "policies.html")));
    assert.equal(readFileSync(join(stack.folder, "npm-calls"), "utf8"), "ci\n");
  });

  it("fail on a flavor that does not exist, and name the nearest ones", async () => {
    for (const pipeline of [github, gitlab]) {
      change(/modelarts\.vm\.cpu\.\du/, "modelarts.vm.cpu.3u");
      const { code, out, errors } = await pipeline();
      assert.notEqual(code, 0);
      assert.match(
        out + errors,
        /modelarts\.vm\.cpu\.3u.* is not offered .*Nearest: modelarts\.vm\.cpu\.2u/,
      );
      change(/modelarts\.vm\.cpu\.3u/, "modelarts.vm.cpu.2u");
    }
  });

  it("GitLab's passes without violations, and leaves its artifacts", async () => {
    const { code, out, errors } = await gitlab();
    assert.equal(code, 0, out + errors);
    const { artifacts } = read("gitlab-ci.yml").policies;
    for (const name of [...artifacts.paths, artifacts.reports.junit]) {
      assert.ok(existsSync(join(stack.folder, name)), name);
    }
    assert.match(
      readFileSync(join(stack.folder, "policies.xml"), "utf8"),
      / failures="0" errors="0"/,
    );
  });
});
