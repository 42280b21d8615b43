import assert from "node:assert/strict";
import { addressText, addressWords } from "../../../provider/cli/import/terraform-address";

const type = "huaweicloud_modelarts_notebook";

describe("an address in Terraform", () => {
  // The modules and addresses are as Terraform 1.11 wrote them into a state, and printed them with `state list`.
  for (const [module, key, address, words] of [
    [undefined, undefined, `${type}.lab`, "lab"],
    [undefined, 0, `${type}.lab[0]`, "lab-0"],
    [undefined, "x]", `${type}.lab["x]"]`, "lab-x"],
    ["module.team", "a/b", `module.team.${type}.lab["a/b"]`, "team-lab-a/b"],
    [
      'module.team["a.b"].module.inner[0]',
      "module.y",
      `module.team["a.b"].module.inner[0].${type}.lab["module.y"]`,
      "team-a.b-inner-0-lab-module.y",
    ],
    ['module.team["a].module.b"]', undefined, undefined, "team-a].module.b-lab"],
    [
      'module.team["q\\"x"]',
      'q"x',
      `module.team["q\\"x"].${type}.lab["q\\"x"]`,
      'team-q\\"x-lab-q"x',
    ],
    ['module.team["$${z}"]', "${z}", `module.team["$\${z}"].${type}.lab["$\${z}"]`, "team-z-lab-z"],
    [undefined, "%{x}", `${type}.lab["%%{x}"]`, "lab-x"],
    [undefined, "", `${type}.lab[""]`, "lab"],
    [undefined, "研究", `${type}.lab["研究"]`, "lab-研究"],
  ] as const) {
    it(`of ${module ?? "the root module"} with the key ${key}, is "${address}", and gives the name "${words}"`, () => {
      const where = { module, type, name: "lab", key };
      assert.equal(addressWords(where), words);
      if (address !== undefined) assert.equal(addressText(where), address);
    });
  }
});
