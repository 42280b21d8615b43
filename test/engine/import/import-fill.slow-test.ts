import assert from "node:assert/strict";
import { add, command, imported, readJson, succeeds, useStacks } from "./import-steps";
import { NOTEBOOK, type Stack } from "../stack";

describe("pulumi-modelarts import --fill under the real engine", () => {
  let stack: Stack;
  const { open } = useStacks();
  beforeEach(async () => {
    stack = await open();
  });

  const declared = (name: string) => JSON.stringify({ name, ...NOTEBOOK });
  const TEAM = `class Team extends pulumi.ComponentResource {
    constructor(name, inner) {
      super("my:index:Team", name);
      new Notebook(name + "-lab", { ...${JSON.stringify(NOTEBOOK)}, name: inner }, { parent: this });
    }
  }\n`;

  it("given a program that was written first, by name, leaves nothing to change", async () => {
    const ids = ["top-lab", "vision", "speech"].map((name) => add(stack, name));
    stack.program(`${TEAM} new Team("one", "vision"); new Team("two", "speech");
      new Notebook("top", ${declared("top-lab")});`);
    await stack.ok(["preview", "--import-file", "f.json"]);
    const { text } = await succeeds(stack, ["import", "--fill", "f.json"]);
    assert.match(text, /3 ids filled in/);
    assert.doesNotMatch(JSON.stringify(readJson(stack, "f.json")), /PLACEHOLDER|dynamic/);
    await stack.ok([
      "import",
      "--file",
      "f.json",
      "--generate-code=false",
      "--protect=false",
      "--yes",
    ]);
    assert.deepEqual(new Set(imported(stack)), new Set(ids));
    stack.requests();
    await stack.ok(["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    // Those that a program took over are known as well.
    assert.match((await succeeds(stack, ["import"])).text, new RegExp(`${ids[0]}.* as top`));
  });

  it("given a component that the stack has already, finds it through the name table, in one go", async () => {
    const empty = TEAM.replace(/new Notebook.*/, "");
    stack.program(`${empty} new Team("one");`);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const id = add(stack, "vision");
    stack.program(`${TEAM} new Team("one", "vision");`);
    await stack.ok(["preview", "--import-file", "f.json"]);
    assert.ok(readJson(stack, "f.json").nameTable);
    await succeeds(stack, ["import", "--fill", "f.json", "--run", "--yes"]);
    assert.deepEqual(imported(stack), [id]);
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  it("given names that are missing, ambiguous or automatic, says so, and leaves those as they are that it can't tell", async () => {
    const [only, ...two] = ["only", "twin", "twin"].map((name) => add(stack, name));
    const lab = add(stack, "lab");
    stack.program(`new Notebook("a", ${declared("only")}); new Notebook("b", ${declared("twin")});
      new Notebook("c", ${declared("nobody")}); new Notebook("lab", ${JSON.stringify(NOTEBOOK)});`);
    await stack.ok(["preview", "--import-file", "f.json"]);
    const { code, text } = await command(stack, ["import", "--fill", "f.json", "--run", "--yes"]);
    assert.equal(code, 1);
    assert.match(text, /b: 2 notebooks are called "twin": /);
    assert.ok(two.every((id) => text.includes(id)));
    assert.match(text, /c: there is no notebook "nobody"/);
    assert.match(text, /lab: is called "lab", but the program calls it "lab-[0-9a-f]{7}"/);
    assert.match(text, /Nothing was imported: f\.json lacks ids/);
    const { resources } = readJson(stack, "f.json");
    const byName = Object.fromEntries(
      resources.map(({ name, ...rest }: { name: string }) => [name, rest]),
    );
    const open = { type: "pulumi-nodejs:dynamic/modelarts:Notebook", id: "<PLACEHOLDER>" };
    assert.deepEqual(byName, {
      a: { type: "modelarts:index:Notebook", id: only },
      b: open,
      c: open,
      lab: { type: "modelarts:index:Notebook", id: lab },
    });
    assert.deepEqual(imported(stack), []);
  });
});
