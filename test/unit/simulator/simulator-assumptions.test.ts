/** Each assumption at each of its values: one observation, and its result for each value. */
import { strict as assert } from "node:assert";
import { createSimulator } from "pulumi-modelarts-simulator";
import {
  assumedValues,
  assumptionNames,
  assumptions,
  defaultOf,
  otherValue,
  type AssumedValues,
  type AssumptionName,
} from "../../../provider/wire/facts/assumptions";
import { cloudNames } from "../../../provider/wire/facts/clouds";
import type { OperationName } from "../../../provider/wire/operations";
import {
  HOUR_MS,
  TRANSITION_MS,
  lab,
  useSimulators,
  type Given,
  type Sent,
} from "./simulator-steps";

interface Fact<Value extends string> {
  observe(given: Given): Promise<unknown>;
  shows: Record<Value, unknown>;
}

const MINUTE_MS = 60_000;
const OTHER_IMAGE_ID = "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10";

/** "taken", or the code of the refusal. */
async function outcome({ send }: Given, name: OperationName, sent: Sent): Promise<string> {
  const { status, body } = await send(name, sent);
  return status < 300 ? "taken" : body.error_code;
}

const update = async (given: Given, id: string, body: object) =>
  outcome(given, "updateNotebook", { params: { id }, body });

/** When the notebook stops by its lease, from its creation on. */
async function leaseOf({ ok }: Given, id: string): Promise<{ update: number; duration: number }> {
  const { lease } = await ok("showNotebook", { params: { id } });
  return { update: lease.update_at - lease.create_at, duration: lease.duration };
}

