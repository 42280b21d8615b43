import { strict as assert } from "node:assert";
import {
  assumptionNames,
  assumptionsOf,
  otherValue,
} from "../../../provider/wire/facts/assumptions";
import { cloudNames } from "../../../provider/wire/facts/clouds";
import { ApiError } from "../../../provider/client/errors";
import { fromRefusal } from "../../../tools/conformance/check";
import { checks } from "../../../tools/conformance/checks";
import { resultLines } from "../../../tools/conformance/report";
import { exitCodeOf, failureOf, resultOf } from "../../../tools/conformance/result";
import { byVerdict, lagging, NAME, runOn, serve, wishes } from "./conformance-steps";

describe("conformance: the checks", () => {
  it("ask for every assumption of the table", () => {
    assert.deepEqual(Object.keys(checks).sort(), [...assumptionNames].sort());
  });

  for (const cloud of cloudNames) {
    const names = assumptionsOf(cloud);

    it(`confirm every assumption on a simulator of ${cloud}`, async () => {
      const done = await runOn(await serve({ cloud }));
      const { confirmed, ...others } = byVerdict(done);
      assert.deepEqual(others, {});
      assert.deepEqual(confirmed?.sort(), [...names].sort());
      assert.deepEqual(done.left, []);
    });
  }

  it("confirm nothing that they do not try: neither the large disk nor, without a key pair, SSH", async () => {
    const done = await runOn(await serve({}), {}, { name: NAME, isEverything: false });
    const notTried = done.results.filter(({ verdict }) => verdict === "not tried");
    assert.deepEqual(Object.fromEntries(notTried.map(({ name, why }) => [name, why])), {
      whitelist: "SSH needs a key pair of yours: name one with --key-pair",
      "grow-step": "the disk would grow by 150 GB, which is billed: --all tries it",
      "whitelist-ranges": "SSH needs a key pair of yours: name one with --key-pair",
      "whitelist-ipv6": "SSH needs a key pair of yours: name one with --key-pair",
    });
  });

  it("find that everything differs on a server that is otherwise in everything", async () => {
    for (const cloud of cloudNames) {
      const names = assumptionsOf(cloud);
      const assume = Object.fromEntries(names.map((name) => [name, otherValue(name, cloud)]));
      const done = await runOn(await serve({ cloud, assume }));
      const { differs, ...others } = byVerdict(done);
      assert.deepEqual(others, {});
      assert.deepEqual(differs?.sort(), [...names].sort());
      assert.deepEqual(done.left, []);
    }
  });

  it("fail where the user has no right, which says nothing about the cloud", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "forbidden", operation: "listStorages" });
    const { results } = await runOn(server);
    const failed = results.filter(({ verdict }) => verdict !== "confirmed");
    assert.deepEqual(
      failed.map(({ name, verdict }) => [name, verdict]),
      [["stopped-mounts", "failed"]],
    );
    assert.match(failed[0]?.why ?? "", /Listing the notebook's storage mounts failed.*403/);
  });

  it("go on where the notebook is busy for a moment", async () => {
    const server = await serve({});
    for (const operation of ["updateNotebook", "deleteNotebook"] as const) {
      server.simulator.faults.ask({ name: "busyOnce", operation });
    }
    const { confirmed, ...others } = byVerdict(await runOn(server));
    assert.deepEqual(others, {});
    assert.ok(confirmed);
    assert.deepEqual(server.simulator.faults.pending(), []);
  });
});

