/** The recipes of CONTRIBUTING.md, each followed with an example: what is written to which file. */

export interface Step {
  file: string;
  /** The file's text after the step; the text before is empty for a new file. */
  edit(text: string, read: (file: string) => string): string;
  /** What complains if the step is left out. */
  complaint: RegExp;
}

export interface Recipe {
  steps: readonly Step[];
  /** A test of what was added, which the copy runs beside `tests`. */
  proof?: string;
  /** The tests that complain about a step that the compiler does not miss. */
  tests: readonly string[];
  /** Tests under the engine that complain as soon as they are loaded. */
  loaded?: readonly string[];
}

/** @throws Error if the text to write beside is not in the file: then the recipe does not fit any more. */
function beside(anchor: string | RegExp, write: (found: string) => string) {
  return (text: string): string => {
    const found = typeof anchor === "string" ? anchor : (anchor.exec(text)?.[0] ?? "");
    if (found === "" || !text.includes(found)) throw new Error(`There is no ${String(anchor)}.`);
    return text.replace(found, () => write(found));
  };
}
const before = (anchor: string | RegExp, added: string) => beside(anchor, (found) => added + found);
const after = (anchor: string | RegExp, added: string) => beside(anchor, (found) => found + added);

const COMPILER = /error TS\d+/;
/** The generated files tell of what is not there any more. */
const COMPILER_OR_DOCS = /error TS\d+|out of date/;

