import { strict as assert } from "node:assert";
import fc from "fast-check";
import { readOperation } from "../../../provider/client/answer";
import { AnswerError } from "../../../provider/client/errors";
import { Secrets } from "../../../provider/client/secrets";
import { operations, type Operation } from "../../../provider/wire/operations";
import { readResponse } from "../../../provider/wire/response";
import { read, ShapeError } from "../../../provider/wire/shape";
import { flavor, image, lease, notebook, page, type JsonObject } from "./wire-examples";

const rows: [name: string, operation: Operation][] = Object.entries(operations);
const lists = rows.filter(([, { rows }]) => rows !== undefined);
const ID = "f9937afa-631e-4a8f-a8f7-3b6c800585f0";

const isShapeErrorAt = (path: string) => (error: unknown) =>
  error instanceof ShapeError && error.violations[0]?.path === path;

describe("wire: what is no answer to an operation", () => {
  for (const [name, operation] of rows) {
    it(`given {} as the answer to ${name}, then it is an error`, () => {
      assert.throws(() => readResponse(operation, {}), ShapeError);
    });

    it(`given unknown fields only as the answer to ${name}, then it is an error`, () => {
      assert.throws(() => readResponse(operation, { result: "ok" }), ShapeError);
    });
  }

  for (const [name, operation] of lists) {
    const key = operation.rows ?? "";
    const others = { current: 0, pages: 1, size: 10 };
    const missing: [what: string, json: JsonObject, path: string][] = [
      ["no rows", { ...others, total: 0 }, `$.${key}`],
      ["null for the rows", { ...others, [key]: null }, `$.${key}`],
      ["null for the rows and a total", { ...others, [key]: null, total: 2 }, `$.${key}`],
      ["null for a row", { ...others, [key]: [null], total: 0 }, `$.${key}[0]`],
      ["no list for the rows", { ...others, [key]: {}, total: 0 }, `$.${key}`],
    ];
    for (const [what, json, path] of missing) {
      it(`given ${what} in the answer to ${name}, then the error names ${path}`, () => {
        assert.throws(() => readResponse(operation, json), isShapeErrorAt(path));
      });
    }

    it(`given null for the rows and a total of 0 in the answer to ${name}, then it is empty`, () => {
      const json = { ...others, [key]: null, total: 0 };
      assert.deepEqual((readResponse(operation, json) as Record<string, unknown>)[key], []);
    });
  }

  it("given the operations whose answer is a list, then each names the field with the rows", () => {
    const listing = rows.filter(([name]) => name.startsWith("list")).map(([name]) => name);
    assert.deepEqual(lists.map(([name]) => name).sort(), listing.sort());
  });

  it("given fewer mounts than their total, then it is an error: the list has no pages", () => {
    const json = { data: [{ id: "m1" }], total: 2 };
    assert.throws(() => readResponse(operations.listStorages, json), isShapeErrorAt("$.data"));
  });
});

describe("wire: an answer about another resource", () => {
  const other = "00000000-0000-4000-8000-000000000001";
  const echoing: [keyof typeof operations, JsonObject][] = [
    ["showNotebook", { id: other }],
    ["updateNotebook", { id: other }],
    ["deleteNotebook", { id: other }],
    ["startNotebook", { id: other }],
    ["stopNotebook", { id: other }],
    ["showImage", { id: other }],
    ["deleteImage", { id: other }],
    ["showStorage", { id: other }],
    ["detachStorage", { id: other }],
    ["showQuota", { name: "DEFAULT" }],
  ];
  for (const [name, json] of echoing) {
    const operation: Operation = operations[name];
    const path = { id: ID, storageId: "s1", feature: "NOTEBOOK" };
    it(`given ${name}, then it is an error`, () => {
      const [[field = "", parameter = ""] = []] = Object.entries(operation.echoes ?? {});
      assert.throws(() => readResponse(operation, json, path), isShapeErrorAt(`$.${field}`));
      const same = { ...json, [field]: path[parameter as keyof typeof path] };
      assert.doesNotThrow(() => readResponse(operation, same, path));
    });
  }

  it("given the id in other letters, then it is the same resource", () => {
    const { showNotebook } = operations;
    assert.doesNotThrow(() => readResponse(showNotebook, { id: ID }, { id: ID.toUpperCase() }));
  });

  it("given a request whose path names another kind of resource, then nothing is compared", () => {
    const { createImage, attachStorage } = operations;
    assert.doesNotThrow(() => readResponse(createImage, { id: "i1" }, { id: ID }));
    assert.doesNotThrow(() => readResponse(attachStorage, { id: "m1" }, { id: ID }));
  });
});

