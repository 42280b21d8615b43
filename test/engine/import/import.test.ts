import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  exampleSeedFile,
  readSeedFile,
  type FaultName,
  type WireNotebook,
} from "pulumi-modelarts-simulator";
import { createProgram, getPreEmitDiagnostics } from "typescript";
import { matrix } from "./import-matrix";
import { newImportStack, useGenerated } from "./import-code";
import { filesWith, NOTEBOOK, POLICIES, type Resource, type Stack } from "../stack";
import { stepTable } from "../step-table";

const TYPE = "modelarts:index:Notebook";

describe("pulumi import of existing notebooks", () => {
  stepTable();
  let stack: Stack;
  let code: string;
  before(async () => {
    stack = await newImportStack();
    const seed = readSeedFile(exampleSeedFile) as Partial<WireNotebook>;
    const notebooks = { ...matrix, "only-the-seed": { ...seed, name: undefined } };
    const resources = Object.entries(notebooks).map(([name, notebook]) => {
      const { id } = stack.simulator.notebooks.add(withoutUndefined({ ...notebook, name }));
      return { type: TYPE, name, id };
    });
    writeFileSync(join(stack.folder, "import.json"), JSON.stringify({ resources }));
  });
  after(() => stack.close());

  it("brings all of the matrix in, by reads alone", async () => {
    const files = ["--file", "import.json", "--out", "generated.ts"];
    await stack.ok(["import", ...files, "--yes", "--protect=false"]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    code = useGenerated(stack);
  });

  it("prints our class, without what the API fills in by default", () => {
    assert.match(code, /new modelarts\.Notebook\("running", \{\n {4}flavor/);
    const running = /"running", \{([^;]*)\}\);/.exec(code)?.[1] ?? "";
    assert.deepEqual(
      [...running.matchAll(/^ {4}(\w+):/gm)].map(([, key]) => key),
      ["flavor", "imageId", "lease", "name", "volume"],
    );
    assert.doesNotMatch(running, /capacity|enable/);
  });

  it("prints code that compiles", () => {
    const options = { strict: true, noEmit: true, skipLibCheck: true, types: [] };
    const program = createProgram([join(stack.folder, "generated.ts")], options);
    assert.deepEqual(
      getPreEmitDiagnostics(program).map(({ messageText }) => messageText),
      [],
    );
  });

  it("leaves nothing to change: not in the next preview, not after a refresh", async () => {
    await stack.ok(["preview", "--expect-no-changes"]);
    await stack.ok(["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
  });

  it("keeps the tokens out of the state", () => {
    const tokens = stack.simulator.notebooks.list().flatMap(({ token }) => token ?? []);
    assert.notEqual(tokens.length, 0);
    for (const token of tokens) assert.deepEqual(filesWith(stack, token), []);
  });

  it("leaves notebooks that are updated and destroyed like any other", async () => {
    const program = readFileSync(join(stack.folder, "index.js"), "utf8");
    const changed = program.replace('name: "stopped"', 'name: "still-stopped"');
    writeFileSync(join(stack.folder, "index.js"), changed);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const stopped = stack.simulator.notebooks.list().find(({ name }) => name === "still-stopped");
    assert.equal(stopped?.status, "STOPPED");
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(stack.simulator.notebooks.list(), []);
  });
});

describe("a second import of the same notebook", () => {
  it("is found by the policy pack", async () => {
    const stack = await newImportStack();
    const { id } = stack.simulator.notebooks.add({ ...matrix["running"], name: "twice" });
    const resources = ["first", "second"].map((name) => ({ type: TYPE, name, id }));
    writeFileSync(join(stack.folder, "import.json"), JSON.stringify({ resources }));
    await stack.ok(["import", "--file", "import.json", "--out", "generated.ts", "--yes"]);
    useGenerated(stack);
    const { code, text } = await stack.run(["preview", "--policy-pack", POLICIES]);
    assert.notEqual(code, 0);
    assert.match(text, new RegExp(`id is ${id}, which the stack holds as (first|second) already`));
    await stack.close();
  });
});

describe("pulumi import under a parent", () => {
  it("is taken over by a program that declares the parent", async () => {
    const stack = await newImportStack();
    const team = (inner: string) =>
      `class Team extends pulumi.ComponentResource {
         constructor() { super("my:index:Team", "team"); ${inner} }
       }
       new Team();`;
    stack.program(team(""));
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const { id } = stack.simulator.notebooks.add({ ...matrix["running"], name: "lab" });
    const parent = "team=urn:pulumi:test::test::my:index:Team::team";
    const args = ["--parent", parent, "--yes", "--protect=false", "--generate-code=false"];
    await stack.ok(["import", TYPE, "lab", id.toUpperCase(), ...args]);
    const declared = JSON.stringify({ ...NOTEBOOK, name: "lab" });
    stack.program(team(`new Notebook("lab", ${declared}, { parent: this });`));
    await stack.ok(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    const lab = stack.notebook("lab");
    assert.deepEqual([lab.id, lab.urn.includes("my:index:Team$pulumi-nodejs")], [id, true]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    await stack.close();
  });
});

describe("pulumi import that can't be", () => {
  let stack: Stack;
  let untouched: Resource[];
  before(async () => {
    stack = await newImportStack();
    // The stack and the plugin's provider come into the state even if the import then fails.
    await stack.ok(["import", TYPE, "held", existing(), "--yes"]);
    untouched = stack.resources();
  });
  after(() => stack.close());

  const MISSPELT: [type: string, ...flags: string[]][] = [
    ["modelarts:index:Notebok"],
    ["modelarts:index/notebook:Notebook", "--skip-preview"],
  ];
  const cases: [what: string, args: () => string[], reason: RegExp, env?: object][] = [
    ["an id that is no UUID", () => [TYPE, "a", "my-notebook"], /the id must be a UUID/],
    [
      "an id that does not exist",
      () => [TYPE, "a", "00000000-0000-4000-8000-000000000000"],
      /there is no notebook 00000000.*modelarts:projectId and modelarts:region/,
    ],
    [
      "a notebook that is being deleted",
      () => [TYPE, "a", stack.simulator.notebooks.add({ status: "DELETING" }).id],
      /is being deleted/,
    ],
    ["no permission", () => [TYPE, "a", refused("forbidden")], /answered 403.*permission/],
    ["wrong credentials", () => [TYPE, "a", refused("unauthorized")], /answered 401.*credentials/],
    ...MISSPELT.map(([type, ...flags]): (typeof cases)[number] => [
      [`a type that is misspelt, ${type}`, ...flags].join(" with "),
      () => [type, "a", existing(), ...flags],
      new RegExp(`There is no resource type ${type}; this plugin has ${TYPE}, `),
    ]),
    [
      "an API that is down",
      () => [TYPE, "a", existing()],
      /no answer from http:\/\/127\.0\.0\.1:9 .*Is the simulator running\? The endpoint/,
      { MODELARTS_ENDPOINT: "http://127.0.0.1:9" },
    ],
    [
      "no configuration",
      () => [TYPE, "a", existing()],
      /HW_SECRET_KEY/,
      { HW_SECRET_KEY: undefined },
    ],
  ];
  const refused = (name: FaultName) => {
    stack.simulator.faults.ask({ name, operation: "showNotebook" });
    return existing();
  };
  const existing = () => stack.simulator.notebooks.add({ name: "existing" }).id;

  for (const [what, args, reason, env] of cases) {
    it(`says what to do about ${what}, and leaves the state as it was`, async () => {
      const { code, text } = await stack.run(["import", ...args(), "--yes"], { ...env });
      assert.notEqual(code, 0);
      assert.match(text, reason);
      assert.doesNotMatch(text, /\.js:\d+:\d+/, "a stack trace");
      assert.deepEqual(stack.resources(), untouched);
    });
  }
});

function withoutUndefined<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