/** A fact without an entry here does not compile. */
const facts: { [Name in AssumptionName]: Fact<AssumedValues[Name]> } = {
  whitelist: {
    async observe(given) {
      const id = await given.runs();
      const endpoints = [{ service: "SSH", allowed_access_ips: ["198.51.100.7"] }];
      const running = await update(given, id, { endpoints });
      await given.ok("stopNotebook", { params: { id } });
      given.clock.advance(TRANSITION_MS);
      return [running, await update(given, id, { endpoints })];
    },
    shows: { stopped: ["ModelArts.6347", "taken"], online: ["taken", "taken"] },
  },
  rename: {
    async observe(given) {
      const id = await given.runs();
      const running = [
        await update(given, id, { name: "new" }),
        await update(given, id, { description: "new" }),
      ];
      await given.ok("stopNotebook", { params: { id } });
      given.clock.advance(TRANSITION_MS);
      return [...running, await update(given, id, { name: "new", description: "new" })];
    },
    shows: {
      online: ["taken", "taken", "taken"],
      stopped: ["ModelArts.6347", "ModelArts.6347", "taken"],
    },
  },
  "delete-running": {
    async observe(given) {
      const running = { id: await given.runs() };
      const stopped = { id: await given.stopped() };
      return [
        await outcome(given, "deleteNotebook", { params: running }),
        await outcome(given, "deleteNotebook", { params: stopped }),
      ];
    },
    shows: { yes: ["taken", "taken"], no: ["ModelArts.6304", "taken"] },
  },
  "lease-stamp": {
    async observe(given) {
      const id = await given.runs();
      const created = await leaseOf(given, id);
      await given.ok("stopNotebook", { params: { id } });
      given.clock.advance(TRANSITION_MS);
      await given.ok("startNotebook", { params: { id } });
      given.clock.advance(TRANSITION_MS);
      return [created, await leaseOf(given, id)];
    },
    shows: {
      running: [
        { update: TRANSITION_MS, duration: HOUR_MS + TRANSITION_MS },
        { update: 3 * TRANSITION_MS, duration: HOUR_MS + 3 * TRANSITION_MS },
      ],
      start: [
        { update: 0, duration: HOUR_MS },
        { update: 2 * TRANSITION_MS, duration: HOUR_MS + 2 * TRANSITION_MS },
      ],
    },
  },
  "stop-stamps-lease": {
    async observe(given) {
      const id = await given.created();
      given.clock.advance(TRANSITION_MS + 10 * MINUTE_MS);
      await given.ok("stopNotebook", { params: { id } });
      return leaseOf(given, id);
    },
    shows: {
      yes: {
        update: TRANSITION_MS + 10 * MINUTE_MS,
        duration: HOUR_MS + TRANSITION_MS + 10 * MINUTE_MS,
      },
      no: { update: TRANSITION_MS, duration: HOUR_MS + TRANSITION_MS },
    },
  },
  "rename-stamps-lease": {
    async observe(given) {
      const id = await given.created();
      given.clock.advance(TRANSITION_MS + 10 * MINUTE_MS);
      const { update_at, create_at } = await given.updated(id, { name: "new" });
      return { ...(await leaseOf(given, id)), notebook: update_at - create_at };
    },
    shows: {
      no: {
        update: TRANSITION_MS,
        duration: HOUR_MS + TRANSITION_MS,
        notebook: TRANSITION_MS + 10 * MINUTE_MS,
      },
      yes: {
        update: TRANSITION_MS + 10 * MINUTE_MS,
        duration: HOUR_MS + TRANSITION_MS + 10 * MINUTE_MS,
        notebook: TRANSITION_MS + 10 * MINUTE_MS,
      },
    },
  },
  "renew-answers": {
    async observe(given) {
      const params = { id: await given.runs() };
      const { status, body } = await given.send("renewLease", { params, body: {} });
      return [status, body?.type];
    },
    shows: { lease: [200, "TIMING"], nothing: [204, undefined] },
  },
  "renew-off": {
    async observe(given) {
      const params = { id: await given.runs() };
      const outcomes = [
        await outcome(given, "renewLease", { params, query: { duration: "-1" } }),
        await outcome(given, "renewLease", { params, body: { duration: -1 } }),
      ];
      const { lease } = await given.ok("showNotebook", { params });
      const renewal = { params, query: { duration: String(HOUR_MS) } };
      return [...outcomes, lease.enable, await outcome(given, "renewLease", renewal)];
    },
    shows: {
      taken: ["taken", "taken", false, "taken"],
      refused: ["ModelArts.6349", "ModelArts.6349", true, "taken"],
    },
  },
  "update-id": {
    async observe({ ok, runs }) {
      const endpoints = [{ service: "SSH", allowed_access_ips: ["1.1.1.1"] }];
      const params = { id: await runs({ endpoints }) };
      const body = await ok("updateNotebook", { params, body: { description: "test" } });
      return body.id === undefined ? body : [body.id === params.id, body.status];
    },
    shows: {
      no: {
        name: lab.name,
        description: "test",
        flavor: lab.flavor,
        endpoints: [{ allowed_access_ips: ["1.1.1.1"] }],
      },
      yes: [true, "RUNNING"],
    },
  },
  "create-status": {
    async observe({ ok }) {
      const created = await ok("createNotebook", { body: lab });
      const { status } = await ok("showNotebook", { params: { id: created.id } });
      const steps = created.action_progress.map((step: { status: string }) => step.status);
      return [created.status, steps, status];
    },
    shows: {
      creating: ["CREATING", ["PROCESSING", "WAITING", "WAITING", "WAITING"], "CREATING"],
      running: ["RUNNING", ["WAITING", "WAITING", "WAITING", "WAITING"], "CREATING"],
    },
  },
  page: {
    async observe({ ok, simulator }) {
      for (let number = 1; number <= 23; number++) {
        simulator.notebooks.add({ name: `lab-${number}`, create_at: number });
      }
      const query = { limit: "10", offset: "15", sort_dir: "ASC" };
      const { data, current } = await ok("listNotebooks", { query });
      return [data[0].name, data.length, current];
    },
    shows: { floor: ["lab-11", 10, 1], start: ["lab-16", 8, 1] },
  },
  "list-limit": {
    async observe(given) {
      const outcomes = [];
      for (const limit of ["7", "10", "20", "50", "100"]) {
        outcomes.push(await outcome(given, "listNotebooks", { query: { limit } }));
      }
      return outcomes;
    },
    shows: {
      refused: ["ModelArts.6336", "taken", "taken", "taken", "ModelArts.6336"],
      taken: ["taken", "taken", "taken", "taken", "taken"],
    },
  },
  "grow-stopped": {
    async observe(given) {
      const id = await given.stopped();
      const stopped = await update(given, id, { storage_new_size: 50 });
      given.clock.advance(TRANSITION_MS);
      await given.ok("startNotebook", { params: { id } });
      given.clock.advance(TRANSITION_MS);
      return [stopped, await update(given, id, { storage_new_size: 60 })];
    },
    shows: { no: ["ModelArts.6347", "taken"], yes: ["taken", "taken"] },
  },
  "grow-step": {
    async observe(given) {
      const outcomes = [];
      for (const size of [105, 106, 205, 206]) {
        const id = await given.runs();
        outcomes.push(await update(given, id, { storage_new_size: size }));
      }
      return outcomes;
    },
    shows: {
      "100": ["taken", "ModelArts.6331", "ModelArts.6331", "ModelArts.6331"],
      "200": ["taken", "taken", "taken", "ModelArts.6331"],
    },
  },
  "stopped-mounts": {
    async observe(given) {
      const params = { id: await given.runs() };
      const body = { category: "OBS", uri: "obs://team/data/", mount_path: "/data/team/" };
      const { id: storageId } = await given.ok("attachStorage", { params, body });
      given.clock.advance(TRANSITION_MS);
      const running = await outcome(given, "listStorages", { params });
      await given.ok("stopNotebook", { params });
      const stopping = await outcome(given, "listStorages", { params });
      given.clock.advance(TRANSITION_MS);
      const shown = await outcome(given, "showStorage", { params: { ...params, storageId } });
      const { body: page } = await given.send("listStorages", { params });
      return [running, stopping, shown, page.error_code ?? page.data[0].status];
    },
    shows: {
      listed: ["taken", "taken", "taken", "MOUNTED"],
      refused: ["taken", "ModelArts.6327", "ModelArts.6327", "ModelArts.6327"],
    },
  },
  "stop-stopped": {
    observe: async (given) =>
      given.refused("stopNotebook", { params: { id: await given.stopped() } }),
    shows: { "6357": "ModelArts.6357", "6307": "ModelArts.6307" },
  },
  "start-running": {
    observe: async (given) =>
      given.refused("startNotebook", { params: { id: await given.runs() } }),
    shows: { "6357": "ModelArts.6357", "6305": "ModelArts.6305" },
  },
  "whitelist-ranges": {
    async observe(given) {
      const endpoints = (ip: string) => [{ service: "SSH", allowed_access_ips: [ip] }];
      const id = await given.stopped();
      return [
        await update(given, id, { endpoints: endpoints("198.51.100.7") }),
        await update(given, id, { endpoints: endpoints("198.51.100.0/24") }),
        await outcome(given, "createNotebook", {
          body: { ...lab, endpoints: endpoints("198.51.100.0/24") },
        }),
      ];
    },
    shows: {
      taken: ["taken", "taken", "taken"],
      refused: ["taken", "ModelArts.6336", "ModelArts.6336"],
    },
  },
  "whitelist-ipv6": {
    async observe(given) {
      const endpoints = (ip: string) => [{ service: "SSH", allowed_access_ips: [ip] }];
      const id = await given.stopped();
      return [
        await update(given, id, { endpoints: endpoints("198.51.100.0/24") }),
        await update(given, id, { endpoints: endpoints("2001:db8::7") }),
        await update(given, id, { endpoints: endpoints("2001:db8::/48") }),
        await outcome(given, "createNotebook", {
          body: { ...lab, endpoints: endpoints("2001:db8::7") },
        }),
      ];
    },
    shows: {
      taken: ["taken", "taken", "taken", "taken"],
      refused: ["taken", "ModelArts.6336", "ModelArts.6336", "ModelArts.6336"],
    },
  },
  "notebook-image": {
    async observe(given) {
      const created = await given.ok("createNotebook", { body: lab });
      const id = await given.stopped();
      const updated = await given.updated(id, { image_id: OTHER_IMAGE_ID });
      const { data } = await given.ok("listNotebooks", {});
      return [created, updated, ...data].map(({ image }) => Object.keys(image).sort().join());
    },
    shows: {
      published: Array(4).fill("description,id,name,swr_path,tag,type"),
      more: Array(4).fill(
        "arch,create_at,description,dev_services,id,name,namespace,origin,resource_categories,service_type," +
          "size,status,support_res_categories,swr_path,tag,type,update_at,visibility,workspace_id",
      ),
    },
  },
  "description-characters": {
    async observe(given) {
      const id = await given.runs();
      return [
        await outcome(given, "createNotebook", { body: { ...lab, description: "R&D's" } }),
        await update(given, id, { description: "R&D's" }),
        await update(given, id, { description: "a < b" }),
      ];
    },
    shows: {
      pages: ["ModelArts.6334", "ModelArts.6334", "ModelArts.6334"],
      sdk: ["taken", "taken", "ModelArts.6334"],
    },
  },
};

