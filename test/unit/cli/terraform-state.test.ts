import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTerraformState } from "../../../provider/cli/import/terraform-state";
import { UsageError } from "../../../provider/cli/usage";
import {
  dataSource,
  mount,
  notebook,
  notebookInstance,
  password,
  savedImage,
  SENSITIVE,
  stateText,
  terraformResource,
} from "../../terraform-state";

const LAB = "11111111-aaaa-4000-8000-000000000001";
const OTHER = "22222222-aaaa-4000-8000-000000000002";
const TYPE = "huaweicloud_modelarts_notebook";

describe("reading a Terraform state", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "modelarts-tfstate-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = (content: string | Buffer) => {
    const file = join(folder, "s.json");
    writeFileSync(file, content);
    return readTerraformState(file);
  };

  it("finds the resources of every module, of count and of for_each, and counts the others", async () => {
    const { resources, otherCount } = await read(
      stateText([
        notebook("lab", LAB.toUpperCase(), { attributes: { region: "eu-west-101" } }),
        mount("data", LAB, "m1"),
        savedImage("v1", OTHER, LAB),
        terraformResource(TYPE, "pool", [
          notebookInstance(LAB, { index_key: 0, status: "tainted" }),
          notebookInstance(OTHER, { index_key: 1, deposed: "0a1b2c3d" }),
        ]),
        terraformResource(TYPE, "nb", [notebookInstance(LAB, { index_key: "a" })], "module.m"),
        ...[password, password, dataSource(LAB)],
        { ...terraformResource(TYPE, "none", []), instances: null },
      ]),
    );
    assert.deepEqual(
      resources.map(({ kind, address, words, id }) => [kind, address, words, id]),
      [
        ["Notebook", `${TYPE}.lab`, "lab", LAB],
        ["NotebookStorage", `${TYPE}_mount_storage.data`, "data", `${LAB}/m1`],
        ["NotebookImage", `${TYPE}_image_store.v1`, "v1", OTHER],
        ["Notebook", `${TYPE}.pool[0]`, "pool-0", LAB],
        ["Notebook", `${TYPE}.pool[1]`, "pool-1", OTHER],
        ["Notebook", `module.m.${TYPE}.nb["a"]`, "m-nb-a", LAB],
      ],
    );
    assert.deepEqual(
      resources.map(({ notebookId, region, isTainted, isDeposed }) => [
        ...[notebookId, region, isTainted, isDeposed],
      ]),
      [
        [LAB, "eu-west-101", false, false],
        [LAB, undefined, false, false],
        [LAB, undefined, false, false],
        [LAB, undefined, true, false],
        [OTHER, undefined, false, true],
        [LAB, undefined, false, false],
      ],
    );
    assert.equal(otherCount, 2);
    assert.doesNotMatch(JSON.stringify(resources), new RegExp(SENSITIVE));
  });

  for (const [what, encode] of [
    ["a byte order mark", (text: string) => Buffer.from(`\ufeff${text}`)],
    ["UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ] as const) {
    it(`reads a file with ${what}, as PowerShell writes it`, async () => {
      const { resources } = await read(encode(stateText([notebook("lab", LAB)])));
      assert.equal(resources.length, 1);
    });
  }

  const encrypted = { encrypted_data: SENSITIVE, encryption_version: "v0", serial: 1, meta: {} };
  for (const [what, content, says] of [
    ["is empty", " \n", /it is empty\. `terraform state pull` prints nothing if there is no state/],
    ["is no JSON", `{"password": "${SENSITIVE}", x}`, /it is not JSON.*\. Give a file with what/],
    ["is half JSON", `{"password":\n "${SENSITIVE}"`, /it is not JSON \(position \d+\)\./],
    ["is a word", `${SENSITIVE}`, /it is not JSON\./],
    ["is a list", `["${SENSITIVE}"]`, /it has no version\./],
    ["is another file", '{"name": "p"}', /it has no version\. `terraform state pull` of/],
    [
      "has version 3",
      '{"version": 3, "modules": []}',
      /its version is 3, not 4\. .* prints version 4/,
    ],
    ["has version 5", '{"version": 5, "resources": []}', /its version is 5, not 4/],
    ["is encrypted", JSON.stringify(encrypted), /it is encrypted\. .*`tofu state pull \| npx/],
    [
      "is what `show -json` prints",
      JSON.stringify({ format_version: "1.0", values: { x: SENSITIVE } }),
      /it is what `terraform show -json` prints\. Give a file with what `terraform state pull` prints/,
    ],
    ["has no list of resources", '{"version": 4}', /resources: .*expected array/],
    ["has a broken resource", stateText([{ mode: "managed" }]), /resources\.0\.type: /],
    [
      "has a resource without attributes",
      stateText([terraformResource(TYPE, "lab", [{} as never])]),
      /huaweicloud_modelarts_notebook\.lab: attributes: .*expected object/,
    ],
    [
      "has a broken id",
      stateText([notebook("lab", SENSITIVE)]),
      /\.lab: its id is not the id of a notebook/,
    ],
    [
      "has the id of a mount for a notebook",
      stateText([notebook("lab", `${LAB}/m1`)]),
      /\.lab: its id is not/,
    ],
    [
      "has half the id of a mount",
      stateText([mount("data", LAB, "")]),
      /\.data: its id is not the id of a storage mount/,
    ],
    [
      "has no resources",
      stateText([]),
      /nothing to import: the Terraform state from .*s\.json \(serial 9\) has no resources, and none of huawei/,
    ],
    [
      "has data sources and other resources alone",
      stateText([password, dataSource(LAB)]),
      /\(serial 9\) has 1 resource of other types, and none of huaweicloud_modelarts_notebook, .*Give the state/,
    ],
  ] as const) {
    it(`given a file that ${what}, says what was read and what to do, and quotes nothing of it`, async () => {
      const error = await read(content).then(
        () => assert.fail("it was read"),
        (thrown: unknown) => thrown as Error,
      );
      assert.ok(error instanceof UsageError, String(error));
      assert.match(error.message, says);
      assert.match(error.message, /s\.json/);
      assert.doesNotMatch(`${error.message} ${error.stack}`, new RegExp(SENSITIVE.slice(0, 8)));
    });
  }

  it("given no file, says so", async () => {
    await assert.rejects(
      readTerraformState(join(folder, "nowhere")),
      /Reading the Terraform state from .*nowhere failed: ENOENT.*\. Give a file with what/,
    );
  });
});
