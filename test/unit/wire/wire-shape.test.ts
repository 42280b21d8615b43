import { strict as assert } from "node:assert";
import fc from "fast-check";
import { z } from "zod";
import { operations, type Operation } from "../../../provider/wire/operations";
import {
  camelKey,
  jsonPath,
  openEnum,
  read,
  ShapeError,
  snakeKey,
  write,
  writeQuery,
} from "../../../provider/wire/shape";

const Shelf = z.object({
  shelf_id: z.string(),
  kind: openEnum(["WOOD", "STEEL"]).optional(),
  all_books: z.array(z.object({ page_count: z.int().optional() })).optional(),
});

describe("wire: reading and writing", () => {
  it("given null at any depth, when it is read, then the field is missing", () => {
    const json = { shelf_id: "s", kind: null, all_books: [null, { page_count: null }] };
    assert.deepEqual(read(Shelf, json, "shelf"), { shelfId: "s", allBooks: [{}] });
  });

  it("given several violations, when it is read, then one error names each with its path", () => {
    const json = { kind: 5, all_books: [{}, { page_count: "many" }] };
    assert.throws(
      () => read(Shelf, json, "shelf"),
      (error: unknown) => {
        assert(error instanceof ShapeError);
        assert.equal(error.name, "ShapeError");
        assert.equal(error.what, "shelf");
        assert.deepEqual(
          error.violations.map(({ path }) => path),
          ["$.shelf_id", "$.kind", "$.all_books[1].page_count"],
        );
        assert.match(
          error.message,
          /^The answer is not a valid shelf: \$\.shelf_id: .*; \$\.kind: /,
        );
        return true;
      },
    );
  });

  for (const json of [null, undefined, [], "shelf", 5]) {
    it(`given ${JSON.stringify(json)} for the whole answer, then the error names the root`, () => {
      assert.throws(
        () => read(Shelf, json, "shelf"),
        (error: unknown) => error instanceof ShapeError && error.violations[0]?.path === "$",
      );
    });
  }

  it("given a body, when it is written, then its names are the API's and nothing is undefined", () => {
    const body = { shelfId: "s", kind: undefined, allBooks: [{ pageCount: 3 }, {}] };
    const written = write<z.input<typeof Shelf>>(body);
    assert.deepEqual(Object.entries(written), [
      ["shelf_id", "s"],
      ["all_books", [{ page_count: 3 }, {}]],
    ]);
  });

  it("given what was read, when it is written, then it is the answer again", () => {
    const shelf = fc.record(
      {
        shelf_id: fc.string(),
        kind: fc.string(),
        all_books: fc.array(
          fc.record(
            { page_count: fc.maxSafeInteger() },
            { requiredKeys: [], noNullPrototype: true },
          ),
        ),
      },
      { requiredKeys: ["shelf_id"], noNullPrototype: true },
    );
    fc.assert(
      fc.property(shelf, (json) => assert.deepEqual(write(read(Shelf, json, "shelf")), json)),
    );
  });

  const names: [wire: string, program: string][] = [
    ["id", "id"],
    ["create_at", "createAt"],
    ["support_res_categories", "supportResCategories"],
    ["workspaceId", "workspaceId"],
  ];
  for (const [wire, program] of names) {
    it(`given ${wire}, then programs call it ${program}`, () => {
      assert.equal(camelKey(wire), program);
    });
  }

  it("given any field of a request body, when it goes there and back, then it keeps its name", () => {
    const keys = Object.values<Operation>(operations).flatMap(({ body }) =>
      body === undefined ? [] : namesIn(z.toJSONSchema(body, { io: "input" }) as Schema),
    );
    assert(keys.includes("allowed_access_ips") && keys.includes("dew_secret_name"));
    for (const key of keys) assert.equal(snakeKey(camelKey(key)), key);
  });

  const paths: [parts: (string | number)[], root: string | undefined, path: string][] = [
    [[], undefined, "$"],
    [["endpoints", 0, "uri"], undefined, "$.endpoints[0].uri"],
    [[0, "id"], undefined, "$[0].id"],
    [["endpoints", 0, "uri"], "", "endpoints[0].uri"],
  ];
  for (const [parts, root, path] of paths) {
    it(`given ${JSON.stringify(parts)}, then the path is ${path}`, () => {
      assert.equal(jsonPath(parts, root), path);
    });
  }
});

describe("wire: queries", () => {
  const queries: [name: keyof typeof operations, values: object, query: object][] = [
    ["listNotebooks", {}, {}],
    ["listNotebooks", { workspaceId: "0" }, { workspaceId: "0", workspace_id: "0" }],
    [
      "listNotebooks",
      {
        poolId: "p",
        imageId: "i",
        swrPath: "s",
        sortKey: "name",
        sortDir: "ASC",
        limit: 5,
        offset: 0,
      },
      {
        pool_id: "p",
        image_id: "i",
        swr_path: "s",
        sort_key: "name",
        sort_dir: "ASC",
        limit: "5",
        offset: "0",
      },
    ],
    [
      "listImages",
      { nameFuzzyMatch: false, workspaceId: "0" },
      { name_fuzzy_match: "false", workspace_id: "0" },
    ],
    ["listFlavors", { category: "GPU", type: undefined }, { category: "GPU" }],
    ["startNotebook", { duration: -1, type: "timing" }, { duration: "-1", type: "timing" }],
    ["renewLease", { duration: 3_600_000, type: "idle" }, { duration: "3600000" }],
    ["listNotebooks", { unknown: "x" }, {}],
  ];
  for (const [name, values, query] of queries) {
    it(`given ${JSON.stringify(values)} for ${name}, then the query is ${JSON.stringify(query)}`, () => {
      const { query: shape } = operations[name] as Operation;
      assert(shape !== undefined);
      assert.deepEqual(writeQuery(shape, values), query);
    });
  }
});

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
}

function namesIn({ properties = {}, items }: Schema): string[] {
  const inner = [...Object.values(properties), ...(items === undefined ? [] : [items])];
  return [...Object.keys(properties), ...inner.flatMap(namesIn)];
}
