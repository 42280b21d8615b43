/** Every kind of error shows its code once, at the end, wherever the error leaves the program. */
import assert from "node:assert/strict";
import { UsageError } from "../../provider/cli/usage";
import {
  AnswerError,
  ApiError,
  ConfigurationError,
  ConnectionError,
  messageCodeOf,
  ModelArtsError,
  shownMessage,
} from "../../provider/client/errors";
import type { MessageCode } from "../../provider/messages/registry";
import {
  FailedStatusError,
  NotFoundError,
  PartialFailure,
  TimeoutError,
  UnchangedError,
} from "../../provider/resources/shared/errors";
import { NotRunningError } from "../../provider/resources/tasks/running-notebook";
import { printOnce } from "../../provider/servers/dynamic/error-printing";
import { sayLastUp } from "../../provider/servers/dynamic/last-up";
import { failure } from "../../provider/servers/plugin/errors";
import { errorCodes } from "../../provider/wire/error";
import { partOf } from "./plugin/plugin-steps";

const exchange = { doing: "Reading the notebook", method: "GET", path: "/v1/p/notebooks/n" };
const api = (status: number, code?: string) => new ApiError(exchange, status, code, undefined, "r");
const busy = api(429);
const timeout = new TimeoutError("Creating the notebook", "n", { status: "CREATING" }, 1000, busy);

function thrownBy(work: () => never): Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}

const unset = new ConfigurationError("modelarts/not-configured", "ModelArts is not configured.");
const errors: [what: string, error: Error, code: MessageCode][] = [
  ["a status that is known", busy, "modelarts/too-many-requests"],
  ["a status that is unknown", api(418), "modelarts/refused"],
  ["a code of the API", api(400, "ModelArts.6302"), "modelarts/quota"],
  ["a code of the API without an entry", api(400, "ModelArts.6400"), "modelarts/refused"],
  [
    "no answer",
    new ConnectionError(exchange, "https://x", true, new Error("reset")),
    "modelarts/no-answer",
  ],
  ["an answer of no use", new AnswerError(exchange, "it is empty"), "modelarts/unusable-answer"],
  [
    "an answer that is an error",
    new AnswerError(exchange, "it is an error", { said: { code: "ModelArts.6797" } }),
    "modelarts/image",
  ],
  ["the configuration", unset, "modelarts/not-configured"],
  ["the configuration of the last update", thrownBy(() => sayLastUp(unset)), "modelarts/last-up"],
  ["a command line", new UsageError("--run needs a file."), "modelarts/usage"],
  [
    "a failed notebook",
    new FailedStatusError("Creating", "n", { status: "ERROR" }),
    "modelarts/failed-status",
  ],
  [
    "a frozen notebook",
    new FailedStatusError("Starting", "n", { status: "FROZEN" }),
    "modelarts/frozen",
  ],
  [
    "a stopped notebook",
    new NotRunningError("Mounting", "n", "STOPPED", busy),
    "modelarts/not-running",
  ],
  ["what is not found", new NotFoundError("n"), "modelarts/not-found"],
  [
    "an update that changed nothing",
    new UnchangedError("modelarts/disk-shrinks", "No."),
    "modelarts/disk-shrinks",
  ],
  ["a timeout, which quotes the last answer", timeout, "modelarts/timeout"],
  [
    "a partial failure, which carries another error",
    new PartialFailure("n", {}, timeout),
    "modelarts/timeout",
  ],
  ["a bug", new TypeError("x is not a function"), "modelarts/bug"],
];

const codesIn = (text: string) => text.match(/\[modelarts\/[a-z-]+\]/g);

describe("an error's code", () => {
  const print = console.error;
  before(() => (console.error = () => undefined));
  after(() => (console.error = print));

  for (const [what, error, code] of errors) {
    it(`is shown once, at the end, given ${what}`, async () => {
      assert.equal(messageCodeOf(error), code);
      const { read } = printOnce({ read: () => Promise.reject(error) });
      const dynamic = () =>
        read().then(
          () => assert.fail("it succeeded"),
          (reason: Error) => reason,
        );
      // One error may reach several resources.
      const [first, second] = [await dynamic(), await dynamic()];
      const inPlugin = failure(error);
      const shown = [shownMessage(error), first.message, second.message, inPlugin.message];
      if (error instanceof PartialFailure) {
        shown.push(...partOf(inPlugin).getReasonsList(), ...(first as PartialFailure).reasons);
      }
      for (const text of shown) {
        assert.deepEqual(codesIn(text), [`[${code}]`], text);
        assert.ok(text.endsWith(` [${code}]`), text);
      }
      assert.equal(codesIn(error.message), null);
    });
  }

  it("is there for every code of the API, and for any error of ours the compiler asks for one", () => {
    for (const code of Object.keys(errorCodes)) {
      assert.match(api(400, code).messageCode, /^modelarts\/[a-z-]+$/, code);
    }
    // @ts-expect-error a code that is not in the registry
    new ModelArtsError("modelarts/none", "No.");
    // @ts-expect-error no code
    new ModelArtsError("No.");
  });
});
