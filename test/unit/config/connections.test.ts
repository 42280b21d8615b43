import assert from "node:assert/strict";
import { Connections } from "../../../provider/config/connections";
import { configKeys, type Environment } from "../../../provider/config/keys";

const KEYS = { accessKey: "stack-key", secretKey: "stack-secret" };
const STACK = { region: "eu-de", projectId: "stack-project", ...KEYS };

/** A stack with these connections; JSON, as the engine gives a structured value. */
function given(named: unknown, stack: object = STACK, environment: Environment = {}) {
  const values: Record<string, unknown> = { ...stack, connections: JSON.stringify(named) };
  return new Connections((key) => values[key], environment);
}

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return assert.fail("nothing was thrown");
};

describe("a named connection", () => {
  it("takes its own keys first, and missing ones from the stack and the environment", () => {
    const connections = given(
      { prod: { region: "eu-nl" } },
      { ...STACK, projectId: undefined },
      {
        HW_PROJECT_ID: "environment-project",
      },
    );
    const { endpoint, region, projectId, credentials } = connections.settings({
      connection: "prod",
    });
    assert.deepEqual(
      [endpoint, region, projectId],
      ["https://modelarts.eu-nl.otc.t-systems.com", "eu-nl", "environment-project"],
    );
    assert.deepEqual(credentials, { kind: "aksk", ...KEYS, securityToken: undefined });
  });

  it("with any credential of its own takes none from the stack or the environment", () => {
    const connections = given(
      { prod: { accessKey: "own-key" }, test: { token: "own-token" } },
      STACK,
      {
        HW_SECURITY_TOKEN: "environment-token",
      },
    );
    assert.match(
      messageOf(() => connections.settings({ connection: "prod" })),
      /^The connection "prod" is not configured:\n {2}- the secret key is missing: pulumi config set --path --secret modelarts:connections\.prod\.secretKey\n/,
    );
    assert.deepEqual(connections.settings({ connection: "test" }).credentials, {
      kind: "token",
      token: "own-token",
    });
  });

  it("that names its project does not use the stack's project id", () => {
    const login = { userName: "u", password: "p", domainName: "d" };
    const connections = given({
      prod: { projectName: "eu-nl_ai", ...login },
      keys: { projectName: "x" },
    });
    const { projectId, credentials } = connections.settings({ connection: "prod" });
    assert.equal(projectId, undefined);
    assert.deepEqual(credentials, {
      kind: "password",
      ...login,
      userId: undefined,
      projectId: undefined,
      projectName: "eu-nl_ai",
    });
    assert.match(
      messageOf(() => connections.settings({ connection: "keys" })),
      /the project id is missing/,
    );
  });

  it("uses its own endpoint, else the stack's, whatever its region is", () => {
    const named = { here: { endpoint: "http://127.0.0.1:1" }, there: { region: "eu-nl" } };
    const connections = given(named, { ...STACK, endpoint: "http://127.0.0.1:2" });
    const endpoint = (location: object) => connections.settings(location).endpoint;
    assert.equal(endpoint({ connection: "here", region: "eu-nl" }), "http://127.0.0.1:1");
    assert.equal(endpoint({ connection: "there" }), "http://127.0.0.1:2");
    assert.equal(endpoint({ region: "eu-nl" }), "http://127.0.0.1:2");
  });

  it("counts after the region and the project that the resource declares", () => {
    const connections = given({ prod: { region: "eu-nl", projectId: "of-prod" } });
    const { region, projectId } = connections.settings({
      connection: "prod",
      region: "eu-de",
      projectId: "own",
    });
    assert.deepEqual([region, projectId], ["eu-de", "own"]);
  });

  it("has no project in a region other than its own, unless the location names the project", () => {
    const connections = given({ prod: { region: "eu-nl", projectId: "of-prod" }, plain: {} });
    const message = (location: object) => messageOf(() => connections.client(location));
    assert.match(
      message({ region: "eu-nl" }),
      /^The location is not valid: projectId is required with region eu-nl: the configured project belongs to region eu-de/,
    );
    assert.match(message({ connection: "plain", region: "eu-nl" }), /belongs to region eu-de/);
    assert.match(message({ connection: "prod", region: "eu-de" }), /belongs to region eu-nl/);
    for (const [location, project] of [
      [{ region: "eu-de" }, "stack-project"],
      [{ connection: "prod", region: "eu-nl" }, "of-prod"],
      [{ region: "eu-nl", projectId: "own" }, "own"],
    ] as const) {
      assert.equal(connections.settings(location).projectId, project);
    }
  });

  it("with wrong settings names all of them without their values, and the others still work", () => {
    const wrong = { regoin: "eu-de", password: { a: "hunter2" }, insecure: true };
    const connections = given({ wrong, text: "hunter2", good: { region: "eu-nl" } });
    const message = messageOf(() => connections.settings({ connection: "wrong" }));
    assert.match(message, /^The configuration of the connection "wrong" is wrong:\n/);
    assert.match(message, /- regoin is not a setting; known here: cloud, /);
    assert.match(message, /- password must be a text/);
    const text = messageOf(() => connections.settings({ connection: "text" }));
    assert.match(text, /it must be an object of settings/);
    for (const each of [message, text]) assert.doesNotMatch(each, /hunter2/);
    assert.equal(connections.settings({ connection: "good" }).region, "eu-nl");
    assert.equal(connections.settings({}).region, "eu-de");
  });

  it("that is not configured is a failure at the property, which lists those that are", () => {
    const connections = given({ prod: {}, test: {} });
    assert.deepEqual(connections.failures({ connection: "prdo" }), [
      {
        property: "connection",
        reason:
          'there is no connection "prdo": configured are "prod", "test". Add it with ' +
          "`pulumi config set --path modelarts:connections.prdo.KEY VALUE`.",
        code: "modelarts/unknown-connection",
      },
    ]);
    assert.deepEqual(
      [connections.failures({}), connections.failures({ connection: "prod" })],
      [[], []],
    );
    assert.match(
      messageOf(() => connections.client({ connection: "constructor" })),
      /there is no connection "constructor"/,
    );
  });

  for (const text of ["no json {", "[]", "7", '"text"']) {
    it(`given ${text} as all connections, then the error does not quote it`, () => {
      const connections = new Connections((key) => (key === "connections" ? text : undefined), {});
      const message = messageOf(() => connections.settings({ connection: "a" }));
      assert.match(message, /modelarts:connections must be an object of connections/);
      assert.ok(!message.includes(text));
    });
  }

  it("may be given as the object that an explicit provider has", () => {
    const values: Record<string, unknown> = {
      ...STACK,
      connections: { prod: { region: "eu-nl" } },
    };
    const connections = new Connections((key) => values[key], {});
    assert.equal(connections.settings({ connection: "prod" }).region, "eu-nl");
  });
});

