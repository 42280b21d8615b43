/** Creates whose answer is lost, on a simulator whose list a test can change. A run is a journal of its own process. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createClient } from "../../../provider/client/client";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { listen } from "../client/transport-steps";
import { INPUTS, lifecycle, withMethods, type Fixture, type Inputs } from "./lifecycle-fixture";
import { KEY, KEYED, OTHER, useRuns } from "./lost-create-steps";

const HOUR_MS = 3_600_000;
const SSH: Partial<Inputs> = {
  endpoints: [{ service: "SSH", allowedAccessIps: ["10.0.0.1"], keyPairNames: ["me"] }],
};

const VOLUMES: Partial<Inputs> = {
  dataVolumes: [{ category: "OBS", mountPath: "/data/team/", uri: "obs://team/data/" }],
};

describe("a create whose answer is lost", () => {
  const { fixture: current, lose, live, posts, newRun, create, killed } = useRuns();
  let fixture: Fixture;
  beforeEach(() => void (fixture = current()));

  describe("in the same run", () => {
    const young: [string, Partial<Inputs>, object][] = [
      ["a declared stop", { desiredStatus: "STOPPED" }, {}],
      ["declared tags and a list without tags", { tags: { team: "a" } }, { tags: [] }],
      ["declared SSH and no endpoint yet", SSH, { endpoints: [] }],
      [
        "declared SSH and only the endpoint of Jupyter",
        SSH,
        { endpoints: [{ service: "NOTEBOOK" }] },
      ],
      ["declared SSH and an address without a whitelist", SSH, { endpoints: [{ service: "SSH" }] }],
      ["a declared lease and none yet", { lease: { duration: 4 * HOUR_MS } }, { lease: undefined }],
      ["a declared lease and another one", { lease: { duration: 4 * HOUR_MS } }, {}],
      ["data volumes that are not attached yet", VOLUMES, { data_volumes: [] }],
    ];
    for (const [what, inputs, shown] of young) {
      it(`finds the notebook: ${what}`, async () => {
        const server = await proxy(fixture, (list) => {
          for (const notebook of list.data) Object.assign(notebook, shown);
        });
        lose();
        const { id } = await create(
          { ...newRun(), client: server.client },
          { ...KEYED, ...inputs },
        );
        await server.close();
        assert.deepEqual([live().map((each) => each.id), posts()], [[id], 1]);
      });
    }

    it("finds the notebook in a list that has each row twice", async () => {
      lose();
      fixture.simulator.faults.ask({ name: "duplicateRows", operation: "listNotebooks" });
      const { id } = await create(newRun());
      assert.deepEqual([live().map((each) => each.id), posts()], [[id], 1]);
    });

    it("keeps the notebook that it found when the same run deletes one that has the same id", async () => {
      lose();
      const run = newRun();
      const { id, outs } = await create(run);
      await lifecycle.delete(run, id, outs);
      assert.equal(live().length, 1);
    });

    it("does not take a notebook for it whose creation failed, or that is being deleted", async () => {
      for (const status of ["CREATE_FAILED", "DELETING"] as const) {
        fixture.simulator.notebooks.add({
          ...{ name: "dev", flavor: INPUTS.flavor, image: { id: INPUTS.imageId } },
          ...{ volume: INPUTS.volume, create_at: fixture.clock.now(), status },
        });
      }
      lose("serverError");
      await assert.rejects(create(newRun()), /is unknown: none of the notebooks of the same name/);
    });

    it("looks again and again, and finds a notebook that is made late", async () => {
      lose("serverError");
      let lists = 0;
      const run = newRun();
      const client = withMethods(run.client, {
        listNotebooks: (call) => {
          if (++lists === 4) void run.client.createNotebook({ body: { ...INPUTS } });
          return new Promise((resolve) => setTimeout(resolve, 20)).then(() =>
            run.client.listNotebooks(call),
          );
        },
      });
      const { id } = await create({ ...run, client });
      assert.deepEqual([live()[0]?.id, live().length], [id, 1]);
    });

    it("looks for a minute, says that nothing is known, and leaves the entry for the next run", async () => {
      lose("serverError");
      fixture.slept();
      const run = newRun();
      await assert.rejects(create(run), (error: Error) => {
        assert.match(error.message, /answered 500.*Whether the notebook was created is unknown/);
        assert.doesNotMatch(error.message, /nothing was created/);
        return !(error instanceof PartialFailure);
      });
      assert.equal(fixture.slept(), 60_000);
      const [entry = assert.fail()] = run.journal.list("create");
      assert.deepEqual([entry.name, entry.id], ["dev", undefined]);
    });

    it("ends the looks at the create's deadline", async () => {
      lose("serverError");
      fixture.slept();
      await assert.rejects(
        create(newRun(), { ...KEYED, __timeouts: { create: "12s" } }),
        /unknown/,
      );
      assert.equal(fixture.slept(), 10_000);
    });

    it("removes the entry after a refusal", async () => {
      fixture.simulator.faults.ask({ name: "forbidden", operation: "createNotebook" });
      const run = newRun();
      await assert.rejects(create(run), /answered 403/);
      assert.deepEqual(run.journal.list("create"), []);
    });

    for (const aheadMs of [-HOUR_MS, HOUR_MS]) {
      it(`counts by the service's clock, which is ${aheadMs} ms ahead`, async () => {
        const clock = { ...fixture.clock, now: () => fixture.clock.now() - aheadMs };
        const { client, close } = await proxy({ ...fixture, clock }, () => undefined);
        // Somebody else's: if the service's clock is ahead, it is newer than the request by the local clock.
        const theirs = fixture.simulator.notebooks.add({
          ...{ name: "dev", flavor: INPUTS.flavor, image: { id: INPUTS.imageId } },
          ...{ volume: INPUTS.volume, create_at: fixture.clock.now() - HOUR_MS / 2 },
        });
        lose();
        const { id } = await create({ ...newRun(), client, clock });
        await close();
        assert.notEqual(id, theirs.id);
      });
    }
  });

  describe("in the next run", () => {
    for (const at of ["lost", "showNotebook"]) {
      it(`adopts the notebook of a run that was killed: ${at}`, async () => {
        await killed(KEYED, at);
        const run = newRun();
        const { id, outs } = await create(run);
        assert.deepEqual([live().map((each) => each.id), posts()], [[id], 1]);
        assert.equal(outs.status, "RUNNING");
        assert.match(fixture.lines.join("\n"), new RegExp(`dev: adopted notebook ${id}`));
      });
    }

    it("starts the notebook if it was stopped in the meantime", async () => {
      await killed(KEYED, "showNotebook");
      fixture.simulator.notebooks.change(live()[0]?.id ?? "", { status: "STOPPED" });
      assert.equal((await create(newRun())).outs.status, "RUNNING");
    });

    it("leaves a notebook stopped that shall be stopped", async () => {
      const inputs: Inputs = { ...KEYED, desiredStatus: "STOPPED" };
      await killed(inputs, "showNotebook");
      fixture.simulator.notebooks.change(live()[0]?.id ?? "", { status: "STOPPED" });
      assert.equal((await create(newRun(), inputs)).outs.status, "STOPPED");
      assert.ok(!fixture.requests().some((line) => line.includes("/start")));
    });

    const CHANGED = { ...KEYED, name: "dev", description: "new" };

    it("given a changed program, keeps the id, and the next update brings the change", async () => {
      await killed(KEYED, "showNotebook");
      await assert.rejects(create(newRun(), CHANGED), (error: PartialFailure) => {
        assert.equal(error.id, live()[0]?.id);
        assert.match(error.message, /an earlier run created notebook .*different now: description/);
        assert.equal(lifecycle.diff(error.properties as never, CHANGED).changes, true);
        return true;
      });
      assert.equal(live().length, 1);
    });

    it("given a changed program and a request without an answer, names what may be a colleague's", async () => {
      await killed(KEYED, "lost");
      const { id = "" } = live()[0] ?? {};
      await assert.rejects(create(newRun(), CHANGED), (error: Error) => {
        assert.ok(!(error instanceof PartialFailure));
        assert.match(error.message, new RegExp(`may be the result.*Import the right.*${id}`));
        return true;
      });
      assert.equal(posts(), 1);
    });

    it("does not take the notebook of another backend's stack of the same names", async () => {
      await killed(KEYED, "showNotebook");
      await create(newRun("file:///another"));
      assert.deepEqual([live().length, posts()], [2, 2]);
      const { id } = await create(newRun());
      assert.equal(id, live()[0]?.id);
    });

    it("writes no URL of a backend, which may hold a password", async () => {
      const run = newRun("postgres://me:hunter2@db/state");
      await create(run);
      const [entry = assert.fail()] = run.journal.list("create");
      assert.ok(!readFileSync(run.journal.fileOf("create", entry.key), "utf8").includes("hunter2"));
    });

    it("creates a notebook if the earlier run's is gone", async () => {
      await killed(KEYED, "showNotebook");
      fixture.simulator.notebooks.remove(live()[0]?.id ?? "");
      await create(newRun());
      assert.equal(live().length, 1);
    });

    it("keeps the id of a notebook whose creation failed, for the next run to replace", async () => {
      await killed(KEYED, "showNotebook");
      const { id = "" } = live()[0] ?? {};
      fixture.simulator.notebooks.change(id, { status: "CREATE_FAILED" });
      await assert.rejects(create(newRun()), (error: PartialFailure) => error.id === id);
    });

    it("creates a notebook if none is found, and looks only once if the request is older than a minute", async () => {
      lose("serverError");
      await assert.rejects(create(newRun()));
      fixture.requests();
      await create(newRun());
      const lists = fixture.requests().filter((line) => line.startsWith("GET /notebooks?"));
      assert.deepEqual([lists.length, live().length], [1, 1]);
    });

    it("names the notebooks if there are several, and creates none", async () => {
      await killed(KEYED, "lost");
      const [{ id: _, ...first } = assert.fail()] = live();
      fixture.simulator.notebooks.add(first);
      await assert.rejects(create(newRun()), (error: Error) => {
        for (const { id } of live()) assert.match(error.message, new RegExp(id));
        return /may be the result. If nothing of it is, delete the file .*Import the right/.test(
          error.message,
        );
      });
      assert.equal(posts(), 1);
    });

    it("takes no notebook that the state holds, or that another entry names", async () => {
      await killed(KEYED, "lost");
      const [{ id } = assert.fail()] = live();
      const run = newRun();
      run.journal.creates.recorded(id);
      const made = await create(run);
      assert.notEqual(made.id, id);
      assert.equal(live().length, 2);
    });

    it("forgets an entry when the engine asks about the id, and when the engine ends the process", async () => {
      const run = newRun();
      const { id } = await create(run);
      assert.equal(run.journal.list("create")[0]?.id, id);
      newRun().journal.creates.recorded(id, KEY);
      assert.deepEqual(run.journal.list("create"), []);

      const another = newRun();
      await create(another, OTHER);
      another.journal.creates.close();
      assert.deepEqual(another.journal.list("create"), []);
    });

    it("keeps every entry if the process ends while a create is under way", async () => {
      const run = newRun();
      await create(run);
      const stuck = withMethods(run.client, {
        createNotebook: () => new Promise<never>(() => undefined),
      });
      void create({ ...run, client: stuck }, OTHER);
      await new Promise((resolve) => setTimeout(resolve, 20));
      run.journal.creates.close();
      assert.equal(run.journal.list("create").length, 2);
    });

    it("keeps the entry of a create that was cut short, although its id was handed to the engine", () => {
      const { journal } = newRun();
      const sent = { key: KEY, digest: "", name: "dev", sentAt: 0 };
      journal.creates.begin(sent);
      journal.creates.cancel();
      journal.creates.answered(sent, "made");
      journal.creates.handOver("made");
      journal.creates.close();
      assert.equal(journal.list("create")[0]?.id, "made");
    });

    it("does not delete the notebook that it adopted, when the engine deletes the predecessor", async () => {
      await killed(KEYED, "showNotebook");
      const run = newRun();
      const { id, outs } = await create(run);
      await lifecycle.delete(run, id, outs);
      assert.deepEqual(
        live().map(({ status }) => status),
        ["RUNNING"],
      );
      assert.match(fixture.lines.join("\n"), /kept notebook/);
    });
  });
});

/** The simulator behind a server that changes the lists of notebooks. */
async function proxy(fixture: Fixture, change: (list: { data: object[] }) => void) {
  const target = fixture.endpoint;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
      const headers = { "content-type": "application/json", "x-auth-token": "t" };
      fetch(`${target}${request.url}`, { method: request.method, headers, body }).then(
        async (answer) => {
          const text = await answer.text();
          const isList = request.method === "GET" && request.url?.includes("/notebooks?") === true;
          const json = isList ? (JSON.parse(text) as { data: object[] }) : undefined;
          if (json) change(json);
          const date = answer.headers.get("date") ?? "";
          response.writeHead(answer.status, { date });
          response.end(json ? JSON.stringify(json) : text);
        },
        () => request.socket.destroy(),
      );
    });
  });
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  const client = createClient(
    {
      ...{ endpoint, authUrl: undefined, projectId: "p", insecure: false, caCert: undefined },
      credentials: { kind: "token", token: "t" },
    },
    fixture.clock,
  );
  const close = async () => {
    await client.close();
    server.close();
  };
  return { client, close };
}