describe("conformance: a result", () => {
  const refusal = new ApiError(
    { doing: "Stopping the notebook", method: "POST", path: "/" },
    400,
    "ModelArts.6399",
    "Not today.",
    undefined,
  );

  it("differs with the words of a refusal that the table does not know", () => {
    const finding = fromRefusal(refusal, { "ModelArts.6357": "6357" });
    const result = resultOf("stop-stopped", "otc", finding);
    assert.equal(result.verdict, "differs");
    assert.equal(result.came, "refused with 400 (ModelArts.6399: Not today)");
  });

  it("makes the exit code 1 if one differs, and 2 if one failed", () => {
    const confirmed = resultOf("page", "otc", { value: "floor" });
    const differs = resultOf("page", "otc", { value: "start" });
    const failed = failureOf("page", "otc", refusal);
    const notTried = resultOf("page", "otc", { notTried: "it costs" });
    assert.equal(exitCodeOf([confirmed, notTried]), 0);
    assert.equal(exitCodeOf([confirmed, differs]), 1);
    assert.equal(exitCodeOf([failed, differs]), 2);
  });

  it("fills its columns and no more, and says the effect of a difference", () => {
    const lines = resultLines(resultOf("page", "otc", { value: "start" }), {
      columns: 80,
      hasColours: false,
    });
    assert.deepEqual(lines, [
      "differs    page                    Which record is first on a page whose offset",
      "                                   is no multiple of the limit?",
      "           Expected  floor: The first of page floor(offset / limit).",
      "           Answered  start: The record at the offset.",
      "           Effect    Nothing: only multiples of the limit are asked for.",
    ]);
  });
});

