import { strict as assert } from "node:assert";
import { getEventListeners } from "node:events";
import { systemClock } from "../../../provider/client/clock";

const FOREVER_MS = 2 ** 30;
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("client: the real clock", () => {
  it("given a wait, then it ends after that time and leaves nothing on the signal", async () => {
    const { signal } = new AbortController();
    const began = performance.now();
    await systemClock.sleep(20, signal);
    assert(performance.now() - began >= 19);
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });

  it("given the abort amid a wait, then it ends at once with the reason", async () => {
    const stop = new AbortController();
    await Promise.resolve(); // mocha's own timer begins once the test has returned.
    const before = timers();
    const wait = systemClock.sleep(FOREVER_MS, stop.signal);
    assert.equal(timers(), before + 1);
    stop.abort(new Error("enough"));
    await assert.rejects(wait, /^Error: enough$/);
    assert.equal(timers(), before); // Else the process would not end before.
  });

  it("given the abort came before, then there is no wait", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(systemClock.sleep(FOREVER_MS, signal), /^Error: enough$/);
  });

  it("given now and chance, then they are this machine's", () => {
    assert(Math.abs(systemClock.now() - Date.now()) < 1000);
    const draws = Array.from({ length: 20 }, () => systemClock.random());
    assert(draws.every((draw) => draw >= 0 && draw < 1) && new Set(draws).size > 1);
  });
});