describe("the clients of locations", () => {
  it("are one for each distinct location", () => {
    const connections = given({ same: { region: "eu-de" }, other: { projectId: "other" } });
    const first = connections.client({});
    assert.equal(connections.client({ connection: "same" }), first);
    assert.equal(connections.client({ region: "eu-de", projectId: "stack-project" }), first);
    const clients = [
      first,
      connections.client({ region: "eu-nl", projectId: "stack-project" }),
      connections.client({ connection: "other" }),
    ];
    assert.equal(new Set(clients).size, 3);
  });
});

describe("the configuration of a location", () => {
  /** Counts how often each key of the stack's configuration is read. */
  function counted(stack: object) {
    const values: Record<string, unknown> = { ...stack };
    const reads: Record<string, number> = {};
    const connections = new Connections((key) => {
      reads[key] = (reads[key] ?? 0) + 1;
      return values[key];
    }, {});
    return { connections, reads };
  }
  const named = { prod: { projectId: "of-prod" }, broken: { accessKey: "only" } };

  it("is not read before it is used", () => {
    const { reads } = counted(STACK);
    assert.deepEqual(reads, {});
  });

  it("is read once, however often its settings, client and failures are asked for", () => {
    const { connections, reads } = counted({ ...STACK, connections: named });
    const location = { connection: "prod", projectId: "own" };
    for (let times = 0; times < 3; times++) {
      assert.deepEqual(connections.failures(location), []);
      assert.equal(connections.settings(location).projectId, "own");
      assert.equal(connections.client(location), connections.client({ ...location }));
    }
    assert.deepEqual(new Set(Object.values(reads)), new Set([1]));
    assert.ok(configKeys.every((key) => reads[key] === 1) && reads["connections"] === 1);
  });

  it("is read again for another location", () => {
    const { connections, reads } = counted({ ...STACK, connections: named });
    connections.settings({});
    connections.settings({ projectId: "other" });
    connections.settings({ connection: "prod" });
    assert.deepEqual([reads["secretKey"], reads["connections"]], [3, 1]);
  });

  it("is read once where it is wrong, and each use throws the same error", () => {
    const { connections, reads } = counted({ ...STACK, connections: named });
    const use = () => connections.settings({ connection: "broken" });
    assert.equal(messageOf(use), messageOf(use));
    assert.match(messageOf(use), /^The connection "broken" is not configured/);
    assert.deepEqual([reads["secretKey"], reads["connections"]], [1, 1]);
  });
});
