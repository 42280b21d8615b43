import assert from "node:assert/strict";
import type { LogEntry } from "pulumi-modelarts-simulator";
import { countByOperation } from "../../../tools/bench/simulator";
import { waits } from "../../../tools/bench/waits";

const BEGAN = Date.parse("2026-11-29T00:00:00.000Z");

/** @param at milliseconds after the begin at which the answer is sent. */
function entry(method: string, path: string, at = 0): LogEntry {
  const time = new Date(BEGAN + at - 1).toISOString();
  return { time, method, path: `/v1/p${path}`, query: {}, status: 200, code: null, ms: 1 };
}

describe("the benchmark's requests", () => {
  it("are counted by the names of the operations", () => {
    const log = [
      entry("POST", "/notebooks"),
      entry("GET", "/notebooks/1"),
      entry("GET", "/notebooks/2"),
      entry("GET", "/notebooks/all"),
      entry("POST", "/notebooks/1/start"),
      entry("GET", "/nowhere"),
    ];
    assert.deepEqual(countByOperation(log), {
      createNotebook: 1,
      showNotebook: 2,
      listAllNotebooks: 1,
      startNotebook: 1,
      "GET /v1/p/nowhere": 1,
    });
  });

  it("tell how long after RUNNING the last read and the end of the CLI come", () => {
    const log = [
      entry("POST", "/notebooks", 0),
      entry("POST", "/notebooks", 100),
      entry("GET", "/notebooks/1", 500),
      entry("GET", "/notebooks/2", 1300),
      entry("GET", "/notebooks/1", 1200),
    ];
    // RUNNING after 1000 and 1100 ms, seen after 1200 and 1300 ms.
    assert.deepEqual(waits(log, 1000, BEGAN + 2000), { noticedMs: 200, endedMs: 900 });
  });

  it("tell nothing if no notebook was created, and no read if a notebook was not read", () => {
    assert.deepEqual(waits([entry("GET", "/notebooks/1")], 1000, BEGAN), {});
    assert.deepEqual(waits([entry("POST", "/notebooks")], 1000, BEGAN + 1500), { endedMs: 500 });
  });
});
