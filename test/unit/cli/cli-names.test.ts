import assert from "node:assert/strict";
import fc from "fast-check";
import { logicalNames } from "../../../provider/cli/import/logical-names";

const ID = "11111111-aaaa-4000-8000-000000000001";
const SAME_DIGITS = "11111111-aaaa-4000-8000-000000000002";
const OTHER = "22222222-aaaa-4000-8000-000000000003";

const only = (name: string | undefined, taken?: string[]) =>
  logicalNames([{ id: ID, name }], new Set(taken)).get(ID);

describe("logical names for an import", () => {
  for (const [name, expected] of [
    ["lab", "lab"],
    ["my lab/2", "my-lab-2"],
    ["研究", "研究"],
    ["_x-Y_9", "_x-Y_9"],
    ["  ", "notebook"],
    [undefined, "notebook"],
    ["a::b", "a-b"],
    // The printed program imports our package under this name.
    ["modelarts", "modelarts-notebook"],
    ["pulumi", "pulumi-notebook"],
  ] as const) {
    it(`given "${name}", gives ${expected}`, () => assert.equal(only(name), expected));
  }

  it("adds the id's first digits to each of those that are called the same", () => {
    const names = logicalNames([
      { id: ID, name: "lab" },
      { id: OTHER, name: "lab" },
    ]);
    assert.deepEqual([...names.values()], ["lab-11111111", "lab-22222222"]);
  });

  it("adds the whole id where its first digits are not enough", () => {
    const names = logicalNames([
      { id: ID, name: "lab" },
      { id: SAME_DIGITS, name: "lab" },
    ]);
    assert.deepEqual([...names.values()], [`lab-${ID}`, `lab-${SAME_DIGITS}`]);
  });

  it("keeps away from names that another notebook has, or the stack", () => {
    const names = logicalNames([
      { id: ID, name: "lab" },
      { id: SAME_DIGITS, name: "lab" },
      { id: OTHER, name: "lab-11111111" },
    ]);
    assert.equal(new Set(names.values()).size, 3);
    assert.equal(only("lab", ["lab"]), "lab-11111111");
    assert.equal(only("lab", ["lab", "lab-11111111"]), `lab-${ID}`);
  });

  it("given anything in any order, gives unique and valid names that are always the same", () => {
    const one = fc.record({
      id: fc.uuid(),
      name: fc.oneof(
        fc.constantFrom("lab", "Lab", "l b", undefined),
        fc.string({ unit: "binary" }),
      ),
    });
    const all = fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 30 });
    fc.assert(
      fc.property(all, fc.nat(), (notebooks, seed) => {
        const names = logicalNames(notebooks);
        const shuffled = [...notebooks].sort(
          (a, b) => (parseInt(a.id, 16) ^ seed) - (parseInt(b.id, 16) ^ seed),
        );
        assert.deepEqual(new Map([...logicalNames(shuffled)].sort()), new Map([...names].sort()));
        assert.equal(new Set(names.values()).size, notebooks.length);
        for (const name of names.values()) assert.match(name, /^[\p{L}\p{N}_-]+$/u);
      }),
    );
  });
});
