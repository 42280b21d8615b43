/** `modelarts:previewChecks` on the real engine, in both fronts: on, off, and without the right to read. */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "../stack";
import { stepTable } from "../step-table";

const NO_IMAGE = "e1a07296-22a8-4f05-8bc8-e936c8e54091";

/** How a program of each front declares a notebook. */
const fronts = {
  dynamic: (name: string, args: string) => `new Notebook("${name}", ${args})`,
  plugin: (name: string, args: string) =>
    `new pulumi.CustomResource("modelarts:index:Notebook", "${name}", { ...${args}, status: undefined })`,
};

/** What a run reads once, for all of its notebooks. */
const lists = [
  "GET /authoring/features/NOTEBOOK",
  ...["GET /images", "GET /images"],
  "GET /notebooks/flavors",
  "GET /workspaces",
];

export function testPreviewChecks(front: keyof typeof fronts): void {
  const declare = fronts[front];
  describe(`preview checks on the engine, ${front}`, () => {
    stepTable();
    let stack: Stack;
    before(async () => {
      stack = await newStack();
      appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    });
    after(() => stack.close());

    const program = (notebooks: Record<string, object>, before = "") => {
      const lines = Object.entries(notebooks).map(([name, args]) =>
        declare(name, JSON.stringify({ name, ...NOTEBOOK, ...args })),
      );
      stack.program([before, ...lines].join(";\n"));
    };
    const lab = { a: {}, b: {}, c: {} };

    it("that are off let a preview say nothing and send nothing", async () => {
      program({ ...lab, a: { flavor: "none", imageId: NO_IMAGE } });
      await stack.ok(["preview"]);
      assert.deepEqual(stack.requests(), []);
    });

    it("that are on name the property and the nearest values, and nothing is created", async () => {
      await stack.ok(["config", "set", "modelarts:previewChecks", "true"]);
      program({ a: { flavor: "modelarts.vm.cpu.4u", imageId: NO_IMAGE } });
      for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
        const { code, text } = await stack.run(command);
        assert.notEqual(code, 0);
        assert.match(
          text,
          /'a': property flavor value \{modelarts\.vm\.cpu\.4u\} has a problem: is not offered in this project and region\. Nearest: modelarts\.vm\.cpu\.2u, modelarts\.vm\.cpu\.8u/,
        );
        assert.match(text, /property imageId value .* is not an image .* Nearest: e1a07296/);
        const sent = stack.requests();
        assert.deepEqual(sent.toSorted(), [...lists, "GET /images/{id}"].toSorted());
      }
    });

    it("that are on read each list once for all notebooks of a preview", async () => {
      program(lab);
      await stack.ok(["preview"]);
      assert.deepEqual(stack.requests().toSorted(), lists);
    });

    it("that are on do not check what another resource will output", async () => {
      const args = { ...NOTEBOOK, name: "a", imageId: "IMAGE" };
      const unknown = JSON.stringify(args).replace('"IMAGE"', "config.output");
      stack.program(`
        const provider = { create: () => ({ id: "i", outs: { output: "${NO_IMAGE}" } }) };
        class Config extends pulumi.dynamic.Resource {
          constructor() { super(provider, "config", { output: undefined }); }
        }
        const config = new Config();
        ${declare("a", unknown)};`);
      const text = await stack.ok(["preview"]);
      assert.match(text, /2 to create|3 to create/);
      assert.deepEqual(stack.requests().toSorted(), [
        "GET /authoring/features/NOTEBOOK",
        "GET /notebooks/flavors",
      ]);
    });

    it("that are on warn once if a list can't be read, and go on", async () => {
      program({ a: { flavor: "none" }, b: { flavor: "none" } });
      stack.simulator.faults.ask({ name: "forbidden", operation: "listFlavors" });
      const text = await stack.ok(["preview"]);
      const [, diagnostics = ""] = text.split("Diagnostics:");
      const warnings = diagnostics.match(
        /warning: modelarts:previewChecks could not read .*flavors.* 403/g,
      );
      assert.equal(warnings?.length, 1, text);
      stack.requests();
    });

    it("that are on check a replacement and a changed flavor, and nothing that is unchanged", async () => {
      program({ a: {} });
      await stack.ok(["up", "--yes", "--skip-preview"]);
      stack.requests();
      program({ a: { description: "only this changes" } });
      await stack.ok(["preview"]);
      assert.deepEqual(stack.requests(), []);
      const wrong = { flavor: "modelarts.kat1.xlarge" };
      for (const change of [wrong, { ...wrong, workspaceId: "7" }]) {
        program({ a: change });
        const { code, text } = await stack.run(["preview"]);
        assert.notEqual(code, 0);
        assert.match(
          text,
          /property flavor .* is for aarch64, but image e1a07296\S* \(.*\) is for x86_64/,
        );
        assert.match(text, /Nearest: modelarts\.vm\.cpu/);
      }
      stack.requests();
      // The replacement is no second notebook, so the quota is not asked for.
      program({ a: { workspaceId: "7" } });
      await stack.ok(["preview"]);
      const asked = lists.filter((line) => !line.endsWith("/NOTEBOOK"));
      assert.deepEqual(stack.requests().toSorted(), asked);
    });

    it("that are on add the lists to the requests of an up, once for the preview and once for the update", async () => {
      const up = async (notebooks: Record<string, object>, isOn: boolean) => {
        await stack.ok(["config", "set", "modelarts:previewChecks", String(isOn)]);
        program(notebooks);
        await stack.ok(["up", "--yes"]);
        // How often a wait reads the notebook depends on the machine.
        return stack.requests().filter((line) => line !== "GET /notebooks/{id}");
      };
      const off = await up({ a: {}, b: {} }, false);
      assert.deepEqual(off, ["POST /notebooks"]);
      const on = await up({ a: {}, b: {}, c: {} }, true);
      assert.deepEqual(on.toSorted(), [...off, ...lists, ...lists].toSorted());
    });
  });
}
