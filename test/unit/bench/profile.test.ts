import assert from "node:assert/strict";
import {
  functionTimes,
  packageTimes,
  type CpuProfile,
} from "../../../tools/bench/profile/function-times";

describe("the benchmark's profile", () => {
  const node = (
    id: number,
    functionName: string,
    children: number[] = [],
    url = "file:///a.js",
  ) => ({
    ...{ id, children, callFrame: { functionName, url, lineNumber: 0 } },
  });
  /** main calls work, which calls itself. Each sample lasts a millisecond, the last one is open. */
  const profile: CpuProfile = {
    nodes: [
      node(1, "(root)", [2, 5, 6], ""),
      node(2, "main", [3]),
      node(3, "work", [4]),
      node(4, "work"),
      node(5, "(idle)", [], ""),
      node(6, "post", [], "file:///tools/bench/profile/hook.js"),
    ],
    samples: [2, 3, 3, 4, 5, 5, 6, 2],
    timeDeltas: [9000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
  };
  const of = (name: string, profiles = [profile]) => {
    const { selfMs, totalMs } =
      functionTimes(profiles).find(({ functionName }) => functionName === name) ?? assert.fail();
    return [selfMs, totalMs];
  };

  it("gives a function the time of all its nodes, and counts a recursion once", () => {
    assert.deepEqual(of("work"), [3, 3]);
    assert.deepEqual(of("main"), [1, 4]);
  });

  it("adds up several profiles, and sorts by self time", () => {
    assert.deepEqual(of("work", [profile, profile]), [6, 6]);
    assert.equal(functionTimes([profile])[0]?.functionName, "work");
  });

  it("leaves out waiting and the profiler", () => {
    const names = functionTimes([profile]).map(({ functionName }) => functionName);
    assert.ok(!names.includes("(idle)") && !names.includes("post"), names.join());
    assert.deepEqual(of("(root)"), [0, 4]);
  });

  it("adds up the files of a package", () => {
    const time = (location: string) => ({ functionName: "f", location, selfMs: 2, totalMs: 2 });
    const times = ["node_modules/@a/b/c.js:1", "node_modules/@a/b/d.js:2", "provider/e.js:3", ""];
    assert.deepEqual(packageTimes(times.map(time)), [
      ["@a/b", 4],
      ["provider/e.js", 2],
      ["f", 2],
    ]);
  });
});
