import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { z } from "zod";
import { CreateNotebook, UpdateNotebook } from "../../../provider/wire/notebook-inputs";
import { ListNotebooksQuery } from "../../../provider/wire/notebook";
import { camelKey, read, write, writeQuery } from "../../../provider/wire/shape";
import { TagsRequest } from "../../../provider/wire/tags";

const GUID = "e1a07296-22a8-4f05-8bc8-e936c8e54090";
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = (pattern: RegExp) => fc.stringMatching(pattern);

const lease = fc.record(
  {
    duration: fc.integer({ min: 3_600_000, max: 259_200_000 }),
    type: fc.constantFrom("timing", "idle"),
  },
  { requiredKeys: [] },
);
const endpoint = fc.record(
  {
    service: fc.constant("SSH"),
    allowedAccessIps: fc.uniqueArray(fc.ipV4(), { maxLength: 5 }),
    keyPairNames: fc.array(text(/^[\w-]{1,20}$/), { maxLength: 3 }),
  },
  { requiredKeys: ["service"] },
);
const fields = {
  name: text(/^[\w-]{1,60}$/),
  // Line breaks and Arabic marks are text.
  description: text(/^[a-zA-Z0-9 .,\n\u200f\u4e00-\u4eff]{0,80}$/),
  flavor: text(/^[a-z0-9.]{1,30}$/),
  imageId: fc.constant(GUID),
  endpoints: fc.array(endpoint, { maxLength: 1 }),
};
const creation = fc.record(
  {
    ...fields,
    volume: fc.record(
      {
        category: fc.constantFrom("EVS", "EFS"),
        ownership: fc.constant("MANAGED"),
        capacity: fc.integer({ min: 5, max: 4096 }),
      },
      { requiredKeys: ["category", "ownership"] },
    ),
    lease,
    workspaceId: text(/^[a-z0-9-]{1,20}$/),
  },
  { requiredKeys: ["name", "flavor", "imageId", "volume"] },
);
const update = fc.record(
  { ...fields, storageNewSize: fc.integer({ min: 5, max: 4096 }) },
  { requiredKeys: [] },
);
/** Keys that look like names of the API or of programs: they are never renamed. */
const tagText = fc.oneof(text(/^[a-zA-Z_][\w:]{0,20}$/), fc.constantFrom("aB", "a_b", "create_at"));
const tags = fc.record({ tags: fc.array(fc.record({ key: tagText, value: tagText })) });

const bodies: [what: string, values: fc.Arbitrary<object>, shape: z.ZodType][] = [
  ["a create", creation, CreateNotebook],
  ["an update", update, UpdateNotebook],
  ["tags", tags, TagsRequest],
];

describe("wire: what is written and read again", () => {
  for (const [what, values, shape] of bodies) {
    it(`given the body of ${what}, then it is the same`, () => {
      fc.assert(
        fc.property(values, (value) => {
          const sent = JSON.parse(JSON.stringify(write(value))) as unknown;
          assert.deepEqual(read(shape, sent, what), JSON.parse(JSON.stringify(value)));
        }),
      );
    });
  }

  it("given a query, then each value is under its parameter, and absent ones are not sent", () => {
    const query = fc.record({
      limit: some(fc.integer({ min: 1, max: 50 })),
      workspaceId: some(tagText),
      poolId: some(tagText),
      sortDir: some(fc.constantFrom("ASC", "DESC")),
    });
    fc.assert(
      fc.property(query, (values) => {
        const sent = writeQuery(ListNotebooksQuery, values);
        const again = Object.entries(ListNotebooksQuery.parse(sent)).map(([key, value]) => [
          camelKey(key),
          value,
        ]);
        const given = Object.entries(values).filter(([, value]) => value !== undefined);
        assert.deepEqual(Object.fromEntries(again), Object.fromEntries(given));
      }),
    );
  });
});
