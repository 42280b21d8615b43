/** Each assumption at its other value, one at a time: the checks find that difference and no other. */
import { strict as assert } from "node:assert";
import { assumptionsOf, defaultOf, otherValue } from "../../../provider/wire/facts/assumptions";
import { cloudNames } from "../../../provider/wire/facts/clouds";
import { byVerdict, runOn, serve } from "./conformance-steps";

describe("conformance: the checks, given one assumption at its other value", () => {
  for (const cloud of cloudNames) {
    const names = assumptionsOf(cloud);

    for (const name of names) {
      const other = otherValue(name, cloud);

      it(`find that ${cloud} differs in ${name} alone where that is ${other}`, async () => {
        const done = await runOn(await serve({ cloud, assume: { [name]: other } }));
        const { confirmed = [], differs, ...others } = byVerdict(done);
        assert.deepEqual(others, {});
        assert.deepEqual(differs, [name]);
        assert.equal(confirmed.length, names.length - 1);
        const result = done.results.find((each) => each.name === name);
        assert.equal(result?.expected, defaultOf(name, cloud));
        assert.equal(result?.came, other);
        assert.deepEqual(done.left, []);
      });
    }
  }
});
