import { strict as assert } from "node:assert";
import {
  AnswerError,
  ApiError,
  ConfigurationError,
  ConnectionError,
  isGone,
  ModelArtsError,
  type Exchange,
} from "../../../provider/client/errors";
import { operations } from "../../../provider/wire/operations";

const reading: Exchange = {
  doing: "Reading the notebook",
  method: "GET",
  path: "/v1/p1/notebooks/n1",
  service: "modelarts",
};
const login: Exchange = {
  doing: "Logging in to IAM",
  method: "POST",
  path: "/v3/auth/tokens",
  service: "iam",
};

function api(
  status: number,
  { code, message, id }: { code?: string; message?: string; id?: string },
  exchange = reading,
): ApiError {
  return new ApiError(exchange, status, code, message, id);
}

describe("errors: what they say", () => {
  const methodAndPath = "[GET /v1/p1/notebooks/n1]";
  const sentences: [what: string, error: Error, sentence: string][] = [
    [
      "a code that is known",
      api(400, { code: "ModelArts.6302", message: "Full.", id: "r1" }),
      "Reading the notebook failed: ModelArts answered 400 (ModelArts.6302: Full). Delete notebooks " +
        "that are not needed, or ask for a higher quota. [GET /v1/p1/notebooks/n1, request id r1]",
    ],
    [
      "a code without a message",
      api(400, { code: "ModelArts.6357" }),
      "Reading the notebook failed: ModelArts answered 400 (ModelArts.6357: Another operation is " +
        `running on the instance, or it is in the target state already). ${methodAndPath}`,
    ],
    [
      "a code that is unknown",
      api(400, { code: "ModelArts.9999", message: "New" }),
      `Reading the notebook failed: ModelArts answered 400 (ModelArts.9999: New). ${methodAndPath}`,
    ],
    [
      "403 with a code that is unknown",
      api(403, { code: "APIGW.0302", message: "No." }),
      "Reading the notebook failed: ModelArts answered 403 (APIGW.0302: No). Ask the account's " +
        `administrator for permission on ModelArts notebooks in this project. ${methodAndPath}`,
    ],
    [
      "a status alone",
      api(500, {}),
      "Reading the notebook failed: ModelArts answered 500. Run the command again; if that does not " +
        `help, give the request id to the support. ${methodAndPath}`,
    ],
    [
      "a status that nothing helps with",
      api(418, {}),
      `Reading the notebook failed: ModelArts answered 418. ${methodAndPath}`,
    ],
    [
      "IAM, whose code is the status",
      api(400, { code: "400", message: "Bad scope" }, login),
      "Logging in to IAM failed: IAM answered 400 (Bad scope). [POST /v3/auth/tokens]",
    ],
    [
      "no answer",
      new ConnectionError(reading, "https://modelarts.example.com", false, new Error("ENOTFOUND")),
      "Reading the notebook failed: no answer from https://modelarts.example.com (ENOTFOUND). Check " +
        "the endpoint (modelarts:endpoint, MODELARTS_ENDPOINT), the region and the network. " +
        methodAndPath,
    ],
    [
      "no answer from this machine",
      new ConnectionError(reading, "http://127.0.0.1:8080", false, new Error("ECONNREFUSED")),
      "Reading the notebook failed: no answer from http://127.0.0.1:8080 (ECONNREFUSED). Is the simulator running? " +
        `The endpoint (modelarts:endpoint, MODELARTS_ENDPOINT) is on this machine. ${methodAndPath}`,
    ],
    [
      "no answer from IAM",
      new ConnectionError(login, "https://iam.example.com", false, new Error("ENOTFOUND")),
      "Logging in to IAM failed: no answer from https://iam.example.com (ENOTFOUND). Check the " +
        "address (modelarts:authUrl, HW_AUTH_URL, OS_AUTH_URL), the region and the network. " +
        "[POST /v3/auth/tokens]",
    ],
    [
      "an answer that is of no use",
      new AnswerError(reading, "the answer is empty."),
      "Reading the notebook failed: the answer is empty. Check that the endpoint " +
        `(modelarts:endpoint, MODELARTS_ENDPOINT) leads to ModelArts. ${methodAndPath}`,
    ],
  ];
  for (const [what, error, sentence] of sentences) {
    it(`given ${what}, then the error says what was tried, what came back and what to do`, () => {
      assert.equal(error.message, sentence);
    });
  }
});

describe("errors: what they keep", () => {
  it("given an answer with an error, then its parts are there for programs", () => {
    const error = new ApiError(reading, 429, "APIGW.0308", "slow down", "r1", 7_000);
    assert.deepEqual(
      { ...error },
      {
        name: "ApiError",
        messageCode: "modelarts/too-many-requests",
        exchange: reading,
        status: 429,
        code: "APIGW.0308",
        apiMessage: "slow down",
        requestId: "r1",
        retryAfterMs: 7_000,
        meaning: "fail",
      },
    );
  });

  it("given a connection that failed, then its cause is kept", () => {
    const cause = new Error("ECONNRESET");
    const error = new ConnectionError(reading, "https://example.com", true, cause);
    assert.equal(error.cause, cause);
    assert.equal(error.isSent, true);
  });

  const errors: [name: string, error: Error][] = [
    ["ApiError", api(500, {})],
    ["ConnectionError", new ConnectionError(reading, "https://example.com", true, new Error())],
    ["AnswerError", new AnswerError(reading, "it is empty")],
    ["ConfigurationError", new ConfigurationError("modelarts/not-configured", "no region")],
  ];
  for (const [name, error] of errors) {
    it(`given ${name}, then it bears its name and is one that needs no stack`, () => {
      assert.equal(error.name, name);
      assert(error instanceof ModelArtsError);
    });
  }

  const itself = { ...reading, gone: operations.showNotebook.gone };
  const gone: [what: string, error: unknown, isGone: boolean][] = [
    ["404 without a code", api(404, {}, itself), false],
    ["ModelArts.6404 on its own path", api(400, { code: "ModelArts.6404" }, itself), true],
    ["ModelArts.6309 on its own path", api(404, { code: "ModelArts.6309" }, itself), true],
    ["ModelArts.6404 on another path", api(404, { code: "ModelArts.6404" }), false],
    ["the gateway's 404 (APIG)", api(404, { code: "APIG.0101" }, itself), false],
    ["the gateway's 404 (APIGW)", api(404, { code: "APIGW.0101" }, itself), false],
    ["another project's 404", api(404, { code: "ModelArts.2786" }, itself), false],
    ["a missing project's 404", api(404, { code: "ModelArts.6650" }, itself), false],
    ["a missing pool's 404", api(404, { code: "ModelArts.2890" }, itself), false],
    ["an image's code on a notebook's path", api(400, { code: "ModelArts.6797" }, itself), false],
    ["404 with a code that means something else", api(404, { code: "ModelArts.6357" }), false],
    ["400", api(400, {}), false],
    ["no answer", new ConnectionError(reading, "https://example.com", true, new Error()), false],
    ["any other error", new Error("404"), false],
  ];
  for (const [what, error, expected] of gone) {
    it(`given ${what}, then the notebook is ${expected ? "gone" : "not known to be gone"}`, () => {
      assert.equal(isGone(error), expected);
    });
  }
});
