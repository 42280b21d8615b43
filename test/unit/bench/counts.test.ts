import assert from "node:assert/strict";
import { brokenLimits } from "../../../tools/bench/counts";
import { result, row, sample } from "./fixture";

describe("the benchmark's limits", () => {
  const refresh = (contestant: "ours" | "naive", count: number) =>
    row({ contestant, samples: [sample(2), sample(2, { showNotebook: count })] });

  it("allow one read for each notebook in a refresh", () => {
    assert.deepEqual(brokenLimits(result({ lifecycle: [refresh("ours", 10)] })), []);
    assert.deepEqual(brokenLimits(result({ lifecycle: [refresh("ours", 11)] })), [
      "ours, refresh, notebooks 10: requests showNotebook: 11, at most 10 are allowed.",
    ]);
  });

  it("allow no request in a preview, and none of an operation that nobody expects", () => {
    const preview = row({ operation: "preview", samples: [sample(2, { showNotebook: 1 })] });
    const listing = row({ samples: [sample(2, { listNotebooks: 1 })] });
    assert.equal(brokenLimits(result({ lifecycle: [preview, listing] })).length, 2);
  });

  it("allow twelve reads in a start of a minute", () => {
    const up = (count: number) =>
      row({
        ...{ notebooks: 1, operation: "up", transitionMs: 60_000 },
        samples: [sample(62, { createNotebook: 1, showNotebook: count })],
      });
    assert.deepEqual(brokenLimits(result({ lifecycle: [up(12)] })), []);
    assert.equal(brokenLimits(result({ lifecycle: [up(13)] })).length, 1);
  });

  it("are lower for the state of the published example than for all documented fields", () => {
    const state = {
      contestant: "ours",
      notebooks: 1,
      fileBytes: 1e6,
      providerCodeBytes: 9,
    } as const;
    const broken = (answers: "simulator" | "example") =>
      brokenLimits(result({ states: [{ ...state, answers, notebookBytes: 2500 }] })).length;
    assert.deepEqual([broken("simulator"), broken("example")], [0, 1]);
  });

  it("are no limits for other providers, nor for a time", () => {
    const slow = row({ samples: [sample(3600)] });
    assert.deepEqual(brokenLimits(result({ lifecycle: [refresh("naive", 99), slow] })), []);
  });

  it("are for the state and for what a program loads", () => {
    const state = { contestant: "ours", notebooks: 1, fileBytes: 1e6 } as const;
    const broken = brokenLimits(
      result({
        states: [{ ...state, answers: "simulator", notebookBytes: 1e5, providerCodeBytes: 101 }],
        modules: [{ name: "program", own: 1000, packages: ["zod"] }],
      }),
    );
    assert.equal(broken.length, 4);
    assert.match(broken.at(-1) ?? "", /program: loads the package zod/);
  });
});
