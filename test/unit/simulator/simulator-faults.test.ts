import { strict as assert } from "node:assert";
import { faultNames, faults, type FaultName } from "pulumi-modelarts-simulator";
import {
  TRANSITION_MS,
  lab,
  pathOf,
  useSimulators,
  type Given,
  type Json,
} from "./simulator-steps";

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
};

describe("simulator: faults", () => {
  const given = useSimulators();

  for (const name of faultNames) {
    it(`given ${name}, when it is met, then: ${faults[name].description}`, async () => {
      const one = await given();
      const operation = name === "emptyAnswer" ? "stopNotebook" : undefined;
      one.simulator.faults.ask({ name, operation });
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

  it("given transitions that take no time, when a create fails, then the notebook is CREATE_FAILED", async () => {
    const { simulator, created } = await given({ transitionMs: 0 });
    simulator.faults.ask({ name: "createFails" });
    assert.equal(simulator.notebooks.get(await created())?.status, "CREATE_FAILED");
    assert.equal(simulator.notebooks.get(await created())?.status, "RUNNING");
  });
});
