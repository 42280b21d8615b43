/** The rules of docs/decisions/locations.md, on the simulator, with the configuration as a parameter. */
import assert from "node:assert/strict";
import { createSimulator, type RunningSimulator, type Simulator } from "pulumi-modelarts-simulator";
import { systemClock } from "../../../provider/client/clock";
import { Connections } from "../../../provider/config/connections";
import type { Environment } from "../../../provider/config/keys";
import {
  locatedLifecycle,
  type LocatedLifecycle,
} from "../../../provider/servers/location/located-lifecycle";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import type { Properties } from "../../../provider/resources/resource-kind";
import { kinds } from "../../../provider/resources/registry";
import { temporaryJournal } from "../resources/temporary-journal";
import { INPUTS, outcomeOf } from "../resources/lifecycle-fixture";

describe("a notebook's location", () => {
  let simulator: Simulator;
  let server: RunningSimulator;
  let stack: Record<string, unknown>;
  let notebook: LocatedLifecycle;
  let seen: string[];
  /** A later run of the engine, after these changes of the stack's configuration. */
  let configure: (changes: Record<string, unknown>, environment?: Environment) => void;
  beforeEach(async () => {
    seen = [];
    simulator = createSimulator({
      transitionMs: 0,
      log: ({ method, path }) => seen.push(`${method} ${path.split("/")[2]}`),
    });
    server = await simulator.listen();
    const project = (projectId: string) => ({ projectId });
    stack = {
      endpoint: server.url,
      region: "eu-de",
      projectId: "home",
      token: "the-token-of-the-test",
      connections: { prod: project("away"), same: project("home"), login: login(server.url) },
    };
    let now = 0;
    const clock = {
      now: () => now,
      random: () => 0.5,
      sleep: (ms: number) => Promise.resolve(void (now += ms)),
    };
    configure = (changes, environment = {}) => {
      stack = { ...stack, ...changes };
      const values = stack;
      const connections = new Connections((key) => values[key], environment, clock);
      const context = { clock, log: () => undefined, journal: temporaryJournal() };
      notebook = locatedLifecycle(kinds.Notebook, () => ({ connections, context }));
    };
    configure({});
  });
  afterEach(() => server.close());

  const login = (url: string) => ({
    authUrl: url,
    userName: "u",
    password: "pass",
    domainName: "d",
    projectName: "named",
  });
  const create = (location: object = {}) => notebook.create({ ...INPUTS, ...location });
  const projects = () => new Set(seen.splice(0).map((line) => line.split(" ")[1]));
  const diff = async (state: Properties, location: object) =>
    outcomeOf((await notebook.diff(state, { ...INPUTS, ...location })).diff);
  const locationOf = ({ connection, region, projectId }: Properties) => [
    connection,
    region,
    projectId,
  ];

  it("has notes beside a diff only if they are asked for: a refresh asks for none", async () => {
    let made = 0;
    const { lifecycle } = kinds.Notebook;
    const counting = { ...lifecycle, previewNotes: () => [`${(made += 1)}`] };
    const connections = new Connections((key) => stack[key], {});
    const context = { clock: systemClock, log: () => undefined, journal: temporaryJournal() };
    const counted = { ...kinds.Notebook, lifecycle: counting };
    const located = locatedLifecycle(counted, () => ({ connections, context }));
    const { notes } = await located.diff((await create()).outs, INPUTS);
    assert.equal(made, 0);
    assert.deepEqual(notes(), ["1"]);
  });

  it("is recorded as it was resolved, also where only a login tells the project", async () => {
    assert.deepEqual(locationOf((await create()).outs), [undefined, "eu-de", "home"]);
    assert.deepEqual(locationOf((await create({ connection: "prod" })).outs), [
      "prod",
      "eu-de",
      "away",
    ]);
    const { outs } = await create({ connection: "login" });
    assert.equal(outs.connection, "login");
    assert.match(outs.projectId ?? "", /./);
    configure({ connections: { login: { ...login(server.url), projectName: "renamed" } } });
    seen = [];
    await notebook.read(outs.id, outs);
    assert.deepEqual(projects(), new Set(["auth", outs.projectId]));
  });

  it("is recorded for a notebook that fails, too", async () => {
    simulator.faults.ask({ name: "createFails" });
    const failed = await create({ connection: "prod" }).then(
      () => assert.fail("it was created"),
      (error: PartialFailure) => error.properties as Properties,
    );
    assert.deepEqual(locationOf(failed), ["prod", "eu-de", "away"]);
  });

  it("is where it is recorded, whatever becomes of the configuration", async () => {
    const { id, outs } = await create();
    configure({ projectId: "elsewhere", region: "eu-nl" });
    seen = [];
    const { props } = await notebook.read(id, outs);
    assert.deepEqual(locationOf(props), [undefined, "eu-de", "home"]);
    assert.deepEqual(await diff(outs, {}), { changes: false, replaces: [] });
    const { outs: updated } = await notebook.update(id, outs, { ...INPUTS, description: "new" });
    assert.deepEqual(locationOf(updated), [undefined, "eu-de", "home"]);
    await notebook.delete(id, updated);
    assert.deepEqual(projects(), new Set(["home"]));
  });

  it("follows the configuration where the state has no record, and is recorded then", async () => {
    const { id, outs } = await create();
    const { region: _, projectId: __, ...old } = outs;
    assert.deepEqual(await diff(old, {}), { changes: false, replaces: [] });
    assert.deepEqual(await diff(old, { region: "eu-nl" }), { changes: true, replaces: ["region"] });
    assert.deepEqual(locationOf((await notebook.read(id, old)).props), [
      undefined,
      "eu-de",
      "home",
    ]);
  });

  it("is what is declared: another region, project or connection replaces", async () => {
    const { outs } = await create();
    for (const [location, replaces] of [
      [{ region: "eu-de", projectId: "home" }, []],
      [{ region: "eu-nl" }, ["region"]],
      [{ region: "eu-nl", projectId: "other" }, ["region", "projectId"]],
      [{ connection: "prod" }, ["connection"]],
      [{ connection: "prod", projectId: "home" }, undefined],
      [{ connection: "same" }, undefined],
    ] as const) {
      const found = await diff(outs, location);
      const expected = { changes: replaces?.length !== 0, replaces: replaces ?? [] };
      assert.deepEqual(found, expected, JSON.stringify(location));
    }
  });

  it("takes another connection's name without any changing request", async () => {
    const { id, outs } = await create();
    seen = [];
    const updated = await notebook.update(id, outs, { ...INPUTS, connection: "same" });
    assert.deepEqual(locationOf(updated.outs), ["same", "eu-de", "home"]);
    assert.deepEqual(new Set(seen), new Set(["GET home"]));
  });

  it("stays when its connection is no longer declared, unless the stack's own leads to the same location", async () => {
    const away = await create({ connection: "prod" });
    assert.deepEqual(await diff(away.outs, {}), { changes: false, replaces: [] });
    const changed = await notebook.update(away.id, away.outs, { ...INPUTS, description: "new" });
    assert.deepEqual(locationOf(changed.outs), ["prod", "eu-de", "away"]);

    const home = await create({ connection: "same" });
    configure({ connections: {} });
    assert.deepEqual(await diff(home.outs, {}), { changes: true, replaces: [] });
    const left = await notebook.update(home.id, home.outs, INPUTS);
    assert.deepEqual(locationOf(left.outs), [undefined, "eu-de", "home"]);
  });

  it("whose connection is no longer configured is an error, and nothing is sent", async () => {
    const { id, outs } = await create({ connection: "prod" });
    configure({ connections: { same: {} } });
    seen = [];
    for (const work of [() => notebook.read(id, outs), () => notebook.delete(id, outs)]) {
      await assert.rejects(
        async () => work(),
        /there is no connection "prod": configured are "same"/,
      );
    }
    assert.deepEqual(seen, []);
  });

  describe("whose endpoint the environment names", () => {
    const gone = async (changes: Record<string, unknown>, location: object = {}) => {
      const { id, outs } = await create(location);
      simulator.notebooks.remove(id);
      configure({ endpoint: undefined, ...changes }, { MODELARTS_ENDPOINT: server.url });
      return { id, outs };
    };
    const refused = (setting: string, region: string) => (error: Error) => {
      assert.match(error.message, /^Reading the notebook failed: there is no notebook .* at http/);
      assert.ok(error.message.includes(`and the stack is for region ${region} (${setting}).`));
      assert.match(
        error.message,
        /Unset MODELARTS_ENDPOINT; or, .* modelarts:endpoint http\S+`\.$/,
      );
      return true;
    };

    it("loses no notebook of a region that the stack or the connection names", async () => {
      for (const [changes, location, setting, region] of [
        [{ region: "eu-de" }, {}, "modelarts:region", "eu-de"],
        [
          { connections: { prod: { projectId: "away", region: "eu-nl" } } },
          { connection: "prod" },
          "modelarts:connections.prod.region",
          "eu-nl",
        ],
      ] as const) {
        const { id, outs } = await gone(changes, location);
        await assert.rejects(notebook.read(id, outs), refused(setting, region));
        seen = [];
        await assert.rejects(notebook.delete(id, outs), refused(setting, region));
        assert.deepEqual(new Set(seen.map((line) => line.split(" ")[0])), new Set(["GET"]));
      }
    });

    it("is refreshed and deleted as everywhere, as long as the notebook exists", async () => {
      const { id, outs } = await create();
      configure({ endpoint: undefined }, { MODELARTS_ENDPOINT: server.url });
      assert.equal((await notebook.read(id, outs)).id, id);
      await notebook.delete(id, outs);
      assert.deepEqual(simulator.notebooks.list(), []);
    });

    it("is believed if the stack names no region, or names the endpoint itself", async () => {
      const free = await gone({ region: undefined });
      assert.equal((await notebook.read(free.id, free.outs)).id, "");
      await notebook.delete(free.id, free.outs);
      const named = await gone({ region: "eu-de", endpoint: server.url });
      assert.equal((await notebook.read(named.id, named.outs)).id, "");
    });
  });

  it("that is not valid is a failure at each property, all at once", () => {
    const wrong = { connection: "prdo", region: "eu-de@evil", projectId: "a/b", flavor: 7 };
    const { failures } = notebook.check({}, { ...INPUTS, ...wrong });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["connection", "flavor", "projectId", "region"],
    );
    const [failure] = notebook.check({}, { ...INPUTS, connection: "prdo" }).failures;
    assert.match(`${failure?.property}: ${failure?.reason}`, /^connection: there is no connection/);
    configure({ endpoint: undefined });
    const [strange] = notebook.check({}, { ...INPUTS, region: "eu-nl" }).failures;
    assert.equal(strange?.property, "projectId");
    assert.match(strange.reason, /^is required with region eu-nl/);
    const misspelt = notebook.check({}, { ...INPUTS, regoin: "eu-de" }).failures;
    assert.match(misspelt[0]?.reason ?? "", /known here: .*connection, region, projectId/);
  });

  it("comes with an import's id, which must not contradict the program", async () => {
    const { id } = await create({ connection: "prod" });
    const { inputs, failures } = notebook.check({}, { ...INPUTS, __import: `prod/${id}` });
    assert.deepEqual([inputs.connection, inputs.__import, failures], ["prod", id, []]);
    const other = { ...INPUTS, connection: "same", __import: `prod/${id}` };
    assert.deepEqual(notebook.check({}, other).failures, [
      {
        property: "connection",
        reason: 'must be "prod", as in the import option, or not be declared',
        code: "modelarts/contradicting-inputs",
      },
    ]);
    const found = await notebook.import(`prod/${id}`, "0123456789abcdef");
    assert.deepEqual([found.id, found.inputs?.["connection"]], [id, "prod"]);
  });
});
