/** The functions in a program, on the real engine. */
import assert from "node:assert/strict";
import { newStack, NOTEBOOK, type Stack } from "./stack";

const SECRET = "the-secret-key-of-the-test";
const CALLS =
  "{ getFlavors, getImage, getLeaseOutput, getNotebook, getNotebooks, getNotebookOutput }";

describe("the functions in a program", () => {
  let stack: Stack;
  let id: string;
  before(async () => {
    stack = await newStack({ accessKey: "the-access-key", secretKey: SECRET });
    const lease = { create_at: 1, update_at: 2, duration: 3_600_000, enable: true, type: "IDLE" };
    ({ id } = stack.simulator.notebooks.add({ name: "team", token: "t0ken", lease }));
    await stack.ok(["config", "set", "modelarts:accessKey", "the-access-key"]);
    await stack.ok(["config", "set", "modelarts:secretKey", SECRET, "--secret"]);
  });
  after(() => stack.close());

  const program = (body: string) =>
    stack.program(`const ${CALLS} = require("pulumi-modelarts");\n${body}`);

  it("are asked in a preview, with the stack's secrets; what is unknown stays unknown", async () => {
    program(`
      const named = getNotebook({ name: "team" });
      exports.id = named.then(({ id }) => id);
      exports.keys = named.then((found) => Object.keys(found).includes("token"));
      exports.all = getNotebooks().then(({ notebooks }) => JSON.stringify(notebooks));
      exports.gpus = getFlavors({ category: "GPU" }).then(({ flavors }) => flavors.length);
      const imageId = getImage({ name: "notebook2.0-mul-kernel-cpu-cp36" }).then(({ id }) => id);
      exports.lease = getLeaseOutput({ notebookId: pulumi.output(named).id }).type;
      const dev = new Notebook("dev", { ...${JSON.stringify(NOTEBOOK)}, imageId });
      exports.later = getNotebookOutput({ id: dev.id }).status;
      exports.after = getNotebookOutput({ id: ${JSON.stringify(id)} }, { dependsOn: [dev] }).name;`);
    const text = await stack.ok(["preview"], {
      HW_ACCESS_KEY: undefined,
      HW_SECRET_KEY: undefined,
    });
    assert.match(text, new RegExp(`id *: "${id}"`));
    assert.match(text, /keys *: false/);
    assert.match(text, /gpus *: 2/);
    assert.match(text, /lease *: "idle"/);
    assert.match(text, /later *: \[unknown\]/);
    assert.match(text, /after *: \[unknown\]/);
    assert.doesNotMatch(text, new RegExp(`t0ken|${SECRET}`));
    const requests = stack.requests();
    assert.ok(requests.length > 0 && requests.every((line) => line.startsWith("GET ")));
    const done = await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.match(done, /later *: "RUNNING"/);
    assert.match(done, /after *: "team"/);
  });

  it("say what is wrong with the arguments, all of it, without a stack trace, and ask nothing", async () => {
    program(`getNotebook({ id: "team", naem: "x", connection: "prod" });`);
    stack.requests();
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(text, /The arguments of getNotebook are wrong:/);
    assert.match(text, /- id: must be a UUID/);
    assert.match(text, /- naem: is not an argument of getNotebook; known here: id, name/);
    assert.match(text, /- connection: there is no connection "prod": none is configured/);
    assert.doesNotMatch(text, /\.js:\d+/);
    assert.deepEqual(stack.requests(), []);
  });
});
