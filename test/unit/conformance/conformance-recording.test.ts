import { strict as assert } from "node:assert";
import { createClient } from "../../../provider/client/client";
import { ApiError } from "../../../provider/client/errors";
import type { Clock } from "../../../provider/client/clock";
import { cloudNames } from "../../../provider/wire/facts/clouds";
import { planFor } from "../../../tools/conformance/plan";
import type { Recording } from "../../../tools/conformance/recording/format";
import { RecordingPool } from "../../../tools/conformance/recording/record";
import { replay } from "../../../tools/conformance/recording/replay";
import { Placeholders } from "../../../tools/conformance/recording/placeholders";
import { run } from "../../../tools/conformance/run";
import type { WireNotebook } from "../../../simulator/wire";
import { byVerdict, NAME, serve, wishes, type Given } from "./conformance-steps";

/** What a user would not want to see in a bug report. */
const secrets = {
  accessKey: "THE-ACCESS-KEY-OF-ADA",
  secretKey: "the-secret-key-of-ada",
  securityToken: "the-security-token-of-ada",
  projectId: "5ec3e75ec3e75ec3e75ec3e75ec3e75e",
};

async function record(given: Given = {}) {
  const server = await serve({
    ...given,
    accessKey: secrets.accessKey,
    secretKey: secrets.secretKey,
    settings: {
      projectId: secrets.projectId,
      credentials: {
        kind: "aksk",
        accessKey: secrets.accessKey,
        secretKey: secrets.secretKey,
        securityToken: secrets.securityToken,
      },
    },
  });
  const { target, simulator } = server;
  const { cloud, settings, pace, clock } = target;
  const pool = new RecordingPool({ cloud, settings, wishes, pace, now: clock.now });
  const client = createClient(settings, clock, pool);
  const plan = await planFor(client, wishes);
  const seen: WireNotebook[] = [];
  const { results } = await run({
    client,
    plan,
    cloud,
    clock,
    pace,
    progress: () => undefined,
    onResult: () => seen.push(...simulator.notebooks.list()),
  });
  await client.close();
  await target.close();
  return { recording: pool.recording(), results, seen, endpoint: settings.endpoint };
}

async function replayed(recording: Recording, clock: Clock, url: string) {
  const client = createClient(
    {
      endpoint: url,
      authUrl: undefined,
      projectId: recording.project,
      credentials: { kind: "token", token: "another-token" },
      insecure: false,
      caCert: undefined,
    },
    clock,
  );
  const plan = await planFor(client, recording.wishes);
  const { cloud, pace } = recording;
  const ignore = () => undefined;
  const done = await run({ client, plan, cloud, clock, pace, progress: ignore, onResult: ignore });
  await client.close();
  return done.results;
}

describe("conformance: a recording", () => {
  it("holds no id, name, address, token or key that was used", async () => {
    const { recording, seen, endpoint } = await record();
    const text = JSON.stringify(recording);
    const used = [...Object.values(secrets), wishes.keyPair!, new URL(endpoint).host];
    for (const { id, token, url, user, endpoints = [], image } of seen) {
      const account = user?.domain;
      const own = [id, token, url, user?.id, user?.name, account?.id, account?.name, image?.id];
      used.push(...own.map(String), ...endpoints.map(({ uri }) => String(uri)));
    }
    assert.ok(new Set(used).size > 10);
    for (const value of new Set(used)) {
      assert.ok(value.length > 3 && !text.includes(value), value);
    }
  });

  it("leaves out the login, whose password and token are nowhere else", async () => {
    const login = { userName: "ada-of-the-test", password: "ada-s-password-of-the-test" };
    const { target } = await serve(login);
    const credentials = { kind: "password", domainName: "ada-s-account", ...login } as const;
    const { settings, cloud, pace, clock } = target;
    const authUrl = `${settings.endpoint}/v3`;
    const own = { ...settings, authUrl, projectId: "ada-s-project", credentials };
    const pool = new RecordingPool({ cloud, pace, wishes, settings: own, now: clock.now });
    const client = createClient({ ...own }, clock, pool);
    await client.listNotebooks({ query: { limit: 50, offset: 0 } });
    await client.close();
    await target.close();
    const recording = pool.recording();
    assert.deepEqual(
      recording.exchanges.map(({ method, path }) => `${method} ${path}`),
      [`GET /v1/${"0".repeat(31)}1/notebooks`],
    );
    assert.doesNotMatch(JSON.stringify(recording), /ada-s-(project|account|password)|ada-of/);
  });

  for (const cloud of cloudNames) {
    it(`of ${cloud} gives the same results when it is replayed, and nothing is left over`, async () => {
      const { recording, results } = await record({ cloud, assume: { page: "start" } });
      assert.deepEqual(byVerdict({ results }).differs, ["page"]);
      // As a file holds it.
      const read = JSON.parse(JSON.stringify(recording)) as Recording;
      const server = await replay(read);
      try {
        assert.deepEqual(await replayed(read, server.clock, server.url), results);
        assert.deepEqual(server.left(), []);
      } finally {
        await server.close();
      }
    });
  }

  it("keeps what the checks look at: statuses, codes, times and the run's own name", async () => {
    const { recording } = await record();
    const update = recording.exchanges.find(
      ({ method, status }) => method === "PUT" && status === 400,
    );
    assert.equal((update?.answer as { error_code: string }).error_code, "ModelArts.6347");
    const create = recording.exchanges.find(
      ({ method, path }) => method === "POST" && path.endsWith("/notebooks"),
    );
    const { id, name, status, lease, user } = create?.answer as WireNotebook;
    assert.match(id, /^00000000-0000-4000-8000-[0-9a-f]{12}$/);
    assert.deepEqual({ name, status }, { name: NAME, status: "CREATING" });
    assert.equal(lease?.duration, 3_600_000);
    assert.match(user?.name ?? "", /^name-\d+$/);
    assert.deepEqual(Object.keys(create?.headers ?? {}), ["date", "content-type"]);
  });

  it("answers what it does not hold with an error that says so", async () => {
    const { recording } = await record();
    const server = await replay({ ...recording, exchanges: [] });
    const client = createClient({
      endpoint: server.url,
      authUrl: undefined,
      projectId: recording.project,
      credentials: { kind: "token", token: "another-token" },
      insecure: false,
      caCert: undefined,
    });
    try {
      await assert.rejects(client.showNotebook({ id: "n1" }), (error: ApiError) => {
        assert.match(error.message, /has no further exchange for GET \/v1\/.*\/notebooks\/n1\?/);
        return true;
      });
    } finally {
      await client.close();
      await server.close();
    }
  });
});

