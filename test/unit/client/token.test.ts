import { strict as assert } from "node:assert";
import { TokenRequest } from "../../../provider/wire/token";
import { write } from "../../../provider/wire/shape";
import {
  loginBody,
  TokenCache,
  type PasswordLogin,
  type Token,
} from "../../../provider/client/token";

const HOUR_MS = 3_600_000;

/** A cache before an IAM that gives out token-1, token-2 and so on for as long as is asked. */
function given(lifetimeMs = 24 * HOUR_MS) {
  const iam = { asked: 0, now: 0, lifetimeMs, refuses: false };
  const fetch = async (): Promise<Token> => {
    const value = `token-${++iam.asked}`;
    const { refuses } = iam;
    await Promise.resolve();
    if (refuses) throw new Error(`IAM refuses ${value}`);
    return { value, expiresAt: iam.now + iam.lifetimeMs, projectId: "p" };
  };
  const cache = new TokenCache(fetch, () => iam.now);
  return { iam, cache, get: async () => (await cache.get()).value };
}

describe("token: one for all requests", () => {
  it("given nobody needs one, then none is asked for", () => {
    assert.equal(given().iam.asked, 0);
  });

  it("given requests at the same time, then they share one token", async () => {
    const { iam, get } = given();
    assert.deepEqual(await Promise.all([get(), get(), get()]), ["token-1", "token-1", "token-1"]);
    assert.equal(await get(), "token-1");
    assert.equal(iam.asked, 1);
  });

  const ages: [age: string, ms: number, asked: number][] = [
    ["23 h 54 min", 24 * HOUR_MS - 6 * 60_000, 1],
    ["23 h 55 min", 24 * HOUR_MS - 5 * 60_000, 2],
    ["25 h", 25 * HOUR_MS, 2],
  ];
  for (const [age, ms, asked] of ages) {
    it(`given a token of 24 h that is ${age} old, then IAM was asked ${asked} times`, async () => {
      const { iam, get } = given();
      await get();
      iam.now += ms;
      assert.deepEqual(await Promise.all([get(), get()]), [`token-${asked}`, `token-${asked}`]);
      assert.equal(iam.asked, asked);
    });
  }

  it("given IAM's tokens end within minutes, then each request asks once and takes its answer", async () => {
    const { iam, get } = given(60_000);
    assert.equal(await get(), "token-1");
    assert.equal(iam.asked, 1);
    assert.equal(await get(), "token-2");
    assert.equal(iam.asked, 2);
  });
});

describe("token: refused or not given", () => {
  it("given a token was refused, then the very next request has a new one", async () => {
    const { cache, get } = given();
    const refused = await get();
    cache.invalidate(refused);
    assert.equal(await get(), "token-2");
    assert.equal(await get(), "token-2");
  });

  it("given several requests had it refused, then IAM is asked once", async () => {
    const { iam, cache, get } = given();
    const refused = await get();
    const again = async () => {
      cache.invalidate(refused);
      return get();
    };
    assert.deepEqual(await Promise.all([again(), again(), again()]), Array(3).fill("token-2"));
    // One whose 401 comes late, after the others' new token.
    assert.equal(await again(), "token-2");
    assert.equal(iam.asked, 2);
  });

  it("given IAM fails, then all who wait fail, and the next request asks again", async () => {
    const { iam, get } = given();
    iam.refuses = true;
    const answers = await Promise.allSettled([get(), get()]);
    assert.deepEqual(
      answers.map((each) => each.status === "rejected" && (each.reason as Error).message),
      ["IAM refuses token-1", "IAM refuses token-1"],
    );
    iam.refuses = false;
    assert.equal(await get(), "token-2");
    assert.equal(iam.asked, 2);
  });

  it("given IAM fails at a renewal, then the next request asks again", async () => {
    const { iam, get } = given();
    await get();
    iam.now += 25 * HOUR_MS;
    iam.refuses = true;
    await assert.rejects(get(), /token-2/);
    iam.refuses = false;
    assert.equal(await get(), "token-3");
  });
});

describe("token: the login", () => {
  const logins: [what: string, login: PasswordLogin, user: object, project: object][] = [
    [
      "a user name and a project's id",
      { userName: "ada", password: "pw", domainName: "d", projectId: "p", projectName: "eu-de" },
      { name: "ada", password: "pw", domain: { name: "d" } },
      { id: "p" },
    ],
    [
      "a user name and a project's name",
      { userName: "ada", password: "pw", domainName: "d", projectName: "eu-de" },
      { name: "ada", password: "pw", domain: { name: "d" } },
      { name: "eu-de", domain: { name: "d" } },
    ],
    [
      "a user's id, which needs no domain",
      { userId: "u", userName: "ada", password: "pw", domainName: "d", projectId: "p" },
      { id: "u", password: "pw" },
      { id: "p" },
    ],
    [
      "a user's id and no domain",
      { userId: "u", password: "pw", projectName: "eu-de" },
      { id: "u", password: "pw" },
      { name: "eu-de" },
    ],
  ];
  for (const [what, login, user, project] of logins) {
    it(`given ${what}, then IAM is asked as its reference says`, () => {
      const body = write(loginBody(login));
      const identity = { methods: ["password"], password: { user } };
      assert.deepEqual(body, { auth: { identity, scope: { project } } });
      assert(TokenRequest.safeParse(body).success);
    });
  }
});
