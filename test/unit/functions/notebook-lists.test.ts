import assert from "node:assert/strict";
import { AnswerError, ApiError, ConnectionError } from "../../../provider/client/errors";
import { coverageLines } from "../../../provider/cli/list/coverage";
import { everyImage } from "../../../provider/resources/lists/image-lists";
import {
  everyNotebook,
  type NotebookFilters,
} from "../../../provider/resources/lists/notebook-lists";
import { functions } from "../../../provider/resources/functions/functions";
import type { Client } from "../../../provider/client/client";

interface Notebook {
  id: string;
  name?: string;
  feature?: string;
  workspaceId?: string;
  createAt?: number;
}

interface Query {
  feature?: string;
  workspaceId?: string;
  name?: string;
  limit: number;
  offset: number;
  sortKey?: string;
  sortDir?: string;
  type?: string;
}

const exchange = (path: string) => ({ doing: "Listing", method: "GET", path });
const refusal = (status: number, code?: string) =>
  new ApiError(exchange("/refused"), status, code, "no", "r-1");
const NO_OPERATION = refusal(404, "APIG.0101");

interface Account {
  notebooks: Notebook[];
  /** Beside the default one; an error is what their list answers. */
  workspaces?: { id: string; name: string }[] | Error;
  /** A list without a workspace is about all of them. */
  listsAllWorkspaces?: boolean;
  /** What a list answers instead. */
  refuses?: (query: Query) => Error | undefined;
}

/** A cloud as the pages describe it: undeclared, a list is about NOTEBOOK, and about workspace 0. */
function cloud({ notebooks, workspaces = [], listsAllWorkspaces, refuses }: Account) {
  const asked: Query[] = [];
  let [workspaceLists, allUsersLists] = [0, 0];
  const list = ({ query }: { query?: object }) => {
    const given = query as Query;
    asked.push(given);
    const error = refuses?.(given);
    if (error !== undefined) return Promise.reject(error);
    const { feature = "NOTEBOOK", workspaceId = listsAllWorkspaces ? undefined : "0" } = given;
    const found = notebooks.filter(
      (each) =>
        (each.feature ?? "NOTEBOOK") === feature &&
        (workspaceId === undefined || (each.workspaceId ?? "0") === workspaceId) &&
        (given.name === undefined || each.name?.includes(given.name)),
    );
    const data = found.slice(given.offset, given.offset + given.limit);
    return Promise.resolve({ data, total: found.length });
  };
  const client = {
    listNotebooks: list,
    listAllNotebooks: (call: { query?: object }) => {
      allUsersLists++;
      return list(call);
    },
    showNotebook: ({ id }: { id: string }) =>
      Promise.resolve(notebooks.find((each) => each.id === id)),
    listWorkspaces: ({ query }: { query?: { limit?: number; offset?: number } }) => {
      workspaceLists++;
      if (workspaces instanceof Error) return Promise.reject(workspaces);
      const { limit = 1000, offset = 0 } = query ?? {};
      const all = [{ id: "0", name: "default" }, ...workspaces];
      const page = all.slice(offset * limit, (offset + 1) * limit);
      return Promise.resolve({ workspaces: page, totalCount: all.length, count: page.length });
    },
  } as unknown as Client;
  return { client, asked, counts: () => ({ workspaceLists, allUsersLists }) };
}

const lab = { id: "lab" };
const codeLab = { id: "codelab", feature: "DEFAULT" };
const ofTeam = { id: "of-team", workspaceId: "w1" };
const codeLabOfTeam = { id: "codelab-of-team", feature: "DEFAULT", workspaceId: "w1" };
const everywhere = [lab, codeLab, ofTeam, codeLabOfTeam];
const team = { id: "w1", name: "team" };

async function listed(account: Account, filters: NotebookFilters = {}) {
  const { client, asked, counts } = cloud(account);
  const { notebooks, coverage } = await everyNotebook(client, filters);
  return {
    ids: notebooks.map(({ id }) => id).sort(),
    lines: coverageLines(coverage),
    coverage,
    asked,
    ...counts(),
  };
}

