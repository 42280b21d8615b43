import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/engine/unknown";
import { lifecycle } from "./lifecycle-fixture";
import { InputShape } from "../../../provider/resources/notebook/inputs";
import { locationKeys } from "../../../provider/config/location";
import { camelKey } from "../../../provider/wire/shape";
import { wrong, wrongPlaces } from "../../bad-input";
import { NOTEBOOK } from "../../notebook-args";

describe("the check of a notebook's inputs", () => {
  it("accepts the inputs that the other tests declare", () => {
    assert.deepEqual(lifecycle.check({}, { name: "dev", ...NOTEBOOK }).failures, []);
  });

  it("is tested with at least one wrong value of each property", () => {
    const keys = [...Object.keys(InputShape.shape).map(camelKey), ...locationKeys];
    const tested = new Set(
      [...wrong, ...wrongPlaces].flatMap(([property]) => property.split(/[.[]/)[0]),
    );
    assert.deepEqual(
      keys.filter((key) => !tested.has(key)),
      [],
    );
  });

  it("refuses an unknown property although another value is not known yet", () => {
    const inputs = { name: "dev", ...NOTEBOOK, imageId: UNKNOWN, colour: "red" };
    assert.deepEqual(
      lifecycle.check({}, inputs).failures.map(({ property }) => property),
      ["colour"],
    );
  });

  for (const [property, change, reason] of wrong) {
    it(`refuses ${property.slice(0, 60)} for ${JSON.stringify(change).slice(0, 60)}`, () => {
      const { failures } = lifecycle.check({}, { name: "dev", ...NOTEBOOK, ...change });
      const found = failures.filter((failure) => failure.property === property);
      assert.equal(found.length, 1, JSON.stringify(failures));
      assert.match(found[0]?.reason ?? "", reason);
    });
  }
});
