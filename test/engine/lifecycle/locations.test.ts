/** One program, two accounts: two simulators, of which the stack's own configuration is neither. */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createSimulator, type RunningSimulator, type Simulator } from "pulumi-modelarts-simulator";
import { filesWith, newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "../stack";
import { stepTable } from "../step-table";

const SECRET = "the-secret-key-of-prod";
const LAB = JSON.stringify(NOTEBOOK);

describe("several locations in one program, under the real engine", () => {
  stepTable();
  let stack: Stack;
  let prod: Simulator;
  let server: RunningSimulator;
  let asked: string[];
  before(async () => {
    stack = await newStack();
    asked = [];
    prod = createSimulator({
      transitionMs: 100,
      accessKey: "the-access-key-of-prod",
      secretKey: SECRET,
      log: ({ method, path }) => asked.push(`${method} ${path}`),
    });
    server = await prod.listen();
    appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    await set({
      "connections.prod.endpoint": server.url,
      "connections.prod.projectId": "prod-project",
      "connections.prod.accessKey": "the-access-key-of-prod",
      "connections.prod.secretKey": SECRET,
      "connections.same.projectId": "test-project",
      "connections.broken.accessKey": "lonely",
      region: "eu-de",
    });
  });
  after(async () => {
    await stack.close();
    await server.close();
  });

  const set = (settings: Record<string, string>) => {
    const all = Object.entries(settings).flatMap(([key, value]) => [
      key.endsWith("secretKey") ? "--secret" : "--plaintext",
      `modelarts:${key}=${value}`,
    ]);
    return stack.ok(["config", "set-all", "--path", ...all]);
  };
  const up = () => stack.ok(["up", "--yes", "--skip-preview"]);
  const changing = (lines: string[]) => lines.filter((line) => !line.startsWith("GET "));
  const locationOf = (name: string) => {
    const { connection, region, projectId } = stack.notebook(name).outputs ?? {};
    return [connection, region, projectId];
  };

  it("create each notebook where it belongs, and record that", async () => {
    stack.program(`new Notebook("here", ${LAB});
      new Notebook("there", { ...${LAB}, connection: "prod" });
      new Notebook("beside", { ...${LAB}, projectId: "other-project" });
      new pulumi.CustomResource("modelarts:index:Notebook", "plugged", { ...${LAB}, connection: "prod" });`);
    await up();
    assert.deepEqual(changing(asked), [
      "POST /v1/prod-project/notebooks",
      "POST /v1/prod-project/notebooks",
    ]);
    const own = stack.log.filter(({ method }) => method === "POST").map(({ path }) => path);
    assert.deepEqual(own.sort(), ["/v1/other-project/notebooks", "/v1/test-project/notebooks"]);
    assert.deepEqual(locationOf("here"), [undefined, "eu-de", "test-project"]);
    assert.deepEqual(locationOf("there"), ["prod", "eu-de", "prod-project"]);
    assert.deepEqual(locationOf("plugged"), ["prod", "eu-de", "prod-project"]);
    assert.deepEqual(locationOf("beside"), [undefined, "eu-de", "other-project"]);
    assert.deepEqual(filesWith(stack, SECRET), []);
  });

  it("leave them there when the stack's region and project change; new ones go to the new location", async () => {
    await set({
      region: "eu-nl",
      projectId: "new-project",
      "connections.prod.projectId": "new-prod",
    });
    [asked, stack.log.length] = [[], 0];
    stack.program(`new Notebook("here", ${LAB});
      new Notebook("there", { ...${LAB}, connection: "prod" });
      new Notebook("beside", { ...${LAB}, projectId: "other-project" });
      new pulumi.CustomResource("modelarts:index:Notebook", "plugged", { ...${LAB}, connection: "prod" });
      new Notebook("newcomer", ${LAB});`);
    const text = await stack.ok(["up", "--yes", "--skip-preview", "--refresh"]);
    assert.match(text, /\+ 1 created/);
    assert.match(text, /5 unchanged/);
    const paths = stack.log.map(({ method, path }) => `${method} ${path.split("/")[2]}`);
    assert.deepEqual(new Set(changing(paths)), new Set(["POST new-project"]));
    assert.ok(paths.includes("GET test-project"));
    assert.deepEqual(new Set(asked.map((line) => line.split("/")[2])), new Set(["prod-project"]));
    assert.deepEqual(locationOf("here"), [undefined, "eu-de", "test-project"]);
    assert.deepEqual(locationOf("newcomer"), [undefined, "eu-nl", "new-project"]);
  });

  it("move a notebook by replacement only if its connection leads elsewhere", async () => {
    stack.program(`new Notebook("here", { ...${LAB}, connection: "same", region: "eu-de" });
      new Notebook("there", ${LAB});
      new Notebook("beside", { ...${LAB}, projectId: "third-project" });
      new pulumi.CustomResource("modelarts:index:Notebook", "plugged", { ...${LAB}, region: "eu-nl" });`);
    const text = await stack.ok(["preview"]);
    assert.match(text, /Notebook here update \[diff: \+connection,region\]/);
    assert.match(text, /Notebook beside replace \[diff: ~projectId\]/);
    for (const reason of ["projectId", "region"]) {
      assert.match(
        text,
        RegExp(`warning: replacing the notebook \\(for ${reason}\\) deletes its EVS volume`),
      );
    }
    assert.match(text, /Notebook plugged replace \[diff: -connection~region\]/);
    assert.doesNotMatch(text, /Notebook there /);
    stack.program(`new Notebook("here", { ...${LAB}, connection: "same", region: "eu-de" });
      new Notebook("there", { ...${LAB}, connection: "prod" });`);
    stack.requests();
    await up();
    assert.deepEqual(changing(stack.requests()).sort(), [
      "DELETE /v1/new-project/notebooks/{id}",
      "DELETE /v1/other-project/notebooks/{id}",
    ]);
    assert.deepEqual(locationOf("here"), ["same", "eu-de", "test-project"]);
  });

  it("import by connection and id, and print the class without a difference", async () => {
    const [id, other] = ["found", "adopted"].map((name) => {
      const volume = { category: "EVS", ownership: "MANAGED", capacity: 5 };
      const image = { id: NOTEBOOK.imageId };
      return prod.notebooks.add({ name, flavor: NOTEBOOK.flavor, image, volume }).id;
    });
    const args = ["modelarts:index:Notebook", "found", `prod/${id}`, "--yes", "--protect=false"];
    assert.match(await stack.ok(["import", ...args]), /connection: "prod"/);
    assert.equal(stack.notebook("found").id, id);
    const imported = `new Notebook("here", { ...${LAB}, connection: "same", region: "eu-de" });
      new Notebook("there", { ...${LAB}, connection: "prod" });
      new Notebook("found", { ...${LAB}, name: "found", connection: "prod" });`;
    stack.program(imported);
    await stack.ok(["preview", "--expect-no-changes"]);
    stack.program(`${imported}
      new Notebook("adopted", { ...${LAB}, name: "adopted" }, { import: "prod/${other}" });
      exports.seen = Notebook.get("seen", "${other}", { connection: "prod" }).name;`);
    assert.match(await up(), /seen *: "adopted"/);
    assert.equal(stack.notebook("adopted").id, other);
    assert.equal(locationOf("adopted")[0], "prod");
  });

  it("say at a resource what is wrong with its connection, and not at the others", async () => {
    stack.program(`new Notebook("here", { ...${LAB}, connection: "same", region: "eu-de" });
      new Notebook("cut", { ...${LAB}, connection: "broken" });`);
    const { code, text } = await stack.run(["preview"]);
    assert.notEqual(code, 0);
    assert.match(
      text,
      /'cut': property connection .*The connection "broken" is not configured:\n.*the secret key is missing: pulumi config set --path --secret modelarts:connections\.broken\.secretKey/,
    );
    assert.doesNotMatch(text, /Notebook here .*error|\.js:\d+/);
  });

  it("are refreshed and destroyed without the program", async () => {
    asked = [];
    stack.program("throw new Error('the program runs')");
    await stack.ok(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual([changing(asked), asked.length], [[], 4]);
    await stack.ok(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual([stack.simulator.notebooks.list(), prod.notebooks.list()], [[], []]);
  });
});