describe("listing every notebook", () => {
  it("looks in each workspace for each feature, and asks for workspaces once", async () => {
    const { ids, lines, asked, workspaceLists } = await listed({
      notebooks: everywhere,
      workspaces: [team],
    });
    assert.deepEqual(ids, everywhere.map(({ id }) => id).sort());
    assert.deepEqual(lines, ["Looked in workspaces default (0) and team (w1), CodeLab included."]);
    assert.equal(workspaceLists, 1);
    assert.deepEqual(
      asked.map(({ feature, workspaceId }) => [feature, workspaceId]),
      [
        ["NOTEBOOK", undefined],
        ["DEFAULT", undefined],
        ["NOTEBOOK", "w1"],
        ["DEFAULT", "w1"],
      ],
    );
  });

  it("finds 121 notebooks by whole pages, the newest first", async () => {
    const notebooks = Array.from({ length: 121 }, (_, index) => ({ id: `id-${index}` }));
    const { ids, asked } = await listed({ notebooks });
    assert.deepEqual(ids, notebooks.map(({ id }) => id).sort());
    for (const { limit, offset, sortKey, sortDir } of asked) {
      assert.deepEqual([limit, offset % 50, sortKey, sortDir], [50, 0, "create_at", "DESC"]);
    }
  });

  it("finds each once where a list without a workspace has all of them", async () => {
    const { ids } = await listed({
      notebooks: everywhere,
      workspaces: [team],
      listsAllWorkspaces: true,
    });
    assert.deepEqual(ids, everywhere.map(({ id }) => id).sort());
  });

  it("finds more workspaces than a page of them has", async () => {
    const workspaces = Array.from({ length: 1200 }, (_, index) => ({
      id: `w${index}`,
      name: `n${index}`,
    }));
    const notebooks = [{ id: "last", workspaceId: "w1199" }];
    const { ids, lines, workspaceLists } = await listed({ notebooks, workspaces });
    assert.deepEqual([ids, workspaceLists], [["last"], 2]);
    assert.match(
      lines.join("\n"),
      /^Looked in workspaces default \(0\), n0 \(w0\).* and 1191 more,/,
    );
  });

  for (const code of ["APIG.0101", "APIGW.0101"]) {
    it(`given a cloud without workspaces (${code}), one list each has everything`, async () => {
      const { ids, lines, asked } = await listed({
        notebooks: everywhere,
        workspaces: refusal(404, code),
        listsAllWorkspaces: true,
      });
      assert.deepEqual(ids, everywhere.map(({ id }) => id).sort());
      assert.equal(asked.length, 2);
      assert.deepEqual(lines, ["Looked in the whole project, CodeLab included."]);
    });
  }

  for (const [what, error] of [
    ["403", refusal(403)],
    ["a 404 that is not the gateway's", refusal(404)],
  ] as const) {
    it(`given ${what} for the workspaces, looks in the default one and says so`, async () => {
      const { ids, lines } = await listed({ notebooks: everywhere, workspaces: error });
      assert.deepEqual(ids, ["codelab", "lab"]);
      assert.equal(lines[0], "Looked in workspace default (0), CodeLab included.");
      assert.equal(
        lines[1],
        "warning: Notebooks may be missing. Not looked at: Workspaces but the default one: " +
          `${error.message} [modelarts/left-out]`,
      );
    });
  }

  for (const [what, error] of [
    ["503", refusal(503)],
    ["429", refusal(429)],
    ["no answer", new ConnectionError(exchange("/workspaces"), "https://x", true, new Error("x"))],
    ["something else than workspaces", new AnswerError(exchange("/workspaces"), "no JSON")],
  ] as const) {
    it(`given ${what} for the workspaces, fails: there may be more to see`, async () => {
      await assert.rejects(listed({ notebooks: everywhere, workspaces: error }), error);
    });
  }

  it("given a workspace that refuses its list, lists the others and says so", async () => {
    const { ids, lines, coverage } = await listed({
      notebooks: everywhere,
      workspaces: [team, { id: "w2", name: "secret" }],
      refuses: ({ workspaceId }) => (workspaceId === "w2" ? refusal(403) : undefined),
    });
    assert.deepEqual(ids, everywhere.map(({ id }) => id).sort());
    assert.deepEqual(
      coverage.workspaces.map(({ id }) => id),
      ["0", "w1"],
    );
    assert.match(lines.join("\n"), /Not looked at: Notebooks of workspace secret \(w2\): .*403/);
  });

  it("given a cloud that refuses CodeLab's list, lists the others and says so", async () => {
    const { ids, lines } = await listed({
      notebooks: everywhere,
      workspaces: NO_OPERATION,
      refuses: ({ feature }) => (feature === "DEFAULT" ? refusal(400) : undefined),
    });
    assert.deepEqual(ids, ["lab"]);
    assert.equal(lines[0], "Looked in the whole project, CodeLab not everywhere.");
    assert.match(lines[1] ?? "", /Not looked at: CodeLab notebooks: .*400/);
  });

  it("given a cloud that does not know the key that it is to sort by, asks without", async () => {
    const { ids, asked } = await listed({
      notebooks: everywhere,
      workspaces: [team],
      refuses: ({ sortKey }) => (sortKey === undefined ? undefined : refusal(400)),
    });
    assert.deepEqual(ids, everywhere.map(({ id }) => id).sort());
    assert.equal(asked.filter(({ sortKey }) => sortKey === undefined).length, 4);
  });

  it("given a sorting of the user's that is refused, fails", async () => {
    const refuses = ({ sortKey }: Query) => (sortKey === "age" ? refusal(400) : undefined);
    await assert.rejects(listed({ notebooks: everywhere, refuses }, { sortKey: "age" }), /400/);
  });

  it("given a refusal of the first list, fails", async () => {
    const refuses = () => refusal(403);
    await assert.rejects(listed({ notebooks: everywhere, refuses }), /403/);
  });

  it("given a hiccup of a further list, fails: the next try may see more", async () => {
    const refuses = ({ workspaceId }: Query) => (workspaceId ? refusal(500) : undefined);
    const account = { notebooks: everywhere, workspaces: [team], refuses };
    await assert.rejects(listed(account), /500/);
  });

  it("looks only where it is told to", async () => {
    const account = { notebooks: everywhere, workspaces: [team] };
    const inTeam = await listed(account, { workspaceId: "w1" });
    assert.deepEqual([inTeam.ids, inTeam.workspaceLists], [["codelab-of-team", "of-team"], 0]);
    assert.deepEqual(inTeam.lines, ["Looked in workspace w1, CodeLab included."]);
    const inDefault = await listed(account, { workspaceId: "0", feature: "NOTEBOOK" });
    assert.deepEqual(
      inDefault.asked.map(({ feature, workspaceId }) => [feature, workspaceId]),
      [["NOTEBOOK", "0"]],
    );
    assert.deepEqual((await listed(account, { feature: "DEFAULT" })).ids, [
      "codelab",
      "codelab-of-team",
    ]);
  });

  it("lists those of all users where that is wanted", async () => {
    const { ids, allUsersLists } = await listed({ notebooks: everywhere }, { allUsers: true });
    assert.deepEqual([ids, allUsersLists], [["codelab", "lab"], 2]);
  });

  it("keeps the order that is asked for, over all lists", async () => {
    const notebooks = [
      { id: "2", createAt: 2, name: "a" },
      { id: "1", createAt: 1, name: "d" },
      { id: "4", createAt: 4, name: "c", workspaceId: "w1" },
      { id: "3", createAt: 3, name: "b", feature: "DEFAULT" },
    ];
    const order = async (filters: NotebookFilters) => {
      const { client } = cloud({ notebooks, workspaces: [team] });
      return (await everyNotebook(client, filters)).notebooks.map(({ id }) => id).join("");
    };
    assert.equal(await order({}), "4321");
    assert.equal(await order({ sortDir: "ASC" }), "1234");
    assert.equal(await order({ sortKey: "name" }), "1432");
    assert.equal(await order({ sortKey: "workspace_id,name", sortDir: "ASC" }), "2314");
  });
});