describe("conformance: the notebook of a run", () => {
  it("is deleted after it failed, and what could not be checked is not tried", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "createFails" });
    const done = await runOn(server);
    const [first, ...rest] = done.results;
    assert.equal(first?.verdict, "failed");
    assert.match(first?.why ?? "", /CREATE_FAILED: There are not enough resources/);
    assert.equal(rest.length, assumptionsOf("huawei").length - 1);
    assert.ok(rest.every(({ verdict }) => verdict === "not tried"));
    assert.deepEqual(done.left, []);
  });

  it("is found by its name and deleted after the answer to its create was lost", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "dropConnection", operation: "createNotebook" });
    const done = await runOn(server);
    const { confirmed = [], ...others } = byVerdict(done);
    assert.deepEqual(others, { "not tried": ["create-status", "lease-stamp"] });
    assert.equal(confirmed.length, done.results.length - 2);
    assert.deepEqual(done.left, []);
  });

  it("is looked for about a minute if it is unknown whether a failed create took effect", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "serverError", operation: "createNotebook" });
    const { clock } = server.target;
    const began = clock.now();
    const { results, notDeleted } = await runOn(server);
    assert.equal(results[0]?.verdict, "failed");
    assert.match(notDeleted?.message ?? "", /no usable answer, and the list does not show it/);
    const seconds = (clock.now() - began) / 1000;
    assert.ok(seconds >= 60 && seconds < 90, `${seconds} s`);
  });

  it("is deleted where the answer to the create was lost and the list lags behind", async () => {
    const server = await serve({ log: lagging(() => server, 4) });
    server.simulator.faults.ask({ name: "dropConnection", operation: "createNotebook" });
    const { results, notDeleted, left } = await runOn(server);
    assert.match(results[0]?.why ?? "", /^Creating the notebook failed/);
    assert.deepEqual([notDeleted, left], [undefined, []]);
  });

  it("keeps its lease after the check that switches auto stop off, whatever a renewal answers", async () => {
    for (const value of ["lease", "nothing"] as const) {
      const leases: unknown[] = [];
      const server = await serve({ assume: { "renew-answers": value } });
      await runOn(server, {
        onResult: ({ name }) => {
          if (name === "renew-off")
            leases.push(server.simulator.notebooks.list()[0]?.lease?.enable);
        },
      });
      assert.deepEqual(leases, [true]);
    }
  });

  it("is stopped, and started with a lease, where auto stop can't be renewed after it was off", async () => {
    const server = await serve({
      log: ({ method, query }) => {
        if (method !== "PATCH" || query["duration"] !== "-1") return;
        server.simulator.faults.ask({ name: "poolMissing", operation: "renewLease" });
      },
    });
    const seen: unknown[] = [];
    const done = await runOn(server, {
      onResult: ({ name }) => {
        if (name === "renew-off") seen.push(server.simulator.notebooks.list()[0]?.status);
      },
    });
    const { confirmed = [] } = byVerdict(done);
    assert.deepEqual([seen, confirmed.length], [["STOPPED"], done.results.length]);
  });

  it("is deleted where the answer to the create was lost and the first lookup failed", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "dropConnection", operation: "createNotebook" });
    // As often as the client tries in two minutes.
    server.simulator.faults.ask({ name: "serverError", operation: "listNotebooks", times: 13 });
    const { results, notDeleted, left } = await runOn(server);
    assert.match(results[0]?.why ?? "", /^Creating the notebook failed/);
    assert.deepEqual([notDeleted, left], [undefined, []]);
  });

  it("is nothing to delete where the create was refused", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "forbidden", operation: "createNotebook" });
    const { results, notDeleted, id } = await runOn(server);
    assert.match(results[0]?.why ?? "", /Creating the notebook failed.*403/);
    assert.deepEqual([notDeleted, id], [undefined, undefined]);
  });

  it("is deleted when the run is interrupted, and no further check is made", async () => {
    const interrupt = new AbortController();
    const done = await runOn(await serve({}), {
      signal: interrupt.signal,
      onResult: ({ name }) => {
        if (name === "rename") interrupt.abort(new Error("interrupted"));
      },
    });
    assert.equal(done.isInterrupted, true);
    const after = done.results.slice(done.results.findIndex(({ name }) => name === "rename") + 1);
    assert.ok(after.length > 5);
    assert.ok(after.every(({ verdict, why }) => verdict === "not tried" && why === "interrupted"));
    assert.deepEqual(done.left, []);
  });

  it("is deleted when the run is interrupted while it waits for the notebook to run", async () => {
    const interrupt = new AbortController();
    const done = await runOn(await serve({}), {
      signal: interrupt.signal,
      progress: (line) => {
        if (line.startsWith("creating")) interrupt.abort(new Error("interrupted"));
      },
    });
    assert.deepEqual(byVerdict(done), { "not tried": done.results.map(({ name }) => name) });
    assert.equal(done.results.length, assumptionsOf("huawei").length);
    assert.deepEqual(done.left, []);
  });

  it("is deleted again where the deletion failed", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "deleteFails" });
    const done = await runOn(server);
    assert.equal(done.notDeleted, undefined);
    assert.deepEqual(done.left, []);
  });

  it("is reported as not deleted if its deletion keeps failing", async () => {
    const server = await serve({});
    server.simulator.faults.ask({ name: "deleteFails", times: Infinity });
    const done = await runOn(server);
    assert.match(done.notDeleted?.message ?? "", /took too long/);
    assert.deepEqual(done.left, [`${wishes.name}-renamed`]);
  });

  it("has the smallest flavor that is not sold out, and an image of its architecture", async () => {
    const flavors = [
      { id: "tiny.sold.out", vcpus: 1, memory: 1, category: "CPU", sold_out: true },
      { id: "tiny.free.lab", vcpus: 1, memory: 1, category: "CPU", feature: "DEFAULT" },
      { id: "tiny.arm", vcpus: 1, memory: 2, category: "CPU", arch: "AARCH64" },
    ];
    const images = [
      { id: "11111111-1111-4111-8111-111111111111", size: 2, arch: "x86_64" },
      { id: "22222222-2222-4222-8222-222222222222", size: 3, arch: "aarch64" },
    ].map((own) => ({ type: "BUILD_IN", status: "ACTIVE", ...own }));
    const server = await serve({ seed: { flavors, images } });
    const created: string[] = [];
    await runOn(server, {
      onResult: ({ name }) => {
        if (name !== "create-status") return;
        const [notebook] = server.simulator.notebooks.list();
        created.push(`${notebook?.flavor} ${notebook?.image?.id}`);
      },
    });
    assert.deepEqual(created, ["tiny.arm 22222222-2222-4222-8222-222222222222"]);
  });
});
