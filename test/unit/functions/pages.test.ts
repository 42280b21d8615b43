import assert from "node:assert/strict";
import fc from "fast-check";
import { everyRecord, type Page, type Range } from "../../../provider/resources/lists/pages";

interface Item {
  id: string;
}

/** How a cloud cuts a page out of all records. */
const cuts = {
  start: ({ offset }: Range) => offset,
  floor: ({ limit, offset }: Range) => Math.floor(offset / limit) * limit,
};

const items = (number: number): Item[] =>
  Array.from({ length: number }, (_, index) => ({ id: `id-${index}` }));
const page = (all: readonly Item[], { limit, offset }: Range): Page<Item> => ({
  data: all.slice(offset, offset + limit),
  total: all.length,
});
const ids = (list: readonly Item[]) => list.map(({ id }) => id).sort();

/** @param answer given how many pages were asked for by then, from 1. */
async function listed(answer: (range: Range, calls: number) => Page<Item>) {
  const ranges: Range[] = [];
  const list = (range: Range) => {
    ranges.push(range);
    return Promise.resolve(answer(range, ranges.length));
  };
  const found = await everyRecord(list, "notebooks").finally(() => {
    for (const { limit, offset } of ranges) {
      assert.equal(limit, 50);
      assert.equal(offset % 50, 0, `offset ${offset} is no multiple of the limit`);
    }
  });
  return { found: ids(found), requests: ranges.length };
}

describe("reading a list page by page", () => {
  for (const number of [0, 1, 49, 50, 51, 100, 121, 1000]) {
    for (const [how, startOf] of Object.entries(cuts)) {
      it(`given ${number} records and pages that begin at the ${how}, finds each once`, async () => {
        const all = items(number);
        const { found, requests } = await listed((range) =>
          page(all, { ...range, offset: startOf(range) }),
        );
        assert.deepEqual(found, ids(all));
        assert.equal(requests, Math.max(1, Math.ceil(number / 50)));
      });
    }
  }

  for (const number of [0, 49, 50, 121]) {
    it(`given ${number} records and a server without total, finds each once`, async () => {
      const all = items(number);
      const { found } = await listed((range) => ({ data: page(all, range).data }));
      assert.deepEqual(found, ids(all));
    });
  }

  it("given a total on some pages only, finds each once", async () => {
    const all = items(121);
    const { found } = await listed((range, calls) =>
      calls % 2 === 0 ? page(all, range) : { data: page(all, range).data },
    );
    assert.deepEqual(found, ids(all));
  });

  it("given a deletion on a page that was read, goes back for what moved up", async () => {
    let all = items(121);
    const { found, requests } = await listed((range, calls) => {
      if (calls === 2) all = all.slice(1);
      return page(all, range);
    });
    assert.deepEqual(found, ids(items(121)));
    assert.ok(requests <= 5, `${requests} requests`);
  });

  it("given a deletion that a creation makes up for, loses none", async () => {
    let all = items(121);
    const { found } = await listed((range, calls) => {
      if (calls === 2) all = [{ id: "new" }, ...all.slice(1)];
      return page(all, range);
    });
    assert.deepEqual(
      ids(items(121)).filter((id) => !found.includes(id)),
      [],
    );
  });

  it("given an unread record that vanishes while another comes, does not call it a loss", async () => {
    let all = items(100);
    const { found } = await listed((range, calls) => {
      if (calls === 2) all = [{ id: "new" }, ...all.filter(({ id }) => id !== "id-80")];
      return page(all, range);
    });
    assert.deepEqual(found, ids(all));
  });

  it("given any deletions, and creations in front, loses none that stays and has none twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 300 }),
        fc.array(
          fc.record({ gone: fc.array(fc.nat(300), { maxLength: 150 }), come: fc.nat(120) }),
          { maxLength: 10 },
        ),
        async (number, changes) => {
          let all = items(number);
          const { found } = await listed((range, calls) => {
            const { gone = [], come = 0 } = changes[calls - 2] ?? {};
            const removed = new Set(gone.map((index) => `id-${index}`));
            const fresh = Array.from({ length: come }, (_, index) => `new-${calls}-${index}`);
            all = [...fresh.map((id) => ({ id })), ...all.filter(({ id }) => !removed.has(id))];
            return page(all, range);
          });
          assert.equal(new Set(found).size, found.length);
          const stayed = all.filter(({ id }) => id.startsWith("id-"));
          assert.deepEqual(
            stayed.filter(({ id }) => !found.includes(id)),
            [],
          );
        },
      ),
    );
  });

  it("given a server that ignores the offset, does not pass off a part as the whole", async () => {
    const all = items(121);
    await assert.rejects(
      listed((range) => page(all, { ...range, offset: 0 })),
      /Listing the notebooks failed: ModelArts says that there are 121, but returned only 50\./,
    );
  });

  it("given a server that gives less than a page, does not pass off a part as the whole", async () => {
    const all = items(95);
    await assert.rejects(
      listed((range) => page(all, { ...range, limit: 10 })),
      /there are 95, but returned only 20/,
    );
  });

  it("given a server that ignores the offset and has no total, ends", async () => {
    const { found, requests } = await listed(() => ({ data: items(50) }));
    assert.deepEqual([found.length, requests], [50, 2]);
  });

  it("given a total that promises more pages than there are, ends at the first empty one", async () => {
    let requests = 0;
    const endless = listed((range, calls) => {
      requests = calls;
      return { data: page(items(50), range).data, total: 1_000_000 };
    });
    await assert.rejects(endless, /there are 1000000, but returned only 50/);
    assert.ok(requests < 10, `${requests} requests`);
  });

  it("given a list that never ends, gives it up", async () => {
    const endless = listed(({ offset, limit }) => ({
      data: Array.from({ length: limit }, (_, index) => ({ id: `id-${offset + index}` })),
    }));
    await assert.rejects(endless, /Listing the notebooks was given up after 2000 pages/);
  });

  it("tells after each page how many are known, and of how many", async () => {
    const told: number[][] = [];
    const list = (range: Range) => Promise.resolve(page(items(121), range));
    await everyRecord(list, "notebooks", (...numbers) => told.push(numbers));
    assert.deepEqual(told, [
      [50, 121],
      [100, 121],
      [121, 121],
    ]);
  });
});
