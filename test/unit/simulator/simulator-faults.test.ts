import { strict as assert } from "node:assert";
import { setImmediate } from "node:timers/promises";
import type { OperationName } from "../../../provider/wire/operations";
import { faultNames, faults, type FaultName } from "pulumi-modelarts-simulator";
import {
  TRANSITION_MS,
  lab,
  pathOf,
  useSimulators,
  type Given,
  type Json,
} from "./simulator-steps";

const asJson = (body: object) => ({ method: "POST", body: JSON.stringify(body) });
const isReset = (error: Error) => (error.cause as { code?: string }).code === "ECONNRESET";
const isJson = (response: Response) =>
  response.json().then(
    () => true,
    () => false,
  );
const mount = { uri: "obs://team/data/", mount_path: "/data/team/" };

/** What each fault does; a fault without an entry here does not compile. */
const effects: Record<FaultName, (given: Given) => Promise<void>> = {
  async createFails({ ok, created, clock }) {
    const params = { id: await created() };
    assert.equal((await ok("showNotebook", { params })).status, "CREATING");
    clock.advance(TRANSITION_MS);
    const notebook = await ok("showNotebook", { params });
    assert.equal(notebook.status, "CREATE_FAILED");
    assert.ok(notebook.fail_reason);
    assert.equal(notebook.action_progress[1].status, "FAILED");
  },
  async startFails({ ok, stopped, clock }) {
    const params = { id: await stopped() };
    await ok("startNotebook", { params });
    clock.advance(TRANSITION_MS);
    const failed = await ok("showNotebook", { params });
    assert.equal(failed.status, "START_FAILED");
    assert.ok(failed.fail_reason);
    await ok("startNotebook", { params });
    clock.advance(TRANSITION_MS);
    const repaired = await ok("showNotebook", { params });
    assert.deepEqual([repaired.status, repaired.fail_reason], ["RUNNING", undefined]);
  },
  async deleteFails({ ok, runs, clock }) {
    const params = { id: await runs() };
    await ok("deleteNotebook", { params });
    clock.advance(TRANSITION_MS);
    assert.equal((await ok("showNotebook", { params })).status, "DELETE_FAILED");
  },
  async mountFails({ ok, runs, clock, simulator }) {
    const params = { id: await runs() };
    await ok("attachStorage", { params, body: mount });
    clock.advance(TRANSITION_MS);
    const [failed] = (await ok("listStorages", { params })).data;
    assert.deepEqual(
      [failed.status, failed.failure_reason],
      ["MOUNT_FAILED", "The bucket can't be reached."],
    );
    assert.equal(simulator.mounts.list().length, 1);
  },
  async unmountFails({ ok, runs, clock }) {
    const params = { id: await runs() };
    const { id: storageId } = await ok("attachStorage", { params, body: mount });
    clock.advance(TRANSITION_MS);
    await ok("detachStorage", { params: { ...params, storageId } });
    clock.advance(TRANSITION_MS);
    const [failed] = (await ok("listStorages", { params })).data;
    assert.deepEqual([failed.status, failed.failure_reason], ["UNMOUNT_FAILED", undefined]);
  },
  async imageFails({ ok, runs, clock }) {
    const params = { id: await runs() };
    const body = { name: "lab", namespace: "team", tag: "v1" };
    const { id } = await ok("createImage", { params, body });
    clock.advance(TRANSITION_MS);
    const image = await ok("showImage", { params: { id } });
    assert.deepEqual([image.status, typeof image.status_message], ["CREATE_FAILED", "string"]);
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
  },
  async frozen({ ok, send, simulator }) {
    const params = { id: simulator.notebooks.add({ status: "RUNNING" }).id };
    await ok("updateNotebook", { params, body: { name: "cold" } });
    const { status, name } = await ok("showNotebook", { params });
    assert.deepEqual([status, name], ["FROZEN", "cold"]);
    assert.equal((await send("stopNotebook", { params })).body.error_code, "ModelArts.6326");
  },
  async busyOnce({ send, ok }) {
    const { body } = await send("createNotebook", { body: lab });
    assert.equal(body.error_code, "ModelArts.6357");
    assert.equal((await ok("listNotebooks")).total, 0);
  },
  async stoppedAlready({ ok, runs, clock, send }) {
    const params = { id: await runs() };
    assert.equal((await send("stopNotebook", { params })).body.error_code, "ModelArts.6307");
    clock.advance(TRANSITION_MS);
    assert.equal((await ok("showNotebook", { params })).status, "STOPPED");
  },
  async stopBeforeDelete({ ok, send, runs, clock }) {
    const params = { id: await runs() };
    for (const _ of [1, 2]) {
      assert.equal((await send("deleteNotebook", { params })).body.error_code, "ModelArts.6304");
    }
    await ok("stopNotebook", { params });
    clock.advance(TRANSITION_MS);
    await ok("deleteNotebook", { params });
  },
  async tooManyRequests({ send }) {
    const { status, headers } = await send("listNotebooks");
    assert.deepEqual([status, headers.get("retry-after")], [429, "1"]);
  },
  async serverError({ send, ok }) {
    assert.equal((await send("createNotebook", { body: lab })).status, 500);
    assert.equal((await ok("listNotebooks")).total, 0);
  },
  async unauthorized({ send }) {
    assert.equal((await send("listNotebooks")).status, 401);
  },
  async forbidden({ send }) {
    assert.equal((await send("listNotebooks")).status, 403);
  },
  async gateway404({ send }) {
    const { status, body } = await send("listNotebooks");
    assert.deepEqual([status, body.error_code], [404, "APIG.0101"]);
  },
  async projectMismatch({ send }) {
    const { status, body } = await send("listNotebooks");
    assert.deepEqual([status, body.error_code], [404, "ModelArts.2786"]);
  },
  async projectMissing({ send }) {
    const { status, body } = await send("listNotebooks");
    assert.deepEqual([status, body.error_code], [404, "ModelArts.6650"]);
  },
  async poolMissing({ send }) {
    const { status, body } = await send("createNotebook", { body: lab });
    assert.deepEqual([status, body.error_code], [404, "ModelArts.2890"]);
  },
  async tokenInvalid({ send }) {
    const { status, body } = await send("listNotebooks");
    assert.deepEqual([status, body.error_code], [403, "ModelArts.0203"]);
  },
  async tokenExpired({ send }) {
    const { status, body } = await send("listNotebooks");
    assert.deepEqual([status, body.error_code], [401, "ModelArts.0202"]);
  },
  async emptyAnswer({ send, runs, ok }) {
    const params = { id: await runs() };
    await ok("showNotebook", { params });
    const { status, body } = await send("stopNotebook", { params });
    assert.deepEqual([status, body], [200, undefined]);
    assert.equal((await ok("showNotebook", { params })).status, "STOPPING");
  },
  async dropConnection({ send, ok }) {
    await assert.rejects(send("createNotebook", { body: lab }), /fetch failed/);
    assert.equal((await ok("listNotebooks")).total, 1);
  },
  async slowBody({ running }) {
    const response = await fetch(running.url + pathOf("listNotebooks"));
    const began = performance.now();
    assert.equal(((await response.json()) as Json).total, 0);
    assert.ok(performance.now() - began > 900, "the second half came late");
  },
  async notJson({ running, ok }) {
    const response = await fetch(running.url + pathOf("createNotebook"), {
      method: "POST",
      body: JSON.stringify(lab),
    });
    assert.equal(response.status, 200);
    await assert.rejects(response.json());
    assert.equal((await ok("listNotebooks")).total, 1);
  },
  async resetBefore({ running, ok }) {
    const sent = fetch(running.url + pathOf("createNotebook"), asJson(lab));
    await assert.rejects(sent, isReset);
    assert.equal((await ok("listNotebooks")).total, 0);
  },
  async cutAnswer({ running, ok }) {
    const response = await fetch(running.url + pathOf("createNotebook"), asJson(lab));
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), /terminated/);
    assert.equal((await ok("listNotebooks")).total, 1);
  },
  async hang({ running, ok }) {
    const url = running.url + pathOf("createNotebook");
    const signal = AbortSignal.timeout(300);
    await assert.rejects(fetch(url, { ...asJson(lab), signal }), /aborted due to timeout/);
    assert.equal((await ok("listNotebooks")).total, 1);
  },
  async drip({ running }) {
    const { body } = await fetch(running.url + pathOf("listNotebooks"));
    const reader = body!.getReader();
    const [began, sizes] = [performance.now(), [] as unknown[]];
    for (const _ of [1, 2]) sizes.push((await reader.read()).value?.length);
    assert.deepEqual(sizes, [1, 1]);
    assert.ok(performance.now() - began > 900, "the second byte came late");
    await reader.cancel();
  },
  async hugeAnswer({ running, ok }) {
    const response = await fetch(running.url + pathOf("createNotebook"), asJson(lab));
    const text = await response.text();
    assert.ok(text.length > 50 * 1024 * 1024);
    assert.equal(JSON.parse(text).name, "lab");
    assert.equal((await ok("listNotebooks")).total, 1);
  },
  async badGateway({ running, ok }) {
    const response = await fetch(running.url + pathOf("createNotebook"), asJson(lab));
    assert.deepEqual([response.status, await isJson(response)], [502, false]);
    assert.equal((await ok("listNotebooks")).total, 0);
  },
  async lateOperation({ running, ok, clock }) {
    const response = await fetch(running.url + pathOf("createNotebook"), asJson(lab));
    assert.deepEqual([response.status, await isJson(response)], [504, false]);
    clock.advance(999);
    assert.equal((await ok("listNotebooks")).total, 0);
    clock.advance(1);
    const [late] = (await ok("listNotebooks")).data;
    assert.deepEqual([late.name, late.create_at], ["lab", clock.now()]);
  },
  async errorIn200({ running, ok }) {
    const response = await fetch(running.url + pathOf("createNotebook"), asJson(lab));
    assert.deepEqual(
      [response.status, ((await response.json()) as Json).error_code],
      [200, "ModelArts.0010"],
    );
    assert.equal((await ok("listNotebooks")).total, 0);
  },
  async emptyObject({ running, ok }) {
    const response = await fetch(running.url + pathOf("createNotebook"), asJson(lab));
    assert.deepEqual([response.status, await response.json()], [200, {}]);
    assert.equal((await ok("listNotebooks")).total, 1);
  },
  async wrongContentType({ running }) {
    const response = await fetch(running.url + pathOf("createNotebook"), asJson(lab));
    assert.equal(response.headers.get("content-type"), "text/html");
    assert.equal(((await response.json()) as Json).name, "lab");
  },
  async unknownStatus({ ok, runs, simulator }) {
    const params = { id: await runs() };
    assert.equal((await ok("showNotebook", { params })).status, "HIBERNATING");
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
    simulator.faults.ask({ name: "unknownStatus" });
    assert.equal((await ok("listNotebooks")).data[0].status, "HIBERNATING");
  },
  async earlierStatus({ ok, runs }) {
    const params = { id: await runs() };
    assert.equal((await ok("showNotebook", { params })).status, "STARTING");
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
  },
  async stuckStatus({ ok, created, clock }) {
    const params = { id: await created() };
    clock.advance(TRANSITION_MS + 999);
    assert.equal((await ok("showNotebook", { params })).status, "CREATING");
    clock.advance(1);
    assert.equal((await ok("showNotebook", { params })).status, "RUNNING");
  },
  async notFoundYet({ ok, send, created }) {
    const params = { id: await created() };
    const { status, body } = await send("showNotebook", { params });
    assert.deepEqual([status, body.error_code], [400, "ModelArts.6404"]);
    assert.equal((await ok("showNotebook", { params })).status, "CREATING");
  },
  async missingFields({ running, created }) {
    const id = await created();
    const response = await fetch(running.url + pathOf("showNotebook", { id }));
    const notebook = (await response.json()) as Json;
    assert.deepEqual(
      [notebook.id, notebook.status, notebook.endpoints, notebook.lease],
      [id, "CREATING", undefined, undefined],
    );
  },
  async extraFields({ ok, created }) {
    const notebook = await ok("showNotebook", { params: { id: await created() } });
    assert.deepEqual(notebook.hibernation, { until: 0, by: ["nobody"] });
    assert.equal(notebook.name, "lab");
  },
  async wrongId({ ok, created }) {
    const params = { id: await created() };
    const notebook = await ok("showNotebook", { params });
    assert.deepEqual([notebook.name, notebook.id === params.id], ["lab", false]);
  },
  async missingRows({ running, created }) {
    await created();
    const page = (await (await fetch(running.url + pathOf("listNotebooks"))).json()) as Json;
    assert.deepEqual([page.total, page.data], [1, undefined]);
  },
  async duplicateRows({ ok, created }) {
    const id = await created();
    const page = await ok("listNotebooks");
    assert.deepEqual([page.total, page.data.map((row: Json) => row.id)], [1, [id, id]]);
  },
  async changedTotal({ ok, created }) {
    await created();
    const page = await ok("listNotebooks");
    assert.deepEqual([page.total, page.data.length], [2, 1]);
  },
  async clockSkew({ send, clock }) {
    const { headers } = await send("listNotebooks");
    assert.equal(headers.get("date"), new Date(clock.now() + 1000).toUTCString());
  },
};

