import assert from "node:assert/strict";
import { lifecycle } from "./lifecycle-fixture";
import { InputShape } from "../../../provider/resources/notebook/inputs";
import { locationKeys } from "../../../provider/config/location";
import { camelKey } from "../../../provider/wire/shape";
import { wrong, wrongPlaces } from "../../bad-input";
import { NOTEBOOK } from "../../notebook-args";

describe("what a program declares of a notebook", () => {
  it("is right as the other tests declare it", () => {
    assert.deepEqual(lifecycle.check({}, { name: "dev", ...NOTEBOOK }).failures, []);
  });

  it("is refused for at least one value of each property", () => {
    const keys = [...Object.keys(InputShape.shape).map(camelKey), ...locationKeys];
    const judged = new Set(
      [...wrong, ...wrongPlaces].flatMap(([property]) => property.split(/[.[]/)[0]),
    );
    assert.deepEqual(
      keys.filter((key) => !judged.has(key)),
      [],
    );
  });

  for (const [property, change, reason] of wrong) {
    it(`is refused at ${property.slice(0, 60)} for ${JSON.stringify(change).slice(0, 60)}`, () => {
      const { failures } = lifecycle.check({}, { name: "dev", ...NOTEBOOK, ...change });
      const found = failures.filter((failure) => failure.property === property);
      assert.equal(found.length, 1, JSON.stringify(failures));
      assert.match(found[0]?.reason ?? "", reason);
    });
  }
});
