import { strict as assert } from "node:assert";
import { inspect } from "node:util";
import { AnswerError, ApiError, isGone } from "../../../provider/client/errors";
import type { Settings } from "../../../provider/client/settings";
import { FEW_TRIES } from "../../../provider/client/retry";
import { operations } from "../../../provider/wire/operations";
import {
  aksk,
  issued,
  password,
  readyToken,
  START,
  useTransports,
  type AnswerData,
  type Answering,
} from "./transport-steps";

const { deleteNotebook, listNotebooks, showNotebook } = operations;
const input = { path: { id: "n1" } };
const methodAndPath = "[GET /v1/p1/notebooks/n1]";

async function failureOf(answer: Promise<unknown>): Promise<Error> {
  return answer.then(
    () => assert.fail("it was answered"),
    (error: Error) => error,
  );
}

describe("transport: answers", () => {
  const given = useTransports();

  for (const status of [200, 201, 202]) {
    it(`given ${status} with a notebook, then it is read`, async () => {
      const { transport } = await given({
        answers: [{ status, body: { id: "n1", create_at: 5 } }],
      });
      assert.deepEqual(await transport.send(showNotebook, input), { id: "n1", createAt: 5 });
    });
  }

  const changes = ["updateNotebook", "stopNotebook", "renewLease", "deleteImage", "detachStorage"];
  for (const name of changes as (keyof typeof operations)[]) {
    for (const status of [200, 204]) {
      it(`given ${status} without a body to ${name}, then it has taken effect`, async () => {
        const { transport } = await given({ answers: [{ status, body: "" }] });
        const path = { id: "n1", storageId: "s1" };
        assert.equal(await transport.send(operations[name], { path }), undefined);
      });
    }
  }

  it("given an update's answer without an id, as the reference shows, then it is read", async () => {
    const body = { name: "lab", flavor: "f", endpoints: [{ allowed_access_ips: ["1.1.1.1"] }] };
    const { transport } = await given({ answers: [{ body }] });
    const answer = await transport.send(operations.updateNotebook, input);
    assert.deepEqual(answer, {
      name: "lab",
      flavor: "f",
      endpoints: [{ allowedAccessIps: ["1.1.1.1"] }],
    });
  });

  it("given a create's answer without an id, then it can't be used", async () => {
    const { transport } = await given({ answers: [{ body: { name: "lab" } }] });
    const answer = transport.send(operations.createNotebook, { body: {} });
    assert((await failureOf(answer)) instanceof AnswerError);
  });

  it("given a Date header, then the service's time is known to the second", async () => {
    const date = "Tue, 24 Nov 2026 08:00:00 GMT"; // More than an hour ahead of the local clock.
    const { transport } = await given({
      answers: [{ headers: { date }, body: { id: "n1" } }],
    });
    assert.equal(transport.serviceTime(), START);
    await transport.send(showNotebook, input);
    assert.ok(Math.abs(transport.serviceTime() - Date.parse(date)) <= 1000);
    assert.equal(transport.serviceTime(START + 5) - transport.serviceTime(START), 5);
  });

  const unusable: [what: string, body: unknown, reason: string][] = [
    [
      "broken JSON",
      '{"id": "the-notebook-token',
      "the answer is not JSON, although its status is 200",
    ],
    [
      "HTML",
      "<html>the-notebook-token</html>",
      "the answer is not JSON, although its status is 200",
    ],
    ["nothing", "", "the answer is empty, although its status is 200"],
  ];
  for (const [what, body, reason] of unusable) {
    it(`given ${what} at each of a few tries, then the error says so, without the content`, async () => {
      const { transport, seen } = await given({ answers: [{ body }] });
      const error = await failureOf(transport.send(showNotebook, input));
      assert(error instanceof AnswerError);
      assert.equal(
        error.message,
        `Reading the notebook failed: ${reason}. Check that the endpoint (modelarts:endpoint, ` +
          `MODELARTS_ENDPOINT) leads to ModelArts. ${methodAndPath} Tried 3 times in 2 s.`,
      );
      assert(!inspect(error).includes("the-notebook-token"));
      assert.equal(seen.length, FEW_TRIES);
    });
  }

  it("given an empty answer to a list, then it is an error and not an empty list", async () => {
    const { transport } = await given({ answers: [{ body: "" }] });
    assert((await failureOf(transport.send(listNotebooks, {}))) instanceof AnswerError);
  });

  it("given an answer of another shape, then the error names the path and keeps the cause", async () => {
    const body = { id: "n", token: "the-notebook-token", endpoints: [{ uri: 5 }] };
    const { transport } = await given({ answers: [{ body }] });
    const error = await failureOf(transport.send(showNotebook, input));
    assert(error instanceof AnswerError);
    assert.match(
      error.message,
      /^Reading the notebook failed: the answer is not a valid notebook: \$\.endpoints\[0\]\.uri: /,
    );
    assert.equal((error.cause as Error).name, "ShapeError");
    assert(!inspect(error).includes("the-notebook-token"));
  });

  it("given a redirect, then nobody follows it", async () => {
    const { transport, seen } = await given({
      answers: [{ status: 302, headers: { location: "/elsewhere" }, body: "" }, {}],
    });
    const error = await failureOf(transport.send(showNotebook, input));
    assert(error instanceof ApiError && error.status === 302);
    assert.equal(seen.length, 1);
  });
});

