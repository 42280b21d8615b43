import { strict as assert } from "node:assert";
import {
  errorCodes,
  meaningOf,
  readErrorBody,
  type ErrorMeaning,
} from "../../../provider/wire/error";

describe("wire: errors", () => {
  /** How the client treats each code. */
  const meanings: Record<ErrorMeaning["treatAs"], string> = {
    gone: "6309 6404",
    busy: "6357",
    running: "6305",
    starting: "6306",
    stopped: "6307",
    stopping: "6308",
    stopFirst: "6304",
    wrongStatus: "6347",
    notPublished: "APIG.0101 APIGW.0101",
    retry: "6333 6355 6360",
    fail:
      "0202 0203 2786 2890 6301 6302 6323 6326 6327 6328 6329 6331 6334 6335 6336 6346 6348 6349 6400 " +
      "6650 6702 6772 6797 6927 6967 0113",
  };
  for (const [treatAs, codes] of Object.entries(meanings)) {
    it(`given ${codes.replaceAll(" ", ", ")}, then it is treated as ${treatAs}`, () => {
      const found = Object.keys(errorCodes).filter((code) => meaningOf(code)?.treatAs === treatAs);
      const expected = codes
        .split(" ")
        .map((code) => (code.includes(".") ? code : `ModelArts.${code}`));
      assert.deepEqual(found.sort(), expected.sort());
    });
  }

  for (const code of ["6301", "6302", "0113", "6323", "6328", "6329", "6326"]) {
    it(`given ModelArts.${code}, then there is a hint`, () => {
      assert.match(meaningOf(`ModelArts.${code}`)?.hint ?? "", /\.$/);
    });
  }

  for (const code of [undefined, "", "ModelArts.9999", "constructor", "__proto__"]) {
    it(`given ${code === undefined ? "no code" : `the code "${code}"`}, then it has no meaning`, () => {
      assert.equal(meaningOf(code), undefined);
    });
  }

  const bodies: [what: string, body: unknown, said: (string | undefined)[]][] = [
    ["ModelArts", { error_code: "ModelArts.6302", error_msg: "full" }, ["ModelArts.6302", "full"]],
    [
      "the gateway",
      { error_code: "APIGW.0301", error_msg: "who?", request_id: "r1" },
      ["APIGW.0301", "who?", "r1"],
    ],
    ["IAM", { error: { code: 401, message: "wrong", title: "Unauthorized" } }, ["401", "wrong"]],
    ["IAM without a code", { error: { message: "wrong" } }, [undefined, "wrong"]],
    ["null for the code", { error_code: null, error_msg: "full" }, [undefined, "full"]],
    ["a number for the code", { error_code: 6302, error_msg: "full" }, ["6302", "full"]],
    [
      "what steers a terminal",
      { error_code: "X.1", error_msg: "\u001b[2Jno\r\nmore\u202e" },
      ["X.1", "\ufffd[2Jno more\ufffd"],
    ],
    ["empty texts", { error_code: "", error_msg: "" }, []],
    ["an object for the message", { error_code: "X.1", error_msg: {} }, ["X.1"]],
    ["another framework", { status: 404, error: "Not Found" }, []],
    ["null for the error", { error: null }, []],
    ["a list", [1], []],
    ["null", null, []],
    ["a text", "error", []],
  ];
  for (const [what, body, [code, message, requestId]] of bodies) {
    it(`given an error of ${what}, then what it says is kept and nothing is made up`, () => {
      assert.deepEqual(readErrorBody(JSON.stringify(body)), { code, message, requestId });
    });
  }

  for (const body of ["", "<html>Bad Gateway</html>", "{"]) {
    it(`given "${body}" for an error, then it says nothing`, () => {
      const nothing = { code: undefined, message: undefined, requestId: undefined };
      assert.deepEqual(readErrorBody(body), nothing);
    });
  }
});