describe("conformance: placeholders", () => {
  const id = "7a1d2c3b-1111-4222-8333-444455556666";

  it("are the same for the same text and keep its shape", () => {
    const placeholders = new Placeholders();
    const answer = placeholders.inJson({
      id,
      owner: id,
      uri: "ssh://ma-user@10.1.2.3:22",
      other: "x",
    });
    const { id: first, owner, uri, other } = answer as Record<string, string>;
    assert.equal(first, "00000000-0000-4000-8000-000000000001");
    assert.equal(owner, first);
    assert.equal(uri, "https://host-1.example.com/");
    assert.equal(other, "other-1");
    assert.equal(placeholders.inPath(`/v1/p1/notebooks/${id}/start`).split("/")[4], first);
  });

  for (const [what, text, placeholder] of [
    ["an IPv4 address", "192.168.7.9", "198.51.100.1"],
    ["a range", "10.0.0.0/8", "198.51.100.1/8"],
    ["an IPv6 address", "fe80::1:2:3", "2001:db8::1"],
    ["an e-mail address", "ada@company.de", "user-1@example.com"],
    ["an id of 32 digits", "0123456789abcdef0123456789abcdef", `${"0".repeat(31)}1`],
  ] as const) {
    it(`stand for ${what}, in a field and in a message`, () => {
      assert.equal(new Placeholders().of(text, "noun"), placeholder);
      const message = new Placeholders().inJson({ error_msg: `Refused: ${text}.` });
      assert.deepEqual(message, { error_msg: `Refused: ${placeholder}.` });
    });
  }

  it("stand for a name that a message quotes, and for fields that nobody has heard of", () => {
    const placeholders = new Placeholders();
    const parts = {
      name: "ada-lovelace",
      new_field: ["hunter2"],
      tags: [{ key: "team", value: "" }],
    };
    assert.deepEqual(placeholders.inJson({ ...parts, fail_reason: "ada-lovelace has no quota." }), {
      name: "name-1",
      new_field: ["new-field-1"],
      tags: [{ key: "key-1", value: "" }],
      fail_reason: "name-1 has no quota.",
    });
  });

  it("leave what is the same for everybody: statuses, flavors, public images, documentation addresses", () => {
    const all = {
      status: "RUNNING",
      flavor: "modelarts.vm.cpu.2u",
      workspace_id: "0",
      create_at: 1687656452470,
      image: { id, name: "pytorch-1.8", type: "BUILD_IN" },
      allowed_access_ips: ["203.0.113.7", "203.0.113.0/28"],
    };
    assert.deepEqual(new Placeholders().inJson(all), {
      ...all,
      image: { ...all.image, id: "00000000-0000-4000-8000-000000000001" },
    });
    const own = { id: "own", name: "my-project-x", type: "DEDICATED" };
    assert.deepEqual(new Placeholders().inJson(own), {
      id: "id-1",
      name: "name-1",
      type: "DEDICATED",
    });
  });
});