describe("wire: control characters in an answer", () => {
  const evil = "\u001b[31mred\u0007\r\nerror: forged\u009b2J\u202e\u2028more";
  const plain = "\ufffd[31mred\ufffd error: forged\ufffd2J\ufffd more";
  const answered = read(
    operations.showNotebook.response,
    {
      id: ID,
      status: evil,
      fail_reason: evil,
      description: evil,
      image: { status_message: evil },
      action_progress: [{ description: evil }],
      tags: [{ key: "a", value: evil }],
    },
    "notebook",
  );

  it("given a text that the cloud writes, then it is one line without them", () => {
    const { status, failReason, image: { statusMessage } = {}, actionProgress } = answered;
    assert.deepEqual(
      [status, failReason, statusMessage, actionProgress?.[0]?.stepDescription],
      [plain, plain, plain, plain],
    );
  });

  it("given a text of the user, then it keeps its lines, and has none that control a terminal", () => {
    const kept = "\ufffd[31mred\ufffd\r\nerror: forged\ufffd2J\u202e\u2028more";
    assert.deepEqual([answered.description, answered.tags?.[0]?.value], [kept, kept]);
  });
});

describe("wire: arbitrary JSON", () => {
  const keys = [
    ...new Set(
      [notebook, image, lease, flavor, page({})]
        .flatMap((example) => JSON.stringify(example).match(/"\w+"(?=:)/g) ?? [])
        .map((key) => key.slice(1, -1))
        .concat("workspaces", "projects", "domains", "error_code", "error", "__proto__"),
    ),
  ];
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 0, -1, 1.5, "", "0", ID, "RUNNING", "\u001b[0m"),
      fc.string({ unit: "binary" }),
      fc.double(),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...keys), tie("tree"), { maxKeys: 12 }),
    ),
  }));
  const texts = fc.oneof(
    tree.map((value) => JSON.stringify(value)),
    fc.json(),
    fc.string(),
  );
  const path = { id: ID, storageId: "s1", feature: "NOTEBOOK" };
  const answerTo = (operation: Operation, text: string) =>
    readOperation(
      { exchange: { doing: operation.doing, method: operation.method, path: "/" }, operation },
      { status: 200, headers: {}, text },
      path,
      new Secrets(["the-secret"]),
    );

  for (const [name, operation] of rows) {
    it(`given any answer to ${name}, then it is a valid value or an AnswerError`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          try {
            const value = answerTo(operation, text);
            // What was read is valid, so that reading it again gives the same.
            assert(value === undefined || typeof value === "object");
            assert.deepEqual(answerTo(operation, text), value);
          } catch (error) {
            if (!(error instanceof AnswerError)) throw error;
            assert.doesNotMatch(error.message, /[\p{Cc}\u202e]/u);
          }
        }),
        { numRuns: 150 },
      );
    });
  }

  for (const levels of [101, 200_000]) {
    it(`given ${levels} levels, then it is an AnswerError`, () => {
      const nested = `{"data":${"[".repeat(levels)}${"]".repeat(levels)}}`;
      assert.throws(() => answerTo(operations.listNotebooks, nested), AnswerError);
    });
  }
});
