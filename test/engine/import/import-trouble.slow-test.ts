import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  add,
  adopt,
  command,
  imported,
  interrupt,
  refusing,
  RUN,
  succeeds,
  useStacks,
} from "./import-steps";
import { ROOT } from "../stack";

describe("pulumi-modelarts import that does not go smoothly", () => {
  const { open, onRead } = useStacks();

  for (const [when, after] of [
    ["between list and import", 0],
    ["before pulumi's preview", 1],
    ["between pulumi's preview and its import", 2],
  ] as const) {
    it(`given one that vanishes ${when}, reports it and imports the rest`, async () => {
      const stack = await open();
      const ids = ["a", "b", "c", "d"].map((name) => add(stack, name));
      const victim = ids[1] ?? "";
      if (after === 0) {
        const list = stack.simulator.notebooks;
        onRead((id) => void (id !== victim && list.remove(victim)));
      } else {
        onRead((id, times) => {
          if (id === victim && times === after) stack.simulator.notebooks.remove(victim);
        });
      }
      const { text } = await succeeds(stack, RUN);
      assert.match(
        text,
        new RegExp(
          `1 notebook left out: .modelarts/left-out.\n  b \\(${victim}\\): it no longer exists`,
        ),
      );
      assert.deepEqual(new Set(imported(stack)), new Set(ids.filter((id) => id !== victim)));
      const code = readFileSync(join(stack.folder, "index.ts"), "utf8");
      assert.deepEqual([...code.matchAll(/Notebook\("(\w)"/g)].map(([, name]) => name).sort(), [
        "a",
        "c",
        "d",
      ]);
    });
  }

  it("given one that can't be read, imports the rest and says which to repeat", async () => {
    const stack = await open();
    const ids = ["a", "b", "c"].map((name) => add(stack, name));
    const proxy = await refusing(stack.url, (path) => path.endsWith(`/notebooks/${ids[0]}`));
    try {
      const { code, text } = await command(stack, RUN, { MODELARTS_ENDPOINT: proxy.url });
      assert.equal(code, 1, text);
      assert.match(
        text,
        new RegExp(
          `1 notebook left out: .modelarts/left-out.\n  a \\(${ids[0]}\\): .* 403 .*not yours`,
        ),
      );
      assert.deepEqual(new Set(imported(stack)), new Set(ids.slice(1)));
    } finally {
      proxy.close();
    }
    await succeeds(stack, RUN);
    assert.deepEqual(new Set(imported(stack)), new Set(ids));
  });

  it("given that only pulumi can't read one, says after its run what is not imported", async () => {
    const stack = await open();
    const ids = ["a", "b", "c"].map((name) => add(stack, name));
    let isPulumi = false;
    const reads = new Map<string, number>();
    const proxy = await refusing(stack.url, (path) => {
      reads.set(path, (reads.get(path) ?? 0) + 1);
      isPulumi = (reads.get(path) ?? 0) % 2 === 0;
      return isPulumi && path.endsWith(`/notebooks/${ids[0]}`);
    });
    try {
      const { code, text } = await command(stack, RUN, { MODELARTS_ENDPOINT: proxy.url });
      assert.notEqual(code, 0);
      assert.match(text, new RegExp(`3 notebooks not imported[^]*a \\(${ids[0]}\\)`));
      assert.deepEqual(imported(stack), []);
    } finally {
      proxy.close();
    }
  });

  it("given Ctrl-C while pulumi imports, keeps what is in the stack, and a repeat completes all", async () => {
    const stack = await open({ latencyMs: 20 });
    const ids = Array.from({ length: 20 }, (_, index) => add(stack, `lab-${index}`));
    // The command itself reads each once, then pulumi's preview, then its import.
    let imports = 0;
    onRead((_, times) => {
      if (times === 3 && ++imports === 8) interrupt();
    });
    const args = [...RUN, "--", "--parallel", "2"];
    const { code, text } = await command(stack, args);
    assert.equal(code, 1);
    assert.match(
      text,
      /error: Interrupted\. Run the same command again, with --yes; .*\d+ notebooks not imported/,
    );
    const held = imported(stack);
    assert.ok(held.length > 0 && held.length < 20, text);

    const again = await succeeds(stack, RUN);
    assert.match(
      again.text,
      /imported earlier and taken over by no program yet: pulumi generates the code again/,
    );
    assert.deepEqual(new Set(imported(stack)), new Set(ids));
    adopt(stack, "index.ts");
    await stack.ok(["preview", "--expect-no-changes"]);
  });

  it("given that the code was lost, has it printed again by the command and by pulumi alone", async () => {
    const stack = await open();
    add(stack, "lab");
    await succeeds(stack, RUN);
    const file = join(stack.folder, "index.ts");
    const code = readFileSync(file, "utf8");
    writeFileSync(file, "");
    await succeeds(stack, RUN);
    assert.equal(readFileSync(file, "utf8"), code);
    writeFileSync(file, "");
    await stack.ok(["import", "--file", "modelarts-import.json", "--out", "index.ts", "--yes"]);
    assert.equal(readFileSync(file, "utf8"), code);
    assert.equal(imported(stack).length, 1);
  });

  it("given nobody to ask and no --yes, imports nothing and says so", async () => {
    const stack = await open();
    add(stack, "lab");
    const { code, text } = await command(stack, ["import", "--run"]);
    assert.notEqual(code, 0);
    assert.match(text, /--yes/);
    assert.match(text, /1 notebook not imported/);
  });

  it("given a project without the plugin's lines, says which to add", async () => {
    const stack = await open({ isPlain: true });
    add(stack, "lab");
    // npx and npm scripts put it there themselves.
    const folders = stack.env.PATH?.split(delimiter).filter((one) => !one.endsWith(".bin")) ?? [];
    const { code, text } = await command(stack, RUN, { PATH: folders.join(delimiter) });
    assert.equal(code, 1);
    assert.match(text, /Add these lines:\n {2}plugins:\n/);
    assert.equal(existsSync(join(stack.folder, "modelarts-import.json")), false);
    const found = [join(ROOT, "provider"), ...folders].join(delimiter);
    await succeeds(stack, RUN, { PATH: found });
  });
});
