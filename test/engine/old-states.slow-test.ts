/**
 * States that older versions wrote, recorded for real (test/fixtures/states): the present version goes on with
 * each of them as if the state were its own.
 */
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WireImage, WireMount, WireNotebook } from "pulumi-modelarts-simulator";
import { programOf } from "../fixtures/states/program";
import { newStack, ROOT, PLUGIN_SETTING, type Resource, type Stack } from "./stack";

interface Recorded {
  /** Milliseconds since 1970. */
  recordedAt: number;
  /** What the program declares of each notebook, by its logical name. */
  declared: Record<string, object>;
  /** The id of a notebook that the program only refers to. */
  foreign: string;
  live: { notebooks: WireNotebook[]; mounts: WireMount[]; images: WireImage[] };
  state: { deployment: { resources: Resource[] } };
}

/** What versions before 0.3.0 kept in the state, and this one does not. */
const OLD_KEYS = "__tags __lease __flavor __dataVolumes __capacity __importedFailed".split(" ");

for (const version of ["0.1.0", "0.2.0"]) {
  describe(`a state that version ${version} wrote`, () => {
    const file = join(ROOT, "test/fixtures/states", `${version}.json`);
    const recorded = JSON.parse(readFileSync(file, "utf8")) as Recorded;
    const { recordedAt, foreign, live, state } = recorded;
    const declared = { ...recorded.declared };
    let stack: Stack;

    before(async () => {
      const began = Date.now();
      // By today's clock, every lease would be over.
      stack = await newStack({ clock: { now: () => recordedAt + (Date.now() - began) } });
      for (const notebook of live.notebooks) stack.simulator.notebooks.add(notebook);
      for (const mount of live.mounts) stack.simulator.mounts.put(String(mount.id), mount);
      for (const image of live.images) stack.simulator.images.put(String(image.id), image);
      appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
      writeFileSync(join(stack.folder, "state.json"), JSON.stringify(state));
      await stack.ok(["stack", "import", "--file", "state.json"]);
      declare();
    });
    after(() => stack.close());

    /** The program that was recorded, with the code of what was imported. */
    function declare(changes: Record<string, object> = {}): void {
      for (const [name, change] of Object.entries(changes)) {
        declared[name] = { ...declared[name], ...change };
      }
      const imported = ["adopted", "failed"].map((name) => {
        const { inputs = {} } = resource(state.deployment.resources, name);
        const args = Object.entries(inputs).filter(([key]) => !key.startsWith("__"));
        const code = JSON.stringify(Object.fromEntries(args));
        return `new Notebook("${name}", ${code}, { protect: true });`;
      });
      stack.program([programOf(declared, foreign), ...imported].join("\n"));
    }
    const changes = () => stack.requests().filter((line) => !line.startsWith("GET "));
    const kept = (key: string) =>
      stack.resources().filter(({ outputs = {} }) => outputs[key] !== undefined);

    it("holds what that version kept beside the outputs", () => {
      const keys = new Set(
        state.deployment.resources.flatMap(({ outputs }) => Object.keys(outputs ?? {})),
      );
      for (const key of [
        "__tags",
        "__lease",
        "__flavor",
        "__dataVolumes",
        "__importedFailed",
        "__restart",
      ]) {
        assert.ok(keys.has(key), key);
      }
    });

    it("is previewed without a change but the start that an earlier update owes", async () => {
      const text = await stack.ok(["preview"]);
      assert.match(text, /restart: it will be started: an earlier update stopped it/);
      assert.match(text, /Resources:\n +~ 1 to update\n +12 unchanged\n/);
    });

    it("is refreshed into the form of today, and previewed as before", async () => {
      await stack.ok(["refresh", "--yes", "--skip-preview"]);
      for (const key of OLD_KEYS) assert.deepEqual(kept(key), [], key);
      const records = kept("__inputs");
      const names = records.map(({ urn }) => urn.split("::").at(-1)).sort();
      // A reference has a record until the next `up` reads it anew.
      assert.deepEqual(names, "adopted custom failed foreign full off plugin restart".split(" "));
      for (const { outputs, urn } of records) {
        const { ciphertext } = outputs?.["__inputs"] as { ciphertext?: string };
        assert.ok(ciphertext, `${urn} holds __inputs in the clear`);
      }
      assert.match(await stack.ok(["preview"]), /Resources:\n +~ 1 to update\n +12 unchanged\n/);
      assert.deepEqual(changes(), []);
    });

    it("is brought into line by that start alone", async () => {
      await stack.ok(["up", "--yes", "--skip-preview"]);
      assert.deepEqual(changes(), ["POST /notebooks/{id}/start"]);
      await stack.ok(["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"]);
    });

    it("is updated by what differs alone, and tags of others stay", async () => {
      const { id } = stack.notebook("full");
      const theirs = { key: "cost", value: "7" };
      stack.simulator.notebooks.change(String(id), {
        tags: [{ key: "team", value: "a" }, theirs],
      });
      changes();
      declare({ full: { description: "new", tags: { owner: "x" } } });
      await stack.ok(["up", "--yes", "--skip-preview"]);
      assert.deepEqual(changes(), [
        "PUT /notebooks/{id}",
        "DELETE /notebooks/{id}/tags/delete",
        "POST /notebooks/{id}/tags/create",
      ]);
      assert.deepEqual(stack.simulator.notebooks.get(String(id))?.tags, [
        theirs,
        { key: "owner", value: "x" },
      ]);
    });

    it("is destroyed, and nothing is left but what the program only refers to", async () => {
      await stack.ok(["state", "unprotect", "--all", "--yes"]);
      await stack.ok(["destroy", "--yes", "--skip-preview"]);
      assert.deepEqual(
        stack.simulator.notebooks.list().map(({ name }) => name),
        ["foreign"],
      );
      assert.deepEqual(stack.resources(), []);
    });
  });
}

function resource(resources: readonly Resource[], name: string): Resource {
  const found = resources.find(({ urn }) => urn.endsWith(`:Notebook::${name}`));
  return found ?? assert.fail(`the recorded state holds no notebook ${name}`);
}
