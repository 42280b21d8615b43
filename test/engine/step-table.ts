/**
 * Marks a suite as a table of steps: each test is a step of one story and begins in the world that the
 * steps before it left, since a run of the engine takes seconds. The first failure names its step; the
 * steps after it are skipped. So a single step can't be run alone.
 */
export function stepTable(): void {
  let hasFailed = false;
  beforeEach(function () {
    if (hasFailed) this.skip();
  });
  afterEach(function () {
    hasFailed ||= this.currentTest?.state === "failed";
  });
}