describe("transport: errors that the services answer", () => {
  const given = useTransports();
  type Expected = Partial<Pick<ApiError, "code" | "apiMessage" | "requestId" | "meaning">>;
  const errors: [what: string, answer: AnswerData, expected: Expected][] = [
    [
      "ModelArts",
      {
        status: 400,
        headers: { "X-Request-Id": "r1" },
        body: { error_code: "ModelArts.6302", error_msg: "too many" },
      },
      { code: "ModelArts.6302", apiMessage: "too many", requestId: "r1", meaning: "fail" },
    ],
    [
      "the gateway, which has the request id in its body",
      {
        status: 401,
        body: { error_code: "APIGW.0301", error_msg: "Incorrect signature", request_id: "r2" },
      },
      { code: "APIGW.0301", apiMessage: "Incorrect signature", requestId: "r2", meaning: "fail" },
    ],
    [
      "ModelArts for a notebook that is gone",
      { status: 400, body: { error_code: "ModelArts.6404", error_msg: "no such notebook" } },
      { code: "ModelArts.6404", meaning: "gone" },
    ],
    ["a proxy", { status: 404, body: "<html></html>" }, { code: undefined, meaning: "fail" }],
    ["another framework", { status: 403, body: { error: "Forbidden" } }, { apiMessage: undefined }],
  ];
  for (const [what, answer, expected] of errors) {
    it(`given an error of ${what}, then it keeps the code, the message and the request id`, async () => {
      const { transport } = await given({ answers: [answer] });
      const error = await failureOf(transport.send(deleteNotebook, input));
      assert(error instanceof ApiError);
      assert.equal(error.status, answer.status);
      for (const [key, value] of Object.entries(expected))
        assert.equal(error[key as keyof Expected], value);
      assert.equal(isGone(error), expected.meaning === "gone");
    });
  }

  it("given IAM refuses the login, then the error speaks of IAM", async () => {
    const body = { error: { code: 401, message: "The password is wrong.", title: "Unauthorized" } };
    const { transport } = await given({
      settings: { credentials: password },
      answers: [{ status: 401, headers: { "X-Request-Id": "r3" }, body }],
    });
    const error = await failureOf(transport.send(showNotebook, input));
    assert.equal(
      error.message,
      "Logging in to IAM failed: IAM answered 401 (The password is wrong). Check the credentials, " +
        "the project id and this machine's clock. [POST /v3/auth/tokens, request id r3]",
    );
  });

  const { body: login } = issued("T1") as { body: { token: object } };
  const logins: [what: string, answer: Answering, path: RegExp][] = [
    ["no token in the header", { body: login }, /x-subject-token: is missing/],
    ["an empty token", { headers: { "x-subject-token": "" }, body: login }, /x-subject-token: is/],
    [
      "no project",
      { headers: { "x-subject-token": "T1" }, body: { token: { expires_at: "2026-11-25" } } },
      /\$\.token\.project\.id: is missing/,
    ],
    [
      "no date",
      { headers: { "x-subject-token": "T1" }, body: { token: { expires_at: "soon" } } },
      /\$\.token\.expires_at: must be a date/,
    ],
  ];
  for (const [what, answer, reason] of logins) {
    it(`given IAM's answer has ${what}, then the error says so`, async () => {
      const settings = { credentials: password, projectId: undefined };
      const { transport, seen } = await given({ settings, answers: [answer] });
      const error = await failureOf(transport.send(showNotebook, input));
      assert(error instanceof AnswerError);
      assert.match(error.message, /^Logging in to IAM failed: the answer is not a valid token: /);
      assert.match(error.message, reason);
      assert.equal(seen.length, FEW_TRIES);
    });
  }
});

describe("transport: secrets that a server sends back", () => {
  const given = useTransports();
  const temporary = { ...aksk, securityToken: "the-security-token" };
  const cases: [what: string, credentials: Settings["credentials"], secrets: string[]][] = [
    ["the secret key", aksk, ["the-secret-key"]],
    ["the security token", temporary, ["the-secret-key", "the-security-token"]],
    ["a ready token", readyToken, ["the-ready-token"]],
    ["the password and IAM's token", password, ["the-password", "the-iam-token"]],
  ];
  for (const [what, credentials, secrets] of cases) {
    it(`given ${what} in every part of an error, then the error is without it`, async () => {
      const said = secrets.join(" and ");
      const echo = {
        status: 400,
        headers: { "x-request-id": said },
        body: { error_code: said, error_msg: `${said} are wrong, ${said}!`, request_id: said },
      };
      const isLogin = credentials.kind === "password";
      const { transport } = await given({
        settings: { credentials },
        answers: [...(isLogin ? [issued("the-iam-token")] : []), echo],
      });
      const error = await failureOf(transport.send(showNotebook, input));
      assert.match(error.message, /\[secret\].* are wrong, \[secret\]/);
      for (const secret of secrets) assert(!inspect(error, { depth: 9 }).includes(secret), secret);
    });
  }
});