describe("getNotebook by a name", () => {
  const named = (name: string, each: Notebook) => ({ ...each, name });

  it("finds it in CodeLab and in any workspace", async () => {
    const account = {
      notebooks: [named("one", codeLab), named("two", ofTeam)],
      workspaces: [team],
    };
    const find = (name: string) => functions.getNotebook.run(cloud(account), { name });
    assert.equal((await find("one")).id, "codelab");
    assert.equal((await find("two")).id, "of-team");
  });

  it("finds one of the same name in two workspaces ambiguous", async () => {
    const notebooks = [named("dev", lab), named("dev", ofTeam)];
    const asked = functions.getNotebook.run(cloud({ notebooks, workspaces: [team] }), {
      name: "dev",
    });
    await assert.rejects(asked, /2 notebooks are called "dev"/);
  });

  it("names the lists that were not read when none is found", async () => {
    const account = cloud({ notebooks: [], workspaces: refusal(403) });
    await assert.rejects(
      functions.getNotebook.run(account, { name: "dev" }),
      /Check the name.* Not looked at: Workspaces but the default one: .*403/,
    );
  });
});

describe("getNotebooks", () => {
  it("answers the workspaces that were looked in, and what was not", async () => {
    const whole = await functions.getNotebooks.run(
      cloud({ notebooks: everywhere, workspaces: [team] }),
      {},
    );
    assert.deepEqual(whole.workspaces, [{ id: "0", name: "default" }, team]);
    assert.deepEqual(whole.gaps, []);
    const part = await functions.getNotebooks.run(
      cloud({ notebooks: everywhere, workspaces: refusal(403) }),
      {},
    );
    assert.deepEqual(part.workspaces, [{ id: "0", name: "default" }]);
    assert.equal(part.gaps.length, 1);
  });
});