describe("simulator: assumptions", () => {
  const given = useSimulators();

  for (const name of assumptionNames) {
    const { observe, shows } = facts[name] as Fact<string>;
    for (const [value, meaning] of Object.entries(assumptions[name].values)) {
      it(`given ${name}=${value}, when it is observed, then: ${meaning}`, async () => {
        const one = await given({ assume: { [name]: value } });
        assert.deepEqual(await observe(one), shows[value]);
      });
    }

    for (const cloud of cloudNames) {
      it(`given ${cloud} without --assume, when ${name} is observed, then it has the default of the table`, async () => {
        assert.deepEqual(await observe(await given({ cloud })), shows[defaultOf(name, cloud)]);
      });
    }

    it(`given ${name}, when its value changes, then the observation differs`, () => {
      const [value, other] = [defaultOf(name, "huawei"), otherValue(name, "huawei")];
      assert.notDeepEqual(shows[value], shows[other]);
    });
  }

  it("given a simulator, when its assumptions are read, then every one has its value", async () => {
    const { simulator } = await given({ cloud: "otc", assume: { page: "start" } });
    assert.equal(simulator.cloud, "otc");
    assert.deepEqual(simulator.assumed, { ...assumedValues("otc"), page: "start" });
    assert.equal((await given()).simulator.cloud, "huawei");
  });

  it("given an unknown assumption or value, when a simulator is created, then the error lists the known ones", () => {
    const simulate = (assume: object) => () => createSimulator({ assume });
    assert.throws(simulate({ pages: "start" }), /no assumption "pages".* whitelist, rename, /);
    assert.throws(simulate({ page: "end" }), /page is floor or start, not "end"/);
    assert.throws(() => createSimulator({ cloud: "aws" as never }), /no cloud aws.*otc, huawei/);
  });
});
