import assert from "node:assert/strict";
import { ConnectionError } from "../../../provider/client/errors";
import { task, type Context } from "../../../provider/resources/tasks/task";
import { send } from "../../../provider/resources/notebook/operations/create";
import type { NotebookInputs } from "../../../provider/resources/notebook/inputs";
import { INPUTS } from "./lifecycle-fixture";

const SENT_AT = Date.parse("2026-01-01T00:00:00Z");
const HOUR_MS = 3_600_000;
const lost = () =>
  new ConnectionError(
    { doing: "Creating the notebook", method: "POST", path: "/notebooks" },
    "https://x",
    true,
    new Error("broken"),
  );

/** Each search needs a new id: a notebook that was found once is never found again in the same process. */
let made = 0;

/** @param aheadMs how far the service's clock is ahead of this machine's. */
function search(createAt: number, aheadMs: number, inputs: NotebookInputs = INPUTS) {
  const queries: object[] = [];
  let answered = false;
  const id = `made-${++made}`;
  const client = {
    within: () => client,
    createNotebook: () => Promise.reject(lost()),
    listNotebooks: ({ query }: { query: object }) => {
      queries.push(query);
      answered = true;
      const { imageId, ...rest } = inputs;
      return Promise.resolve({ data: [{ ...rest, id, image: { id: imageId }, createAt }] });
    },
    // Known only from the list's answer: the answer to the create was lost.
    serviceTime: (local: number) => local + (answered ? aheadMs : 0),
  };
  const clock = { now: () => SENT_AT };
  const context = { client, clock, log: () => undefined } as unknown as Context;
  return { found: send(task(context, "", "Creating the notebook", 1000), inputs), queries };
}

describe("the search for a notebook after a lost answer", () => {
  it("given a service whose clock is an hour behind, finds what was created since the request", async () => {
    assert.equal((await search(SENT_AT - HOUR_MS + 1000, -HOUR_MS).found).name, "dev");
  });

  it("given a service whose clock is an hour ahead, finds no older notebook of the same name", async () => {
    const { found } = search(SENT_AT + HOUR_MS / 2, HOUR_MS);
    await assert.rejects(
      found,
      /Whether it created one of these notebooks of the same name is unknown: made-\d/,
    );
  });

  it("asks for one page of a documented size, the newest first", async () => {
    const { found, queries } = search(SENT_AT, 0);
    await found;
    assert.deepEqual(queries, [
      {
        name: "dev",
        feature: undefined,
        workspaceId: undefined,
        limit: 50,
        offset: 0,
        sortKey: "create_at",
        sortDir: "DESC",
      },
    ]);
  });

  it("asks for the notebook's feature and workspace", async () => {
    const inputs = { ...INPUTS, feature: "DEFAULT", workspaceId: "7" } as NotebookInputs;
    const { found, queries } = search(SENT_AT, 0, inputs);
    await found.catch(() => undefined);
    const [{ feature, workspaceId }] = queries as [Record<string, unknown>];
    assert.deepEqual([feature, workspaceId], ["DEFAULT", "7"]);
  });
});
