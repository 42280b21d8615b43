import assert from "node:assert/strict";
import { childrenSeconds } from "../../../tools/bench/run-cli";
import { inRound, summary } from "../../../tools/bench/statistics";

describe("the benchmark's statistics", () => {
  it("take the middle sample, or the mean of the two in the middle", () => {
    assert.deepEqual(summary([10, 2, 9]), { median: 9, min: 2, max: 10 });
    assert.deepEqual(summary([4, 1, 2, 10]), { median: 3, min: 1, max: 10 });
    assert.throws(() => summary([]), /no samples/);
  });

  it("begin each round with another contestant, and go backwards in every second one", () => {
    const rounds = [0, 1, 2, 3].map((round) => inRound(["a", "b", "c"], round).join(""));
    assert.deepEqual(rounds, ["abc", "acb", "cab", "cba"]);
    assert.deepEqual(inRound([], 3), []);
  });

  it("add up the times of all processes, which the shell prints in its second line", () => {
    assert.equal(childrenSeconds("0m0.002s 0m0.001s\n1m4.500s 0m0.414s\n"), 64.914);
  });
});