describe("listing every image", () => {
  const builtIn = { id: "built-in", name: "mine", type: "BUILD_IN", createAt: 1 };
  const own = { id: "own", name: "mine", type: "DEDICATED", createAt: 2 };
  const ownOfTeam = { ...own, id: "own-of-team", workspaceId: "w1", createAt: 3 };
  const images = [builtIn, own, ownOfTeam];

  /** Undeclared, the type is BUILD_IN and the workspace the default one. */
  function account(workspaces: Account["workspaces"] = [team]) {
    const asked: Query[] = [];
    const { client } = cloud({ notebooks: [], workspaces });
    client.listImages = ({ query }) => {
      const { type = "BUILD_IN", workspaceId = "0", ...rest } = query as Query;
      asked.push({ ...rest, type });
      const data = images.filter(
        (each) =>
          each.type === type && ("workspaceId" in each ? each.workspaceId : "0") === workspaceId,
      );
      return Promise.resolve({ data, total: data.length });
    };
    client.showImage = ({ id }) => Promise.resolve(images.find((each) => each.id === id) ?? {});
    return { client, asked };
  }
  const ids = (found: { id?: string }[]) => found.map(({ id }) => id);

  it("finds built-in ones and one's own, in every workspace", async () => {
    const { client, asked } = account();
    const { images: found, workspaces, gaps } = await everyImage(client, {});
    assert.deepEqual(ids(found), ["built-in", "own", "own-of-team"]);
    assert.deepEqual([ids(workspaces), gaps], [["0", "w1"], []]);
    assert.ok(asked.every(({ limit, type }) => limit === 50 && type !== undefined));
  });

  it("finds only those of a type or of a workspace where that is wanted", async () => {
    const { client } = account();
    assert.deepEqual(ids((await everyImage(client, { type: "BUILD_IN" })).images), ["built-in"]);
    assert.deepEqual(
      ids((await everyImage(client, { type: "DEDICATED", workspaceId: "w1" })).images),
      ["own-of-team"],
    );
  });

  it("says so where the workspaces can't be listed", async () => {
    const { images: found, gaps } = await everyImage(account(refusal(403)).client, {});
    assert.deepEqual(ids(found), ["built-in", "own"]);
    assert.match(gaps.join(), /Workspaces but the default one: .*403/);
  });

  it("getImage by a name sees one's own, in the default workspace or the one that is named", async () => {
    const find = (args: object) => functions.getImage.run(account(), { name: "mine", ...args });
    assert.equal((await find({})).id, "own");
    assert.equal((await find({ workspaceId: "w1" })).id, "own-of-team");
  });
});
