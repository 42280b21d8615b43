import assert from "node:assert/strict";
import { Connections } from "../../../provider/config/connections";
import type { Environment } from "../../../provider/config/keys";

const KEYS = { accessKey: "stack-key", secretKey: "stack-secret" };
const STACK = { region: "eu-de", projectId: "stack-project", ...KEYS };

/** A stack with these connections; JSON, as the engine gives a structured value. */
function given(connections: unknown, stack: object = STACK, environment: Environment = {}) {
  const held: Record<string, unknown> = { ...stack, connections: JSON.stringify(connections) };
  return new Connections((key) => held[key], environment);
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
  it("has its own keys before the stack's, and what it lacks from there and the environment", () => {
    const places = given(
      { prod: { region: "eu-nl" } },
      { ...STACK, projectId: undefined },
      {
        HW_PROJECT_ID: "environment-project",
      },
    );
    const { endpoint, region, projectId, credentials } = places.settings({ connection: "prod" });
    assert.deepEqual(
      [endpoint, region, projectId],
      ["https://modelarts.eu-nl.otc.t-systems.com", "eu-nl", "environment-project"],
    );
    assert.deepEqual(credentials, { kind: "aksk", ...KEYS, securityToken: undefined });
  });

  it("with any credential has no other's: neither the stack's nor the environment's", () => {
    const places = given({ prod: { accessKey: "own-key" }, test: { token: "own-token" } }, STACK, {
      HW_SECURITY_TOKEN: "environment-token",
    });
    assert.match(
      messageOf(() => places.settings({ connection: "prod" })),
      /^The connection "prod" is not configured:\n {2}- the secret key is missing: pulumi config set --path --secret modelarts:connections\.prod\.secretKey\n/,
    );
    assert.deepEqual(places.settings({ connection: "test" }).credentials, {
      kind: "token",
      token: "own-token",
    });
  });

  it("that names its project does not ask in the one whose id the stack has", () => {
    const login = { userName: "u", password: "p", domainName: "d" };
    const places = given({
      prod: { projectName: "eu-nl_ai", ...login },
      keys: { projectName: "x" },
    });
    const { projectId, credentials } = places.settings({ connection: "prod" });
    assert.equal(projectId, undefined);
    assert.deepEqual(credentials, {
      kind: "password",
      ...login,
      userId: undefined,
      projectId: undefined,
      projectName: "eu-nl_ai",
    });
    assert.match(
      messageOf(() => places.settings({ connection: "keys" })),
      /the project id is missing/,
    );
  });

  it("is asked at its own endpoint, or at the stack's, wherever its region is", () => {
    const connections = { here: { endpoint: "http://127.0.0.1:1" }, there: { region: "eu-nl" } };
    const places = given(connections, { ...STACK, endpoint: "http://127.0.0.1:2" });
    const endpoint = (place: object) => places.settings(place).endpoint;
    assert.equal(endpoint({ connection: "here", region: "eu-nl" }), "http://127.0.0.1:1");
    assert.equal(endpoint({ connection: "there" }), "http://127.0.0.1:2");
    assert.equal(endpoint({ region: "eu-nl" }), "http://127.0.0.1:2");
  });

  it("gives way to what the resource says of region and project", () => {
    const places = given({ prod: { region: "eu-nl", projectId: "of-prod" } });
    const { region, projectId } = places.settings({
      connection: "prod",
      region: "eu-de",
      projectId: "own",
    });
    assert.deepEqual([region, projectId], ["eu-de", "own"]);
  });

  it("has no project in another region than its own, unless that is said", () => {
    const places = given({ prod: { region: "eu-nl", projectId: "of-prod" }, plain: {} });
    const message = (place: object) => messageOf(() => places.client(place));
    assert.match(
      message({ region: "eu-nl" }),
      /projectId is required beside region eu-nl: the project that is configured belongs to region eu-de/,
    );
    assert.match(message({ connection: "plain", region: "eu-nl" }), /belongs to region eu-de/);
    assert.match(message({ connection: "prod", region: "eu-de" }), /belongs to region eu-nl/);
    for (const [place, project] of [
      [{ region: "eu-de" }, "stack-project"],
      [{ connection: "prod", region: "eu-nl" }, "of-prod"],
      [{ region: "eu-nl", projectId: "own" }, "own"],
    ] as const) {
      assert.equal(places.settings(place).projectId, project);
    }
  });

  it("that is wrong says so at once and without its values, and the others work on", () => {
    const wrong = { regoin: "eu-de", password: { a: "hunter2" }, insecure: true };
    const places = given({ wrong, text: "hunter2", good: { region: "eu-nl" } });
    const message = messageOf(() => places.settings({ connection: "wrong" }));
    assert.match(message, /- regoin is not a setting; known here: cloud, /);
    assert.match(message, /- password must be a text/);
    assert.match(
      messageOf(() => places.settings({ connection: "text" })),
      /it must be an object of settings/,
    );
    assert.doesNotMatch(message, /hunter2/);
    assert.equal(places.settings({ connection: "good" }).region, "eu-nl");
    assert.equal(places.settings({}).region, "eu-de");
  });

  it("that nobody knows is a failure at the property, with those that there are", () => {
    const places = given({ prod: {}, test: {} });
    assert.deepEqual(places.failures({ connection: "prdo" }), [
      {
        property: "connection",
        reason:
          'there is no connection "prdo": configured are "prod", "test". Add it with ' +
          "`pulumi config set --path modelarts:connections.prdo.KEY VALUE`.",
      },
    ]);
    assert.deepEqual([places.failures({}), places.failures({ connection: "prod" })], [[], []]);
    assert.match(
      messageOf(() => places.client({ connection: "constructor" })),
      /there is no connection "constructor"/,
    );
  });

  for (const connections of ["no json {", "[]", "7", '"text"']) {
    it(`is not to be had from ${connections}, which is not printed`, () => {
      const places = new Connections(
        (key) => (key === "connections" ? connections : undefined),
        {},
      );
      const message = messageOf(() => places.settings({ connection: "a" }));
      assert.match(message, /modelarts:connections must be an object of connections/);
      assert.ok(!message.includes(connections));
    });
  }

  it("may be given as the object that an explicit provider has", () => {
    const held: Record<string, unknown> = { ...STACK, connections: { prod: { region: "eu-nl" } } };
    const places = new Connections((key) => held[key], {});
    assert.equal(places.settings({ connection: "prod" }).region, "eu-nl");
  });
});

describe("the clients of places", () => {
  it("are one for each place that is not the same", () => {
    const places = given({ same: { region: "eu-de" }, other: { projectId: "other" } });
    const first = places.client({});
    assert.equal(places.client({ connection: "same" }), first);
    assert.equal(places.client({ region: "eu-de", projectId: "stack-project" }), first);
    const clients = [
      first,
      places.client({ region: "eu-nl", projectId: "stack-project" }),
      places.client({ connection: "other" }),
    ];
    assert.equal(new Set(clients).size, 3);
  });
});
