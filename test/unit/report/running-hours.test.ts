import assert from "node:assert/strict";
import { markdown } from "../../../policies/report/formats/markdown";
import { page } from "../../../policies/report/formats/html/page";
import type { FleetNotebook } from "../../../policies/report/model/report";
import { runningHours, runningHoursSentence } from "../../../policies/report/model/running-hours";
import { HOUR_MS, notebook, NOW, summary } from "./fixtures";
import { report } from "./report-of-events";

const running = (more: Partial<FleetNotebook> = {}): FleetNotebook => ({
  ...{ name: "dev", status: "RUNNING", autoStop: "on", leaseType: "timing", ssh: "off" },
  stopsAt: NOW + 2 * HOUR_MS,
  ...more,
});
const planned = (more: Partial<FleetNotebook>): FleetNotebook => ({
  ...running({ status: undefined, stopsAt: undefined }),
  ...more,
});

describe("the estimate of running hours", () => {
  const cases: [string, FleetNotebook, [number, number] | undefined][] = [
    ["until a timed auto stop", running(), [2, 2]],
    ["at least until an idle auto stop", running({ leaseType: "idle" }), [2, 24]],
    ["the whole day without auto stop", running({ autoStop: "off", stopsAt: undefined }), [24, 24]],
    ["at most a day", running({ stopsAt: NOW + 72 * HOUR_MS }), [24, 24]],
    [
      "anything if the lease is unknown",
      running({ autoStop: "unknown", stopsAt: undefined }),
      [0, 24],
    ],
    ["anything if the lease is over", running({ stopsAt: NOW - HOUR_MS }), [0, 24]],
    ["the lease of a planned notebook", planned({ leaseMs: 3 * HOUR_MS }), [3, 3]],
    ["the whole day of a planned one without auto stop", planned({ autoStop: "off" }), [24, 24]],
    ["nothing of a stopped one", running({ status: "STOPPED" }), undefined],
  ];
  for (const [title, given, hours] of cases) {
    it(`is ${title}`, () => {
      const found = runningHours(given, NOW);
      assert.deepEqual(found && [found.atLeast, found.atMost], hours);
    });
  }

  it("sums by flavor, the longest first, and names at most five flavors", () => {
    const flavors = ["a", "b", "c", "d", "e", "f", "g"];
    const fleet = flavors.map((flavor, index) =>
      running({ flavor, stopsAt: NOW + (index + 1) * HOUR_MS }),
    );
    assert.equal(
      runningHoursSentence([...fleet, running({ flavor: "a", autoStop: "off" })], NOW),
      "Running hours of the next 24 hours by the leases, if nobody starts or stops a notebook: 52 h " +
        "(a 25 h, g 7 h, f 6 h, e 5 h, d 4 h, other flavors 5 h).",
    );
    assert.equal(runningHoursSentence([running({ status: "STOPPED" })], NOW), undefined);
  });

  it("is in the page and in Markdown, unless no notebook runs", () => {
    const lease = { enable: true, duration: HOUR_MS, type: "IDLE", createAt: NOW, updateAt: NOW };
    const given = (status: string) =>
      report([notebook("dev", { id: "1", status, flavor: "cpu", lease }), summary()]);
    for (const format of [markdown, page]) {
      assert.match(format(given("RUNNING")), /Running hours of the next .*: 1 to 24 h/);
      assert.doesNotMatch(format(given("STOPPED")), /Running hours/);
    }
  });
});
