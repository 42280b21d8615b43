import assert from "node:assert/strict";
import { listNotebooks } from "../../../provider/cli/list/list-notebooks";
import type { NotebookDetail } from "../../../provider/wire/notebook";

describe("listing notebooks for a command", () => {
  it("checks tags itself, all that are asked for", async () => {
    const tagged = (id: string, ...tags: [string, string][]) => ({
      id,
      tags: tags.map(([key, value]) => ({ key, value })),
    });
    const all: NotebookDetail[] = [
      tagged("both", ["team", "vision"], ["stage", "test"]),
      tagged("one", ["team", "vision"]),
      tagged("other-value", ["team", "speech"], ["stage", "test"]),
      { id: "none" },
    ];
    const queries: object[] = [];
    const list = ({ query = {} }: { query?: object }) => {
      queries.push(query);
      return Promise.resolve({ data: all, total: all.length });
    };
    const client = {
      listNotebooks: list,
      listAllNotebooks: list,
      listWorkspaces: () => Promise.resolve({ workspaces: [] }),
    };
    const tag = [
      { key: "team", value: "vision" },
      { key: "stage", value: "test" },
    ];
    const { notebooks } = await listNotebooks(client, { tag });
    assert.deepEqual(
      notebooks.map(({ id }) => id),
      ["both"],
    );
    assert.ok(queries.length > 0 && queries.every((query) => !("tags" in query)));
  });
});
