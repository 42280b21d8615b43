import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stepTable } from "../step-table";
import { newStack, NOTEBOOK, ROOT, type Stack } from "../stack";

const SAME = { ...NOTEBOOK, name: "existing", description: "made in the console" };

describe("new Notebook(…, { import: id }) under the real engine", () => {
  let stack: Stack;
  let id: string;
  const open = async () => {
    stack = await newStack();
    ({ id } = stack.simulator.notebooks.add({
      name: "existing",
      description: "made in the console",
      flavor: "modelarts.vm.cpu.2u",
      image: { id: NOTEBOOK.imageId },
      volume: { category: "EVS", ownership: "MANAGED", capacity: 5 },
      lease: { create_at: 1, update_at: 1, enable: true, duration: 3_600_000, type: "TIMING" },
    }));
  };
  const close = () => stack.close();

  const declare = (args: object, option?: string) =>
    stack.program(
      `new Notebook("dev", ${JSON.stringify(args)}, { import: ${JSON.stringify(option)} });`,
    );

  describe("that can't be followed", () => {
    before(open);
    after(close);

    const wrong: [what: string, args: object, option: () => string, reasons: RegExp[]][] = [
      [
        "with every difference",
        { ...NOTEBOOK, name: "other", lease: { duration: 7_200_000 } },
        () => id,
        [
          /property name .*the program says "other", but notebook .* has "existing"/,
          /property description .*says "", but .* has "made in the console"/,
          /property lease .*has {"duration":3600000,"type":"timing"}\./,
        ],
      ],
      [
        "with the name that must be declared",
        { ...SAME, name: undefined },
        () => id,
        [
          /property name .*says "dev-[0-9a-f]{7}", but .* has "existing"\. Declare this name: an undeclared name/,
        ],
      ],
      [
        "for an id that does not exist",
        SAME,
        () => "00000000-0000-4000-8000-000000000000",
        [/has a problem: the import option can't be used: there is no notebook 0{8}.*Check the id/],
      ],
      [
        "for what is no id",
        SAME,
        () => "existing",
        [/has a problem: the import option can't be used: the id must be a UUID/],
      ],
    ];
    for (const [what, args, option, reasons] of wrong) {
      it(`fails in the preview ${what}, and changes nothing`, async () => {
        declare(args, option());
        const { code, text } = await stack.run(["preview"]);
        assert.notEqual(code, 0);
        for (const reason of reasons) assert.match(text, reason);
        assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
      });
    }

    it("fails as docs/import.md says where a transformation sets it", async () => {
      stack.program(
        `pulumi.runtime.registerStackTransformation(({ props, opts }) =>
         ({ props, opts: { ...opts, import: "${id}" } }));
       new Notebook("dev", ${JSON.stringify(SAME)});`,
      );
      const { code, text } = await stack.run(["preview"]);
      assert.notEqual(code, 0);
      const [, said = "nothing"] = /Preview failed: (.*)/.exec(text) ?? [];
      const documented = readFileSync(join(ROOT, "docs", "import.md"), "utf8").replace(/\s+/g, " ");
      assert.ok(documented.includes(said.trim()), said);
    });
  });

  describe("of a notebook that is as declared", () => {
    stepTable();
    before(open);
    after(close);

    it("adopts the notebook as it is, and says so", async () => {
      declare(SAME, id.toUpperCase());
      const text = await stack.ok(["up", "--yes", "--skip-preview"]);
      assert.match(text, /existing: adopted the existing notebook/);
      assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
      assert.equal(stack.notebook("dev").id, id);
      assert.equal(stack.simulator.notebooks.list().length, 1);
    });

    it("is never replaced by itself and so deleted", async () => {
      const { urn } = stack.notebook("dev");
      const text = await stack.ok(["up", "--yes", "--skip-preview", "--replace", urn]);
      assert.match(text, /because the program imports it/);
      assert.ok(stack.simulator.notebooks.get(id), "the notebook is gone");
      assert.equal(stack.notebook("dev").id, id);
    });

    it("changes nothing when the option is taken away, nor when it stays", async () => {
      await stack.ok(["preview", "--expect-no-changes"]);
      declare(SAME);
      await stack.ok(["up", "--yes", "--refresh", "--expect-no-changes", "--skip-preview"]);
    });

    it("refuses another id under the same name", async () => {
      const other = stack.simulator.notebooks.add({ name: "other" });
      declare(SAME, other.id);
      const { code, text } = await stack.run(["preview"]);
      assert.notEqual(code, 0);
      assert.match(text, /the program already manages .* under this name/);
    });

    it("leaves a notebook that is updated and destroyed like any other", async () => {
      declare({ ...SAME, name: "renamed" });
      await stack.ok(["up", "--yes", "--skip-preview"]);
      assert.equal(stack.simulator.notebooks.get(id)?.name, "renamed");
      await stack.ok(["destroy", "--yes", "--skip-preview"]);
      assert.equal(stack.simulator.notebooks.get(id), undefined);
    });
  });
});
