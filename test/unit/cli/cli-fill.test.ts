import assert from "node:assert/strict";
import { declaredIn } from "../../../provider/cli/import/declared-notebooks";
import { fillIds } from "../../../provider/cli/import/fill-ids";
import type { ImportFile, ImportResource } from "../../../provider/cli/import/import-file";

const DYNAMIC = "pulumi-nodejs:dynamic/modelarts:Notebook";
const PLUGIN = "modelarts:index:Notebook";
const OPEN = "<PLACEHOLDER>";

const wants = (name: string, more: Partial<ImportResource> = {}): ImportResource => ({
  type: DYNAMIC,
  name,
  id: OPEN,
  ...more,
});
const fileOf = (...resources: ImportResource[]): ImportFile => ({ resources });
const ids = ({ file }: { file: ImportFile }) => file.resources.map(({ id }) => id);

describe("filling ids into the import file of a preview", () => {
  it("goes by the logical name, and makes the type the plugin's", () => {
    const file = fileOf(wants("labNotebook", { logicalName: "lab", version: "1.0.0" }));
    const { file: filled } = fillIds(file, [{ id: "1", name: "lab" }]);
    assert.deepEqual(filled.resources, [
      { type: PLUGIN, name: "labNotebook", logicalName: "lab", version: "1.0.0", id: "1" },
    ]);
    assert.equal(file.resources[0]?.id, OPEN, "the given file was changed");
  });

  it("goes by the name that the program declares, in whichever component it is", () => {
    const file: ImportFile = {
      nameTable: { teamB: "urn:pulumi:dev::p::my:index:Org$my:index:B::teamB" },
      resources: [
        { type: "my:index:A", name: "teamA", component: true },
        wants("lab", { parent: "teamA" }),
        wants("labNotebook", { logicalName: "lab", parent: "teamB" }),
      ],
    };
    const step = (types: string, name: string) => ({
      newState: {
        urn: `urn:pulumi:dev::p::${types}${DYNAMIC}::lab`,
        type: DYNAMIC,
        inputs: { name },
      },
    });
    const declared = declaredIn({
      steps: [step("my:index:A$", "of A"), step("my:index:Org$my:index:B$", "of B")],
    });
    const live = [
      { id: "1", name: "of A" },
      { id: "2", name: "of B" },
      { id: "3", name: "lab" },
    ];
    assert.deepEqual(ids(fillIds(file, live, declared)), [undefined, "1", "2"]);
  });

  it("fills in only those of the connection, with its name before the id", () => {
    const file = fileOf(wants("here"), wants("there"));
    const step = (name: string, connection?: string) => ({
      newState: {
        urn: `urn:pulumi:dev::p::${DYNAMIC}::${name}`,
        type: DYNAMIC,
        inputs: { name, connection },
      },
    });
    const declared = declaredIn({ steps: [step("here"), step("there", "prod")] });
    const live = [
      { id: "1", name: "here" },
      { id: "2", name: "there" },
    ];
    assert.deepEqual(ids(fillIds(file, live, declared)), ["1", OPEN]);
    const { unfilled, file: filled } = fillIds(file, live, declared, "prod");
    assert.deepEqual(ids({ file: filled }), [OPEN, "prod/2"]);
    assert.deepEqual(unfilled, ["here: the program declares it in no named connection"]);
  });

  it("does not take an unknown name for a name", () => {
    const name = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const urn = `urn:pulumi:dev::p::${DYNAMIC}::lab`;
    const declared = declaredIn({
      steps: [{ newState: { urn, type: DYNAMIC, inputs: { name } } }],
    });
    assert.deepEqual(ids(fillIds(fileOf(wants("lab")), [{ id: "1", name: "lab" }], declared)), [
      "1",
    ]);
  });

  it("says so where the next update would rename what it found by the logical name", () => {
    const names = new Map([[`${DYNAMIC}::lab`, "lab-1234567"]]);
    const declared = { names, connections: new Map() };
    const { renamed, filled } = fillIds(fileOf(wants("lab")), [{ id: "1", name: "lab" }], declared);
    assert.equal(filled.length, 1);
    assert.deepEqual(renamed, ['lab: is called "lab", but the program calls it "lab-1234567"']);
  });

  const lab = { id: "1", name: "lab" };
  for (const [what, file, live, reason] of [
    [
      "a name that nobody has",
      fileOf(wants("lab")),
      [{ id: "1", name: "Lab" }],
      /no notebook "lab"/,
    ],
    ["a name that two have", fileOf(wants("lab")), [lab, { id: "2", name: "lab" }], /called.*1, 2/],
    [
      "two that want one name",
      fileOf(wants("lab", { parent: "a" }), wants("labNotebook", { logicalName: "lab" })),
      [lab],
      /2 resources .* the one notebook "lab"/,
    ],
    [
      "a notebook that another resource has already",
      fileOf(wants("other", { id: "1" }), wants("lab")),
      [lab],
      /no notebook "lab"/,
    ],
  ] as const) {
    it(`given ${what}, reports it and leaves it as it is`, () => {
      const { unfilled, file: after } = fillIds(file, live);
      assert.match(unfilled[0] ?? "", reason);
      const isOpen = ({ id }: ImportResource) => id === OPEN;
      assert.deepEqual(after.resources.filter(isOpen), file.resources.filter(isOpen));
    });
  }

  it("keeps ids that are there, and what is no notebook", () => {
    const pet = { type: "random:index/randomPet:RandomPet", name: "lab", id: OPEN };
    const file = fileOf(wants("mine", { id: "9" }), pet);
    const { file: after, unfilled } = fillIds(file, [{ id: "1", name: "lab" }]);
    assert.deepEqual(after.resources, [{ type: PLUGIN, name: "mine", id: "9" }, pet]);
    assert.deepEqual(unfilled, []);
  });
});