/** An input that an update takes while the notebook is stopped, and that the API answers. */
const field: Recipe = {
  steps: [
    {
      file: "provider/wire/notebook-inputs.ts",
      edit: before(
        /\n {2}lease: \{/,
        `
  priority: {
    schema: z.string().min(1, "must not be empty").optional().describe("How important the notebook is."),
    update: "stopped",
    answered: "always",
  },`,
      ),
      complaint: COMPILER_OR_DOCS,
    },
    {
      file: "provider/wire/notebook.ts",
      edit: before(
        /\n {2}ip: z\./,
        `\n  priority: z.string().optional().describe("How important the notebook is."),`,
      ),
      complaint: COMPILER,
    },
    {
      file: "test/bad-input.ts",
      edit: before(
        /\n {2}\["flavor", \{ flavor: "" \}/,
        `\n  ["priority", { priority: "" }, /must not be empty/],`,
      ),
      complaint: /is tested with at least one wrong value of each property/,
    },
    {
      file: "test/engine/lifecycle/every-field.slow-test.ts",
      edit: after(
        /\n {2}description: \[\{\}, \{ description: "new" \}\],/,
        `\n  priority: [{ priority: "low" }, { priority: "high" }],`,
      ),
      complaint: /no example of priority/,
    },
  ],
  tests: ["test/unit/resources/check.test.ts"],
  loaded: ["test/engine/lifecycle/every-field.slow-test.ts"],
  proof: `
import assert from "node:assert/strict";
import { INPUTS, lifecycle, newFixture } from "../resources/lifecycle-fixture";

describe("an input that was added", () => {
  it("is checked, sent, read back, compared, updated by a stop and a start, and declared by an import", async () => {
    const fixture = await newFixture();
    const low = { ...INPUTS, priority: "low" };
    const high = { ...INPUTS, priority: "high" };
    assert.deepEqual(
      lifecycle.check({}, { ...low, priority: "" }).failures.map(({ property }) => property),
      ["priority"],
    );
    const { id, outs } = await lifecycle.create(fixture, low);
    assert.equal(outs.priority, "low");
    assert.equal(fixture.simulator.notebooks.get(id)?.priority, "low");
    assert.deepEqual(lifecycle.diff(outs, low).rows, []);
    assert.deepEqual(lifecycle.diff(outs, high).rows.map(({ path, change }) => [path, change]), [
      ["priority", "stopped"],
    ]);
    fixture.requests();
    const updated = await lifecycle.update(fixture, id, outs, high);
    assert.deepEqual(
      fixture.requests().filter((line) => !/^GET |\\/tags\\//.test(line)).map((line) => line.split("?")[0]),
      ["POST /notebooks/{id}/stop", "PUT /notebooks/{id}", "POST /notebooks/{id}/start"],
    );
    assert.equal(updated.outs.priority, "high");
    const { inputs } = await lifecycle.import(fixture, id);
    assert.equal(inputs.priority, "high");
    await fixture.close();
  });
});
`,
};

const operation: Recipe = {
  steps: [
    {
      file: "provider/wire/operations.ts",
      edit: before(
        /\n {2}showLease: \{/,
        `
  pauseNotebook: {
    ...change,
    method: "POST",
    path: "/notebooks/{id}/pause",
    doing: "Pausing the notebook",
    answers: "notebook",
  },`,
      ),
      complaint: COMPILER,
    },
    {
      file: "simulator/handlers/start-stop.ts",
      edit: (text) =>
        after(
          `"startNotebook" | "stopNotebook"`,
          ` | "pauseNotebook"`,
        )(
          before(
            "\n    stopNotebook({ params }) {",
            `
    pauseNotebook({ params }) {
      return notebooks.put(enter(lookupFor("stop", context, params.id), "STOPPING", now()));
    },
`,
          )(text),
        ),
      complaint: COMPILER,
    },
    {
      file: "test/unit/wire/wire-requests.test.ts",
      edit: before(
        /\n {2}\["stopNotebook",/,
        `\n  ["pauseNotebook", "POST /notebooks/{id}/pause", "", true],`,
      ),
      complaint: /pauseNotebook/,
    },
  ],
  tests: ["test/unit/wire/wire-requests.test.ts"],
  proof: `
import assert from "node:assert/strict";
import { INPUTS, lifecycle, newFixture } from "../resources/lifecycle-fixture";

describe("an operation that was added", () => {
  it("is a method of the client that the simulator answers", async () => {
    const fixture = await newFixture();
    const { id } = await lifecycle.create(fixture, INPUTS);
    await fixture.client.pauseNotebook({ id });
    assert.equal(fixture.simulator.notebooks.get(id)?.status, "STOPPING");
    await fixture.close();
  });
});
`,
};

const rule: Recipe = {
  steps: [
    {
      file: "policies/rules/limit-descriptions.ts",
      edit: (_, read) =>
        read("policies/rules/disallow-free-codelab.ts")
          .replaceAll("disallow-free-codelab", "limit-descriptions")
          .replaceAll("disallowFreeCodelab", "limitDescriptions")
          .replace(/description: "Disallow[^"]*"/, 'description: "Limit descriptions."'),
      complaint: COMPILER,
    },
    {
      file: "policies/rules.ts",
      edit: (text) =>
        before(
          "  reportExemptions,\n];",
          "  limitDescriptions,\n",
        )(
          before(
            "import { limitFlavors }",
            'import { limitDescriptions } from "./rules/limit-descriptions";\n',
          )(text),
        ),
      complaint: /has a file, an entry and a documented section for each rule|out of date/,
    },
    {
      file: "README.md",
      edit: beside(/Its \d+ rules/, (found) => `Its ${Number(/\d+/.exec(found)) + 1} rules`),
      complaint: /has as many rules as it says/,
    },
  ],
  tests: ["test/repository.test.ts", "test/unit/rules/rule-examples.test.ts"],
};

const kind: Recipe = {
  steps: [
    {
      file: "provider/engine/type-tokens.ts",
      edit: after('"RegisteredImage",', '\n  "CopiedImage",'),
      complaint: COMPILER,
    },
    {
      file: "provider/engine/provider-code.ts",
      edit: after(/ {2}RegisteredImage: .*\n/, '  CopiedImage: exported("copiedImage"),\n'),
      complaint: COMPILER,
    },
    {
      file: "provider/resources/image/copied-image.ts",
      edit: (_, read) =>
        read("provider/resources/image/registered-image.ts")
          .replaceAll("RegisteredImage", "CopiedImage")
          .replaceAll("registeredImage", "copiedImage"),
      complaint: COMPILER,
    },
    {
      file: "provider/resources/registry.ts",
      edit: (text) =>
        after(
          "  RegisteredImage: registeredImage,",
          "\n  CopiedImage: copiedImage,",
        )(
          before(
            'import { registeredImage } from "./image/registered-image";',
            'import { copiedImage } from "./image/copied-image";\n',
          )(text),
        ),
      complaint: COMPILER,
    },
    {
      file: "provider/servers/dynamic/index.ts",
      edit: after(
        'export const registeredImage = dynamicProvider("RegisteredImage");',
        '\nexport const copiedImage = dynamicProvider("CopiedImage");',
      ),
      complaint: /each kind of resource/,
    },
    {
      file: "provider/sdk/copied-image.ts",
      edit: (_, read) =>
        read("provider/sdk/registered-image.ts").replaceAll("RegisteredImage", "CopiedImage"),
      complaint: COMPILER,
    },
    {
      file: "provider/index.ts",
      edit: before(
        'export { Notebook } from "./sdk/notebook";',
        'export { CopiedImage } from "./sdk/copied-image";\n',
      ),
      complaint: /each kind of resource/,
    },
    {
      file: "policies/rule-lib/resource-properties.ts",
      edit: after('  RegisteredImage: "image",', '\n  CopiedImage: "image",'),
      complaint: COMPILER,
    },
    {
      file: "tools/docs/resource-reference.ts",
      edit: before(/\n {2}RegisteredImage: \{/, '\n  CopiedImage: { intro: "", inputs: "" },'),
      complaint: COMPILER,
    },
    {
      file: "README.md",
      edit: after(
        "[docs/registered-image.md](docs/registered-image.md)",
        ", [docs/copied-image.md](docs/copied-image.md)",
      ),
      complaint: /each kind of resource/,
    },
  ],
  tests: ["test/unit/resources/registry.test.ts"],
};

const fault: Recipe = {
  steps: [
    {
      file: "simulator/faults/faults.ts",
      edit: before(
        /\n {2}busyOnce: \{/,
        `
  teapot: {
    description: "ModelArts.6360: there are no resources now.",
    refuse: () => new ApiError("ModelArts.6360"),
  },`,
      ),
      complaint: COMPILER,
    },
    {
      file: "test/unit/simulator/simulator-faults.test.ts",
      edit: before(
        /\n {2}async busyOnce\(/,
        `
  async teapot({ send }) {
    assert.equal((await send("createNotebook", { body: lab })).body.error_code, "ModelArts.6360");
  },`,
      ),
      complaint: COMPILER,
    },
  ],
  tests: ["test/unit/simulator/simulator-faults.test.ts"],
};

export const recipes = { field, operation, rule, "kind of resource": kind, fault };
