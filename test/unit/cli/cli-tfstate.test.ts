import assert from "node:assert/strict";
import {
  createSimulator,
  type LogEntry,
  type RunningSimulator,
  type Simulator,
  type WireNotebook,
} from "pulumi-modelarts-simulator";
import {
  mount,
  notebook,
  notebookInstance,
  password,
  savedImage,
  SENSITIVE,
  stateText,
  terraformResource,
} from "../../terraform-state";
import { PLUGIN, useFolder, type Ended } from "./cli-steps";

const GONE = "00000000-0000-4000-8000-000000000001";
const IMAGE = "33333333-aaaa-4000-8000-000000000003";
const TYPE = "huaweicloud_modelarts_notebook";

describe("the command import with --from-tfstate", () => {
  let simulator: Simulator;
  let server: RunningSimulator;
  let log: LogEntry[];
  /** Called before the answer to each request is sent. */
  let onRequest: (path: string) => void;
  beforeEach(async () => {
    log = [];
    onRequest = () => undefined;
    simulator = createSimulator({
      log: (entry) => {
        log.push(entry);
        onRequest(entry.path);
      },
    });
    server = await simulator.listen();
  });
  afterEach(() => server.close());
  const folder = useFolder(() => server.url);
  const add = (name: string, more: Partial<WireNotebook> = {}) =>
    simulator.notebooks.add({ name, ...more }).id;
  const ARGS = ["import", "--from-tfstate", "s.json"];

  /** Runs the command with a state in `s.json`. */
  function run(resources: readonly object[], more: string[] = [], env?: Record<string, string>) {
    folder().write("s.json", stateText(resources));
    return folder().run([...ARGS, ...more], env);
  }

  const imported = () =>
    Object.fromEntries(
      folder()
        .json()
        .resources.map(({ name, id }) => [name, id]),
    );

  function ends({ code, out, errors }: Ended, expectedCode: number, ...says: RegExp[]): void {
    for (const each of says) assert.match(errors, each);
    assert.equal(code, expectedCode, errors);
    assert.doesNotMatch(out + errors, new RegExp(SENSITIVE));
    assert.doesNotMatch(errors, /\n {4}at |\.js:\d|This is a bug/, "a stack trace");
  }

  it("given a state on standard input, reads each resource once, writes the file, and says what to do in Terraform", async () => {
    const [lab, other, unmanaged] = [add("of-api"), add("other", { user_id: "b" }), add("none")];
    simulator.mounts.put("m1", { id: "m1", notebook_id: lab, status: "MOUNTED" });
    simulator.images.put(IMAGE, { id: IMAGE, name: "lab", status: "ACTIVE" });
    const keyed = notebookInstance(other, { index_key: "it's" });
    const text = stateText([
      notebook("lab", lab),
      mount("data", lab, "m1"),
      savedImage("lab", IMAGE, lab),
      terraformResource(TYPE, "lab", [keyed], "module.team"),
      ...[password, password],
    ]);
    const ended = await folder().run(["import", "--from-tfstate", "-"], {}, text);
    ends(
      ended,
      0,
      /^Left with Terraform: 2 resources of other types\.$/m,
      /^Wrote 4 resources to modelarts-import\.json\.$/m,
      /preview` shows no change, take them out of Terraform's state, before .*: terraform state rm 'huawei/,
    );
    assert.ok(ended.errors.includes(` 'module.team.${TYPE}.lab["it'\\''s"]'\n`), ended.errors);
    const byName = (one: { name: string }, two: { name: string }) => (one.name < two.name ? -1 : 1);
    assert.deepEqual(folder().json().resources.sort(byName), [
      { type: "modelarts:index:NotebookStorage", name: "data", id: `${lab}/m1` },
      { type: "modelarts:index:Notebook", name: "lab", id: lab },
      { type: "modelarts:index:NotebookImage", name: "lab-image", id: IMAGE },
      { type: "modelarts:index:Notebook", name: "team-lab-it-s", id: other },
    ]);
    assert.ok(log.every(({ method, path }) => method === "GET" && !path.includes(unmanaged)));
    assert.equal(log.filter(({ path }) => path.endsWith("/notebooks")).length, 0);
    assert.equal(log.filter(({ path }) => path.endsWith(lab)).length, 1);
  });

  it("leaves out what is gone, by its address, and imports the others", async () => {
    const [lab, going] = [add("lab"), add("going", { status: "DELETING" })];
    ends(
      await run([
        notebook("gone", GONE),
        notebook("going", going),
        notebook("lab", lab),
        mount("gone", lab, "none"),
        mount("of-gone", GONE, "m1"),
        savedImage("gone", IMAGE, lab),
      ]),
      0,
      /warning: 5 resources left out: \[modelarts\/left-out\]\n/,
      new RegExp(`  ${TYPE}\\.gone \\(${GONE}\\): it no longer exists\n`),
      new RegExp(`  ${TYPE}\\.going \\(${going}\\): it is being deleted\n`),
      new RegExp(`  ${TYPE}_mount_storage\\.gone \\(${lab}/none\\): it no longer exists\n`),
      new RegExp(`  ${TYPE}_mount_storage\\.of-gone .*: it no longer exists\n`),
      new RegExp(`  ${TYPE}_image_store\\.gone \\(${IMAGE}\\): it no longer exists\n`),
      /may be in another project or account/,
      new RegExp(`terraform state rm '${TYPE}.lab'\n$`),
    );
    assert.deepEqual(imported(), { lab });
  });

  it("given that everything is gone, says so, and writes no file", async () => {
    ends(
      await run([notebook("gone", GONE)]),
      1,
      /error: Nothing was imported: nothing of the Terraform state from s\.json \(serial 9\) was found/,
    );
    assert.equal(folder().exists("modelarts-import.json"), false);
  });

  it("given what pulumi could not read, leaves it out, imports the others, and ends with 1", async () => {
    const [lab, stopped] = [add("lab"), add("stopped", { status: "STOPPED" })];
    simulator.images.put(IMAGE, { id: IMAGE, name: "lab", status: "CREATE_FAILED" });
    ends(
      await run([notebook("lab", lab), mount("data", stopped, "m1"), savedImage("v1", IMAGE, lab)]),
      1,
      /_mount_storage\.data \(.*\): .* is STOPPED, and the API allows this only while it is RUNNING\./,
      /_image_store\.v1 \(.*\): Reading the image failed: .* is CREATE_FAILED/,
    );
    assert.deepEqual(imported(), { lab });
  });

  it("given that nothing can be read, says why once", async () => {
    const ids = [add("a"), add("b")];
    simulator.faults.ask({ name: "forbidden", operation: "showNotebook", times: 2 });
    const ended = await run(ids.map((id, index) => notebook(`n${index}`, id)));
    ends(ended, 1, /error: No notebook can be read, so nothing was imported\. Reading/);
    assert.equal(ended.errors.match(/Reading the notebook failed/g)?.length, 1);
  });

  it("leaves out what the stack manages under either type, and still names it for Terraform", async () => {
    const [one, two] = [add("one"), add("two")];
    simulator.mounts.put("m1", { id: "m1", notebook_id: one, status: "MOUNTED" });
    const held = (type: string, name: string, id: string) => ({
      ...{ urn: `urn:pulumi:s::p::${type}::${name}`, type, id },
    });
    folder().pulumi({
      state: [
        held("pulumi-nodejs:dynamic/modelarts:Notebook", "first", one),
        held("modelarts:index:NotebookStorage", "second", `${one}/m1`),
      ],
    });
    const resources = [notebook("one", one), notebook("second", two), mount("m", one, "m1")];
    ends(
      await run(resources),
      0,
      /2 resources left out, since the stack manages them already:\n/,
      new RegExp(`  ${TYPE}_mount_storage\\.m \\(${one}/m1\\) as second\n`),
      new RegExp(`state rm '${TYPE}.one' '${TYPE}.second' '${TYPE}_mount_storage.m'\n$`),
    );
    assert.deepEqual(imported(), { [`second-${two.slice(0, 8)}`]: two });
    const quiet = await run(resources, ["--exclude-managed", "--yes"]);
    assert.doesNotMatch(quiet.errors, /manages them already/);
  });

  it("takes tainted resources as they are, and leaves out deposed and repeated ones, ending with 1", async () => {
    const [lab, old] = [add("lab", { status: "CREATE_FAILED" }), add("old")];
    ends(
      await run([
        terraformResource(TYPE, "lab", [
          notebookInstance(lab, { status: "tainted" }),
          notebookInstance(old, { deposed: "0a1b2c3d" }),
        ]),
        notebook("again", lab),
      ]),
      1,
      new RegExp(`1 notebook left out as deposed.*\n  ${TYPE}\\.lab \\(${old}\\)`),
      new RegExp(
        `the same id at another address: .modelarts/left-out.\n  ${TYPE}\\.again \\(${lab}\\)`,
      ),
      new RegExp(`1 notebook marked as tainted.*\n  ${TYPE}\\.lab \\(${lab}\\)`),
      /The creation of 1 notebook failed \(CREATE_FAILED\)/,
    );
    assert.deepEqual(imported(), { lab });
  });

  it("leaves out what is in another region, whose ids mean nothing here, and ends with 1", async () => {
    const [here, unknown] = [add("here"), add("unknown")];
    const inRegion = (region: string | null) => ({ attributes: { region } });
    ends(
      await run(
        [
          notebook("here", here, inRegion("eu-west-101")),
          notebook("unknown", unknown, inRegion(null)),
          notebook("there", GONE, inRegion(SENSITIVE)),
        ],
        [],
        { HW_REGION_NAME: "eu-west-101" },
      ),
      1,
      new RegExp(
        `not being in region eu-west-101\\. .* --connection .*\n  ${TYPE}\\.there \\(${GONE}\\)\n`,
      ),
    );
    assert.deepEqual(imported(), { here, unknown });
    assert.ok(log.every(({ path }) => !path.includes(GONE)));
  });

  it("given filters, takes what belongs to the notebooks that match, whoever owns them", async () => {
    const mine = add("team-a", { tags: [{ key: "team", value: "a" }] });
    const [theirs, no] = [add("team-b", { user_id: "x" }), add("solo")];
    for (const [id, notebook_id] of [
      ["m1", theirs],
      ["m2", no],
    ] as const) {
      simulator.mounts.put(id, { id, notebook_id, status: "MOUNTED" });
    }
    simulator.images.put(IMAGE, { id: IMAGE, name: "lab", status: "ACTIVE" });
    const resources = [
      ...[notebook("a", mine), notebook("b", theirs), notebook("c", no)],
      ...[mount("b-data", theirs, "m1"), mount("c-data", no, "m2"), savedImage("v1", IMAGE, mine)],
    ];
    const named = await run(resources, ["--name", "team"]);
    ends(named, 0, /^Looked in workspace default/m, /^2 resources left out by the filters\.$/m);
    const lists = log.filter(({ path }) => /\/notebooks(\/all)?$/.test(path));
    assert.ok(lists.length > 0 && lists.every(({ path }) => path.endsWith("/all")));
    assert.deepEqual(imported(), { a: mine, b: theirs, "b-data": `${theirs}/m1`, v1: IMAGE });
    await run(resources, ["--tag", "team=a", "--yes"]);
    assert.deepEqual(imported(), { a: mine, v1: IMAGE });
    ends(
      await run(resources, ["--name", "nobody"]),
      1,
      /6 resources left out by the filters[^]*Nothing was imported/,
    );
  });

  it("given a connection, reads with it and writes its name before ids of every kind", async () => {
    const lab = add("lab");
    simulator.mounts.put("m1", { id: "m1", notebook_id: lab, status: "MOUNTED" });
    const prod = { endpoint: server.url, projectId: "prod", accessKey: "a", secretKey: "s" };
    folder().pulumi({ config: { "modelarts:connections": { value: JSON.stringify({ prod }) } } });
    const resources = [notebook("lab", lab), mount("data", lab, "m1")];
    const nowhere = { MODELARTS_ENDPOINT: "http://127.0.0.1:9" };
    ends(await run(resources, ["--connection", "prod"], nowhere), 0);
    assert.deepEqual(imported(), { lab: `prod/${lab}`, data: `prod/${lab}/m1` });
  });

  it("given --run and a mount that vanishes before the import, takes it out of the file, and imports the rest", async () => {
    const lab = add("lab");
    simulator.mounts.put("m1", { id: "m1", notebook_id: lab, status: "MOUNTED" });
    let reads = 0;
    onRequest = (path) => {
      if (path.endsWith("/storage") && ++reads === 1) simulator.mounts.remove("m1");
    };
    folder().write("Pulumi.yaml", PLUGIN);
    folder().pulumi({ imports: [0] });
    const resources = [notebook("lab", lab), mount("data", lab, "m1")];
    ends(
      await run(resources, ["--run", "--yes"]),
      0,
      new RegExp(
        `1 storage mount left out: .modelarts/left-out.\n  data \\(${lab}/m1\\): it no longer exists`,
      ),
    );
    assert.deepEqual(imported(), { lab });
    assert.equal(folder().imports().length, 1);
  });

  it("given --run and a pulumi that fails, does not advise to take anything out of Terraform", async () => {
    folder().write("Pulumi.yaml", PLUGIN);
    folder().pulumi({ imports: [1] });
    const ended = await run([notebook("lab", add("lab"))], ["--run"]);
    ends(ended, 1, /1 notebook not imported/);
    assert.doesNotMatch(ended.errors, /terraform state rm/);
  });

  for (const [what, text, args, says] of [
    ["a broken state", "{", [], /from standard input failed: it is not JSON/],
    [
      "an empty state",
      stateText([]),
      [],
      /There is nothing to import: .*standard input \(serial 9\)/,
    ],
    ["an encrypted state", '{"encrypted_data": "x"}', [], /it is encrypted/],
    ["--fill", "", ["--fill", "f.json"], /--fill and --from-tfstate exclude each other/],
    ["--run without --yes", "", ["--run"], /nobody can answer `pulumi import`: add --yes/],
  ] as const) {
    it(`given ${what} on standard input, says what is wrong, sends nothing and ends with 2`, async () => {
      const ended = await folder().run(["import", "--from-tfstate", "-", ...args], {}, text);
      ends(ended, 2, says);
      assert.deepEqual([log, ended.out], [[], ""]);
    });
  }

  it("given a terminal in place of a state, does not wait for the user to type one", async () => {
    const { code, out } = await folder().runOnTerminal(["import", "--from-tfstate", "-"]);
    assert.match(
      out,
      /it is a terminal\. Pipe the state into the command: `terraform state pull \|/,
    );
    assert.equal(code, 2);
  });
});
