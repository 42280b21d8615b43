import assert from "node:assert/strict";
import { matrix } from "./import-matrix";
import { add, adopt, command, imported, readJson, RUN, succeeds, useStacks } from "./import-steps";

describe("pulumi-modelarts import under the real engine", () => {
  const { open } = useStacks();

  it("given 200 notebooks, all of the matrix among them, and 50 ms latency, imports them in one go, unchanged afterwards", async () => {
    const stack = await open({ latencyMs: 50 });
    for (const [name, notebook] of Object.entries(matrix)) add(stack, name, notebook);
    const ids = () => new Set(stack.simulator.notebooks.list().map(({ id }) => id));
    for (let number = ids().size; number < 200; number++) add(stack, `lab-${number}`);
    const began = Date.now();
    await succeeds(stack, RUN);
    const seconds = (Date.now() - began) / 1000;
    console.log(`        200 notebooks in ${seconds.toFixed(1)} s`);
    assert.ok(seconds < 30, `${seconds} s`);
    assert.deepEqual([new Set(imported(stack)), ids().size], [ids(), 200]);
    adopt(stack, "index.ts");
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("given some that the stack holds, leaves them out and says so, until it is told not to", async () => {
    const stack = await open();
    const [first, second] = [add(stack, "lab"), add(stack, "lab")];
    await succeeds(stack, ["import"]);
    const names = readJson(stack).resources.map(({ name }: { name: string }) => name);
    assert.deepEqual(
      new Set(names),
      new Set([`lab-${first.slice(0, 8)}`, `lab-${second.slice(0, 8)}`]),
    );
    const { name } = readJson(stack).resources.find(({ id }: { id: string }) => id === first);
    await stack.ok(["import", "modelarts:index:Notebook", name, first, "--yes"]);

    const { text } = await succeeds(stack, ["import", "--yes"]);
    assert.match(text, new RegExp(`1 notebook left out.*\n.*${first}.* as ${name}`));
    assert.deepEqual(readJson(stack).resources, [
      { type: "modelarts:index:Notebook", name: `lab-${second.slice(0, 8)}`, id: second },
    ]);
    const quiet = await succeeds(stack, ["import", "--exclude-managed", "--out", "-"]);
    assert.doesNotMatch(quiet.text, /left out/);
    assert.deepEqual(JSON.parse(quiet.out), readJson(stack));

    await succeeds(stack, RUN);
    const again = await succeeds(stack, RUN);
    assert.match(again.text, /Nothing to import/);
    assert.equal(imported(stack).length, 2);
  });

  it("takes what the stack configures before the environment", async () => {
    const stack = await open();
    add(stack, "lab");
    await stack.ok(["config", "set", "modelarts:endpoint", stack.url]);
    await stack.ok(["config", "set", "--secret", "modelarts:secretKey", "of-the-stack"]);
    const elsewhere = { MODELARTS_ENDPOINT: "http://127.0.0.1:9" };
    const { text } = await succeeds(stack, ["import"], elsewhere);
    assert.doesNotMatch(text, /of-the-stack/);
    const { code, text: failed } = await command(
      stack,
      ["import", "--stack", "nowhere"],
      elsewhere,
    );
    assert.equal(code, 1);
    assert.match(
      failed,
      /Reading the (configuration|state) of stack nowhere failed: .*no stack named/,
    );
  });
});