/** The operation that the test asks the fault for; any if none. */
const operations: Partial<Record<FaultName, OperationName>> = {
  emptyAnswer: "stopNotebook",
  ...Object.fromEntries(
    ["unknownStatus", "earlierStatus", "missingFields", "extraFields", "wrongId"].map((name) => [
      name,
      "showNotebook",
    ]),
  ),
  ...Object.fromEntries(
    ["missingRows", "duplicateRows", "changedTotal"].map((name) => [name, "listNotebooks"]),
  ),
};

describe("simulator: faults", () => {
  const given = useSimulators();

  for (const name of faultNames) {
    it(`given ${name}, when it is met, then: ${faults[name].description}`, async () => {
      const one = await given();
      one.simulator.faults.ask({ name, operation: operations[name] });
      await effects[name](one);
      const left = one.simulator.faults.pending().map((pending) => pending.name);
      assert.deepEqual(left, name === "stopBeforeDelete" ? [name] : []);
    });
  }

  it("given a fault of one operation, when others are asked, then these do not meet the fault", async () => {
    const { simulator, send } = await given();
    simulator.faults.ask({ name: "serverError", operation: "listImages", times: 2 });
    assert.equal((await send("listFlavors")).status, 200);
    const seen = [];
    for (const _ of [1, 2, 3]) seen.push((await send("listImages")).status);
    assert.deepEqual(seen, [500, 500, 200]);
  });

  it("given a fault of one notebook, when others are asked for, then these do not meet the fault", async () => {
    const { simulator, send } = await given();
    const { id: mine } = simulator.notebooks.add({ name: "mine" });
    const { id: other } = simulator.notebooks.add({ name: "other" });
    simulator.faults.ask({ name: "serverError", notebook: "mine", times: 2 });
    const seen = [
      (await send("showNotebook", { params: { id: other } })).status,
      (await send("showNotebook", { params: { id: mine } })).status,
      (await send("createNotebook", { body: { ...lab, name: "other" } })).status,
      (await send("createNotebook", { body: { ...lab, name: "mine" } })).status,
    ];
    assert.deepEqual(seen, [200, 500, 200, 500]);
  });

  it("given a fault after some requests, when these have passed, then the next one meets the fault", async () => {
    const { simulator, send } = await given();
    const { id } = simulator.notebooks.add({ name: "mine" });
    const fault = { name: "serverError", operation: "showNotebook", notebook: "mine" } as const;
    simulator.faults.ask({ ...fault, after: 2 });
    const seen = [];
    for (const _ of [1, 2, 3, 4]) {
      await send("listNotebooks", { query: { name: "mine" } });
      seen.push((await send("showNotebook", { params: { id } })).status);
    }
    assert.deepEqual(seen, [200, 200, 500, 200]);
  });

  it("given a fault of one name, when a list or an image of this name is asked for, then it meets the fault", async () => {
    const { simulator, send, ok, runs, clock } = await given();
    const id = await runs({ name: "mine" });
    const body = { name: "mine-saved", namespace: "team", tag: "v1" };
    const image = await ok("createImage", { params: { id }, body });
    clock.advance(2 * TRANSITION_MS);
    simulator.faults.ask({ name: "serverError", notebook: "mine" });
    simulator.faults.ask({ name: "serverError", notebook: "mine-saved" });
    const seen = [
      (await send("listNotebooks", { query: { name: "other" } })).status,
      (await send("listNotebooks", { query: { name: "mine" } })).status,
      (await send("showImage", { params: { id: image.id } })).status,
    ];
    assert.deepEqual(seen, [200, 500, 500]);
  });

  it("given a late operation that is refused by then, when its time comes, then nothing happens", async () => {
    const { simulator, running, ok, runs, clock } = await given();
    const id = await runs();
    simulator.faults.ask({ name: "lateOperation" });
    await fetch(running.url + pathOf("stopNotebook", { id }), { method: "POST" });
    await ok("stopNotebook", { params: { id } });
    clock.advance(2 * TRANSITION_MS);
    assert.equal((await ok("showNotebook", { params: { id } })).status, "STOPPED");
    assert.equal(
      simulator.history.filter(({ operation }) => operation === "stopNotebook").length,
      1,
    );
  });

  it("given requests that wait for ever, when the simulator closes, then it closes at once", async () => {
    const { simulator, running } = await given();
    for (const name of ["hang", "drip"] as const) {
      simulator.faults.ask({ name, operation: "listNotebooks", delayMs: 60_000 });
      const sent = fetch(running.url + pathOf("listNotebooks")).then((answer) => answer.text());
      sent.catch(() => undefined);
      while (simulator.faults.pending().length > 0) await setImmediate();
    }
    const began = performance.now();
    await running.close();
    assert.ok(performance.now() - began < 5000);
  });

  it("given transitions that take no time, when a create fails, then the notebook is CREATE_FAILED", async () => {
    const { simulator, created } = await given({ transitionMs: 0 });
    simulator.faults.ask({ name: "createFails" });
    assert.equal(simulator.notebooks.get(await created())?.status, "CREATE_FAILED");
    assert.equal(simulator.notebooks.get(await created())?.status, "RUNNING");
  });
});
