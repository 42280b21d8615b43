import assert from "node:assert/strict";
import fc from "fast-check";
import { listNotebooks } from "../../provider/cli/list";
import type { NotebookDetail } from "../../provider/wire/notebook";

interface Query {
  limit: number;
  offset: number;
}
type Page = { data: NotebookDetail[]; total?: number };

/** A client whose list is answered by a function. */
function clientOf(answer: (query: Query, calls: number) => Page) {
  const queries: Query[] = [];
  const list = ({ query }: { query?: object }) => {
    queries.push(query as Query);
    return Promise.resolve(answer(query as Query, queries.length));
  };
  return { client: { listNotebooks: list, listAllNotebooks: list }, queries };
}

const notebooks = (number: number): NotebookDetail[] =>
  Array.from({ length: number }, (_, index) => ({ id: `id-${index}` }));
const page = (all: NotebookDetail[], { limit, offset }: Query): Page => ({
  data: all.slice(offset, offset + limit),
  total: all.length,
});
const ids = (list: readonly NotebookDetail[]) => list.map(({ id }) => id).sort();

describe("listing notebooks for an import", () => {
  for (const number of [0, 1, 99, 100, 101, 199, 200, 1000]) {
    it(`given ${number}, finds each once`, async () => {
      const all = notebooks(number);
      const { client, queries } = clientOf((query) => page(all, query));
      assert.deepEqual(ids(await listNotebooks(client, {})), ids(all));
      assert.ok(queries.length <= number / 99 + 2, `${queries.length} requests`);
    });
  }

  it("given an API that gives less at once than it is asked for, finds all", async () => {
    const all = notebooks(95);
    const { client } = clientOf((query) => page(all, { ...query, limit: 10 }));
    assert.equal((await listNotebooks(client, {})).length, 95);
  });

  it("given an API that doesn't say how many there are, finds all", async () => {
    const all = notebooks(250);
    const { client } = clientOf((query) => ({ data: page(all, query).data }));
    assert.equal((await listNotebooks(client, {})).length, 250);
  });

  it("given any notebooks that vanish between pages, loses none of the others", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 400 }),
        fc.array(fc.array(fc.nat(400), { maxLength: 250 }), { maxLength: 8 }),
        async (number, removals) => {
          let all = notebooks(number);
          const { client } = clientOf((query, calls) => {
            const gone = new Set(removals[calls - 2]?.map((index) => `id-${index}`));
            all = all.filter(({ id }) => !gone.has(id));
            return page(all, query);
          });
          const found = new Set((await listNotebooks(client, {})).map(({ id }) => id));
          assert.deepEqual(
            all.filter(({ id }) => !found.has(id)),
            [],
          );
        },
      ),
    );
  });

  it("given notebooks that arrive in front, has none twice", async () => {
    let all = notebooks(250);
    const { client } = clientOf((query, calls) => {
      if (calls > 1) all = [{ id: `new-${calls}` }, ...all];
      return page(all, query);
    });
    const found = ids(await listNotebooks(client, {}));
    assert.equal(new Set(found).size, found.length);
    assert.ok(notebooks(250).every(({ id }) => found.includes(id)));
  });

  it("given an API that ignores the offset, does not pass off a part as the whole", async () => {
    const all = notebooks(250);
    const { client, queries } = clientOf((query) => page(all, { ...query, offset: 0 }));
    await assert.rejects(listNotebooks(client, {}), /there are 250, but gave only 100/);
    assert.ok(queries.length < 10);
  });

  it("given a list that never ends, gives it up", async () => {
    const { client, queries } = clientOf(({ offset, limit }) => ({
      data: Array.from({ length: limit }, (_, index) => ({ id: `id-${offset + index}` })),
    }));
    await assert.rejects(listNotebooks(client, {}), /given up after 1000 pages/);
    assert.equal(queries.length, 1000);
  });

  it("checks tags itself, all that are asked for", async () => {
    const tagged = (id: string, ...tags: [string, string][]) => ({
      id,
      tags: tags.map(([key, value]) => ({ key, value })),
    });
    const all = [
      tagged("both", ["team", "vision"], ["stage", "test"]),
      tagged("one", ["team", "vision"]),
      tagged("other-value", ["team", "speech"], ["stage", "test"]),
      { id: "none" },
    ];
    const { client, queries } = clientOf((query) => page(all, query));
    const tag = [
      { key: "team", value: "vision" },
      { key: "stage", value: "test" },
    ];
    assert.deepEqual(ids(await listNotebooks(client, { tag })), ["both"]);
    assert.ok(queries.every((query) => !("tags" in query)));
  });
});
