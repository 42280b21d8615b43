import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSimulator } from "pulumi-modelarts-simulator";
import { NOTEBOOK } from "../notebook-args";
import { booksOf, claims, falseReports, type Books } from "./claims";

const PROVIDER = join(__dirname, "..", "..", "provider");
const untouched: Books = { changes: [], ids: [], status: "RUNNING", differing: ["flavor"] };

describe("the matrix: claims of messages", () => {
  const cases: [message: string, isFalse: Partial<Books>][] = [
    [
      "Updating failed: a disk can only grow. Nothing was changed.",
      { changes: ["updateNotebook"] },
    ],
    [
      "lab: adopted the existing notebook 1; nothing was created or changed.",
      { changes: ["createNotebook"] },
    ],
    [
      "Whether the notebook was created is unknown: there is no notebook of this name yet.",
      { changes: ["createNotebook"] },
    ],
    ["Updating failed: notebook 12 is gone. Run `pulumi refresh`.", { ids: ["12"] }],
    ["there is no notebook 12 in this project and region.", { ids: ["12"] }],
    ["there is no storage mount 1/2 in this project and region.", { ids: ["1/2"] }],
    [
      "The notebook had been stopped for the update and runs again: flavor did not change.",
      { status: "STOPPED" },
    ],
    ["It runs again: flavor did not change; name changed.", { differing: ["name"] }],
    ["It runs again: endpoints, flavor did not change.", { differing: ["flavor"] }],
  ];
  for (const [message, books] of cases) {
    it(`compares "${message}" with the books`, () => {
      const all = { ...untouched, differing: ["flavor", "whitelist"] };
      assert.deepEqual(falseReports(message, all), []);
      const [found, ...others] = falseReports(message, { ...all, ...books });
      assert.equal(found?.name, "false report");
      assert.deepEqual(others, []);
    });
  }

  it("has no claim that no message of the product makes", () => {
    const sources = readdirSync(PROVIDER, { recursive: true, encoding: "utf8" })
      .filter((name) => name.startsWith("resources/") && name.endsWith(".ts"))
      .map((name) => readFileSync(join(PROVIDER, name), "utf8"))
      // A message that is longer than a line is a sum of texts; values stand for words.
      .map((text) => text.replace(/["`] \+\s+["`]/g, "").replace(/\$\{[^}]*\}/g, "word"))
      .join("\n");
    const dead = claims.filter(({ says }) => !says.test(sources));
    assert.deepEqual(dead, []);
  });

  it("reads the books of the case's own notebook, since the run began", () => {
    const simulator = createSimulator({
      seed: [
        { id: "1", name: "lab", flavor: NOTEBOOK.flavor, status: "STOPPED" },
        { id: "2", name: "other" },
      ],
    });
    const change = { at: 0, operation: "updateNotebook" as const, id: "1" };
    const history = simulator.history as unknown as object[];
    history.push({ ...change, name: "lab" }, { ...change, name: "other" });
    const expected = { kind: "Notebook" as const, name: "lab", inputs: NOTEBOOK };
    const books = booksOf(simulator, expected, 0);
    assert.deepEqual(books, {
      changes: ["updateNotebook"],
      ids: ["1", "2"],
      status: "STOPPED",
      differing: [],
    });
    assert.deepEqual(booksOf(simulator, expected, 1).changes, []);
    const another = { ...expected, inputs: { ...NOTEBOOK, flavor: "another" } };
    assert.deepEqual(booksOf(simulator, another, 2).differing, ["flavor"]);
  });
});
