import assert from "node:assert/strict";
import { NOW, runPolicies } from "./run-policies";

describe("a live lease", () => {
  const HOUR_MS = 3_600_000;
  const reported = (rule: string, declared: object | undefined, live: object) =>
    runPolicies([rule], {}, declared, { status: "RUNNING", ...live }).map(({ text }) => text);
  const lease = (left: number, ageHours = 120) => ({
    enable: true,
    duration: (ageHours + left) * HOUR_MS,
    createAt: NOW - ageHours * HOUR_MS,
  });

  it("is checked by the time left, which the message contains", () => {
    assert.deepEqual(reported("require-auto-stop", undefined, { lease: lease(2) }), []);
    assert.deepEqual(reported("require-auto-stop", undefined, { lease: lease(30.5) }), [
      "lease leaves 30 h 30 min until auto stop, which is longer than 24 h. " +
        "Renew the lease for a shorter time.",
    ]);
  });

  it("may exceed the limit by the difference of two clocks", () => {
    assert.deepEqual(reported("require-auto-stop", undefined, { lease: lease(24 + 0.01) }), []);
    assert.equal(reported("require-auto-stop", undefined, { lease: lease(24 + 0.02) }).length, 1);
  });

  it("is not reported again if the declared duration was reported", () => {
    const declared = { lease: { duration: 30 * HOUR_MS } };
    assert.deepEqual(reported("require-auto-stop", declared, { lease: lease(29) }), [
      "lease.duration is 108000000 ms (30 h), which is longer than 24 h. Shorten it.",
    ]);
  });

  it("has drifted if more time is left than declared, in hours and minutes", () => {
    const declared = { lease: { duration: 4 * HOUR_MS } };
    assert.deepEqual(reported("disallow-drift", declared, { lease: lease(4) }), []);
    assert.deepEqual(reported("disallow-drift", declared, { lease: lease(9.25) }), [
      "lease leaves 9 h 15 min until auto stop, but 4 h is declared. Run `pulumi up --refresh`.",
    ]);
  });

  it("counts from the notebook's creation if it has no timestamp of its own", () => {
    const { createAt, ...undated } = lease(-20);
    const [overdue] = reported("disallow-overdue-notebooks", undefined, {
      lease: undated,
      createAt,
    });
    assert.match(overdue ?? "", /^status is RUNNING, 20 h after the lease's stop time/);
    assert.deepEqual(reported("disallow-overdue-notebooks", undefined, { lease: undated }), []);
  });
});
