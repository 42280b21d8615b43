import assert from "node:assert/strict";
import { camelKey } from "../../../provider/wire/shape";
import { wrong, wrongPlaces } from "../../bad-input";
import { newStack, NOTEBOOK, type Stack } from "../stack";

/** Those that fit into one notebook; test/unit/check.test.ts has them all. */
function firstOfEach(rows: typeof wrong): typeof wrong {
  const taken = new Set<string>();
  return rows.filter(([, change]) => {
    const keys = Object.keys(change).map(camelKey); // pool_id would hide poolId.
    if (keys.some((key) => taken.has(key))) return false;
    for (const key of keys) taken.add(key);
    return true;
  });
}

describe("bad input under the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  it("is refused at preview, all at once, each at its property, before anything is sent", async () => {
    const rows = firstOfEach([...wrong, ...wrongPlaces]);
    const changes = Object.assign({}, ...rows.map(([, change]) => change)) as object;
    const args = { name: "bad", ...NOTEBOOK, ...changes };
    stack.program(`new Notebook("bad", ${JSON.stringify(args)});`);
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.ok(rows.length > 15);
    for (const [property, , reason] of rows) {
      const line = text.split("\n").find((each) => each.includes(`property ${property} `));
      assert.ok(line, `no failure at ${property} in:\n${text}`);
      assert.match(line, reason);
    }
    assert.deepEqual(stack.requests(), []);
  });

  it("is reported for one notebook, since the engine stops there, and nothing is sent (docs/decisions/invalid-inputs.md)", async () => {
    const bad = { ...NOTEBOOK, name: "not a name", flavor: "" };
    stack.program(
      `for (const name of ["a", "b", "c", "d"]) new Notebook(name, ${JSON.stringify(bad)});`,
    );
    const up = ["up", "--yes", "--skip-preview", "--continue-on-error"];
    for (const args of [["preview"], up]) {
      const { code, text } = await stack.run(args);
      assert.notEqual(code, 0);
      const failures = [...text.matchAll(/Notebook resource '(\w)': property (\w+)/g)];
      assert.equal(new Set(failures.map(([, notebook]) => notebook)).size, 1, text);
      assert.deepEqual(
        new Set(failures.map(([, , property]) => property)),
        new Set(["name", "flavor"]),
      );
    }
    assert.deepEqual(stack.requests(), []);
  });

  it("does not check values that a preview can't know yet", async () => {
    stack.program(
      `const first = new Notebook("first", ${JSON.stringify(NOTEBOOK)});
       new Notebook("second", { ...${JSON.stringify(NOTEBOOK)}, description: first.url,
         endpoints: [{ service: "SSH", allowedAccessIps: [first.url] }] });`,
    );
    await stack.ok(["preview"]);
  });

  it("names everything that is not configured, once, and where it can be set", async () => {
    stack.program(
      `new Notebook("managed", ${JSON.stringify(NOTEBOOK)});
       for (const n of [1, 2, 3]) Notebook.get("ref" + n, "00000000-0000-4000-8000-00000000000" + n);`,
    );
    const { code, text } = await stack.run(["preview"], {
      HW_ACCESS_KEY: undefined,
      HW_SECRET_KEY: undefined,
      HW_PROJECT_ID: undefined,
      MODELARTS_ENDPOINT: undefined,
    });
    assert.notEqual(code, 0);
    const [, diagnostics = ""] = text.split("Diagnostics:");
    for (const place of [
      "modelarts:secretKey",
      "HW_SECRET_KEY",
      "OS_SECRET_KEY",
      "HW_REGION_NAME",
      "HW_PROJECT_ID",
      "OS_CLOUD",
    ]) {
      assert.ok(diagnostics.includes(place), place);
    }
    assert.equal(diagnostics.split("ModelArts is not configured:").length, 2, diagnostics);
    assert.doesNotMatch(text, /\.js:\d+:\d+/, "a stack trace");
  });

  it("says what to do where nobody answers", async () => {
    stack.program(`Notebook.get("ref", "00000000-0000-4000-8000-000000000000");`);
    const { code, text } = await stack.run(["preview"], {
      MODELARTS_ENDPOINT: "http://127.0.0.1:9",
    });
    assert.notEqual(code, 0);
    assert.match(
      text,
      /no answer from http:\/\/127\.0\.0\.1:9 .*Is the simulator running\? The endpoint/,
    );
    assert.doesNotMatch(text, /\.js:\d+:\d+/, "a stack trace");
  });
});
