import { strict as assert } from "node:assert";
import { errorCodes } from "../../../provider/wire/error";
import { updatesTaken, type UpdateKey } from "../../../provider/wire/notebook-inputs";
import {
  IMAGE_ID,
  TRANSITION_MS,
  lab,
  useSimulators,
  type Given,
  type Json,
} from "./simulator-steps";

/** Code, what is wrong, and the request that meets it. */
type Row = [code: string, when: string, request: (given: Given) => ReturnType<Given["send"]>];

const create = (changes: object): Row[2] => {
  return ({ send }) => send("createNotebook", { body: { ...lab, ...changes } });
};
const volume = (changes: object) => create({ volume: { ...lab.volume, ...changes } });
const ssh = (changes: object) => create({ endpoints: [{ service: "SSH", ...changes }] });
const rawBody = (body: string): Row[2] => {
  return ({ send }) => send("createNotebook", { body });
};
const query = (values: Record<string, string>): Row[2] => {
  return ({ send }) => send("listNotebooks", { query: values });
};
const update = (body: object, notebook: object = {}): Row[2] => {
  return async ({ send, runs }) =>
    send("updateNotebook", { params: { id: await runs(notebook) }, body });
};
const updateStopped = (body: object): Row[2] => {
  return async ({ send, stopped }) =>
    send("updateNotebook", { params: { id: await stopped() }, body });
};
const renew = (body: object, values: Record<string, string> = {}): Row[2] => {
  return async ({ send, runs }) =>
    send("renewLease", { params: { id: await runs() }, query: values, body });
};
type Acting =
  | "startNotebook"
  | "stopNotebook"
  | "deleteNotebook"
  | "updateNotebook"
  | "renewLease"
  | "showLease";
const acting = (name: Acting, status: string): Row[2] => {
  return async ({ send, simulator }) => {
    const { id } = simulator.notebooks.add({ status });
    return send(name, { params: { id } });
  };
};
const nowhere = (name: Acting | "showNotebook" | "listSwitchableFlavors"): Row[2] => {
  return ({ send }) => send(name, { params: { id: "gone" }, query: { duration: "3600000" } });
};
const stoppedOnlyValues: Partial<Record<UpdateKey, unknown>> = {
  flavor: "modelarts.vm.cpu.8u",
  image_id: IMAGE_ID,
  dew_secret_name: "team",
  hooks: { container_hooks: {} },
  custom_spec: { cpu: 8, memory: 8192, arch: "X86_64", category: "CPU" },
  affinity: {},
  data_volumes: [],
  public_network_config: { public_network_type: "FORBIDDEN" },
};

const rows: Row[] = [
  ["6400", "the body is not JSON", rawBody("{name:")],
  ["6400", "the body is a list", rawBody("[]")],
  ["6400", "the body is null", rawBody("null")],
  ["6400", "there is no body", rawBody("")],
  ["6335", "name is missing", create({ name: undefined })],
  ["6335", "name is null", create({ name: null })],
  ["6335", "flavor is missing", create({ flavor: undefined })],
  ["6335", "image_id is missing", create({ image_id: undefined })],
  ["6335", "volume is missing", create({ volume: undefined })],
  ["6335", "volume.category is missing", volume({ category: undefined })],
  ["6335", "volume.ownership is missing", volume({ ownership: undefined })],
  ["6335", "an endpoint's service is missing", ssh({ service: undefined })],
  ["6334", "name holds a space", create({ name: "a lab" })],
  ...[..."&<>\"'/"].map((sign): Row => {
    return ["6334", `description holds ${sign}`, create({ description: `a ${sign} b` })];
  }),
  ["6334", "an update's name holds a dot", update({ name: "a.b" })],
  ["6334", "an update's description holds a quote", update({ description: "it's" })],
  ["6336", "name is empty", create({ name: "" })],
  ["6336", "name has 129 characters", create({ name: "n".repeat(129) })],
  ["6336", "description has 513 characters", create({ description: "d".repeat(513) })],
  ["6336", "name is a number", create({ name: 1 })],
  ["6336", "feature is unknown", create({ feature: "FREE" })],
  ["6336", "image_id is not a UUID", create({ image_id: "latest" })],
  ["6797", "there is no such image", create({ image_id: IMAGE_ID.replace("e", "f") })],
  ["6336", "volume.category is unknown", volume({ category: "SSD" })],
  ["6336", "volume.ownership is unknown", volume({ ownership: "MINE" })],
  ["6336", "uri is given for EVS", volume({ uri: "1.2.3.4:/" })],
  ["6336", "id is given for managed EFS", volume({ category: "EFS", id: "x" })],
  ["6336", "EVS is DEDICATED", volume({ ownership: "DEDICATED" })],
  ["6336", "capacity is not a number", volume({ capacity: "5" })],
  ["6336", "EFS has 4097 GB", volume({ category: "EFS", capacity: 4097 })],
  ["6336", "service is unknown", ssh({ service: "TELNET" })],
  ["6336", "the whitelist has 6 addresses", ssh({ allowed_access_ips: ips(6) })],
  ["6336", "the whitelist holds a name", ssh({ allowed_access_ips: ["example.com"] })],
  ["6336", "lease.type is unknown", create({ lease: { type: "never" } })],
  ["6331", "EVS has 4 GB", volume({ capacity: 4 })],
  ["6331", "EVS has 4097 GB", volume({ capacity: 4097 })],
  ["6331", "EVS is larger than the flavor takes", create({ flavor: "small", volume: big() })],
  ["6323", "there is no such flavor", create({ flavor: "modelarts.vm.cpu.3u" })],
  ["6329", "the flavor is sold out", create({ flavor: "gone" })],
  ["6349", "lease.duration is under an hour", create({ lease: { duration: 3_599_999 } })],
  ["6349", "lease.duration is over 72 hours", create({ lease: { duration: 259_200_001 } })],
  ["6349", "duration is 0", create({ duration: 0 })],
  ["6349", "duration is half a millisecond off", create({ duration: 3_600_000.5 })],
  [
    "6302",
    "there is a free CodeLab already",
    async (given) => {
      await given.created({ feature: "DEFAULT" });
      return create({ feature: "DEFAULT" })(given);
    },
  ],
  ["6331", "the disk shrinks", update({ storage_new_size: 5 }, { volume: big(10) })],
  ["6331", "the disk keeps its size", update({ storage_new_size: 5 })],
  ["6331", "the disk grows over 4096 GB", update({ storage_new_size: 4097 })],
  ["6331", "EFS grows", update({ storage_new_size: 99 }, { volume: efs() })],
  ["6331", "the disk outgrows the flavor", update({ storage_new_size: 101 }, { flavor: "small" })],
  ["6323", "an update's flavor is unknown", updateStopped({ flavor: "modelarts.vm.cpu.3u" })],
  ["6329", "an update's flavor is sold out", updateStopped({ flavor: "gone" })],
  ["6797", "an update's image is unknown", updateStopped({ image_id: IMAGE_ID.replace("e", "f") })],
  ...Object.entries(stoppedOnlyValues).map(([field, value]): Row => {
    return ["6347", `${field} is changed while running`, update({ [field]: value })];
  }),
  ["6349", "a renewal's query is out of range", renew({}, { duration: "1" })],
  ["6349", "a renewal's query is not a number", renew({}, { duration: "soon" })],
  ["6349", "a renewal's body is out of range", renew({ duration: 1 })],
  ["6336", "a renewal's type is unknown", renew({ duration: 3_600_000, type: "never" })],
  ["6327", "a stopped notebook's lease is renewed", acting("renewLease", "STOPPED")],
  ["6327", "a starting notebook's lease is renewed", acting("renewLease", "STARTING")],
  ["6327", "a stopped notebook's lease is shown", acting("showLease", "STOPPED")],
  ["6327", "a creating notebook's lease is shown", acting("showLease", "CREATING")],
  ["6357", "a running notebook is started", acting("startNotebook", "RUNNING")],
  ["6306", "a starting notebook is started", acting("startNotebook", "STARTING")],
  ["6357", "a stopped notebook is stopped", acting("stopNotebook", "STOPPED")],
  ["6308", "a stopping notebook is stopped", acting("stopNotebook", "STOPPING")],
  ["6357", "a stopping notebook is started", acting("startNotebook", "STOPPING")],
  ["6357", "a starting notebook is stopped", acting("stopNotebook", "STARTING")],
  ["6357", "a creating notebook is stopped", acting("stopNotebook", "CREATING")],
  ["6357", "a creating notebook is updated", acting("updateNotebook", "CREATING")],
  ["6357", "a deleting notebook is started", acting("startNotebook", "DELETING")],
  [
    "6357",
    "a creating notebook is deleted",
    async ({ send, created }) => send("deleteNotebook", { params: { id: await created() } }),
  ],
  [
    "6357",
    "a deleting notebook is deleted",
    async ({ send, ok, runs }) => {
      const params = { id: await runs() };
      await ok("deleteNotebook", { params });
      return send("deleteNotebook", { params });
    },
  ],
  ["6326", "a frozen notebook is started", acting("startNotebook", "FROZEN")],
  ["6326", "a frozen notebook is updated", acting("updateNotebook", "FROZEN")],
  [
    "6347",
    "a notebook that was never created is started",
    acting("startNotebook", "CREATE_FAILED"),
  ],
  ["6404", "a missing notebook is shown", nowhere("showNotebook")],
  ["6404", "a missing notebook's lease is shown", nowhere("showLease")],
  ["6404", "a missing notebook's flavors are listed", nowhere("listSwitchableFlavors")],
  ["6309", "a missing notebook is updated", nowhere("updateNotebook")],
  ["6309", "a missing notebook is started", nowhere("startNotebook")],
  ["6309", "a missing notebook is stopped", nowhere("stopNotebook")],
  ["6309", "a missing notebook is deleted", nowhere("deleteNotebook")],
  ["6309", "a missing notebook's lease is renewed", nowhere("renewLease")],
  ["6797", "a missing image is shown", ({ send }) => send("showImage", { params: { id: "x" } })],
  ["6336", "limit is 0", query({ limit: "0" })],
  ["6336", "limit is a word", query({ limit: "ten" })],
  ["6336", "offset is negative", query({ offset: "-1" })],
  ["6336", "sort_dir is unknown", query({ sort_dir: "UP" })],
];

function ips(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `198.51.100.${index}`);
}

function big(capacity = 101): object {
  return { ...lab.volume, capacity };
}

function efs(): object {
  return { category: "EFS", ownership: "MANAGED" };
}

describe("simulator: refusals", () => {
  const given = useSimulators();
  const flavors = [
    { id: "small", evs_max_size: 100 },
    { id: "gone", sold_out: true },
  ];

  for (const [number, when, request] of rows) {
    it(`given that ${when}, then ModelArts.${number}`, async () => {
      const { status, body } = await request(await given({ seed: { flavors } }));
      assert.equal(body.error_code, `ModelArts.${number}`, JSON.stringify(body));
      assert.equal(status, 400);
      const { message } = errorCodes[`ModelArts.${number}` as keyof typeof errorCodes];
      assert.ok(body.error_msg.startsWith(message));
    });
  }

  it("given every field that only a stopped notebook can change, then a row above changes it", () => {
    assert.deepEqual(Object.keys(stoppedOnlyValues).sort(), updatesTaken("stopped").sort());
  });

  it("given a wrong property, when it is refused, then the message names it", async () => {
    const { body } = await volume({ category: "SSD" })(await given());
    assert.match(body.error_msg, /volume\.category/);
  });

  it("given values at their limits, when a notebook is created, then it is accepted", async () => {
    const { ok, runs } = await given();
    const right = [
      { name: "n".repeat(128), description: "d".repeat(512) },
      { volume: { ...lab.volume, capacity: 4096 }, lease: { duration: 259_200_000 } },
      { volume: { category: "EFS", ownership: "DEDICATED", uri: "1.2.3.4:/", id: "x" } },
      { endpoints: [{ service: "SSH", allowed_access_ips: ips(5) }] },
      { description: null, workspace_id: "0", something_new: { that: ["nobody knows"] } },
      {
        flavor: "made-to-measure",
        custom_spec: { cpu: 2, memory: 8192, arch: "X86_64", category: "CPU" },
        pool_id: "pool-1",
      },
    ];
    for (const changes of right) await runs(changes);
    assert.equal((await ok("listNotebooks")).total, right.length);
  });

  for (const status of ["RUNNING", "STOPPED", "CREATE_FAILED", "START_FAILED", "ERROR", "FROZEN"]) {
    it(`given a ${status} notebook, when it is deleted, then it is gone`, async () => {
      const { simulator, ok, clock } = await given();
      const { id } = simulator.notebooks.add({ status });
      await ok("deleteNotebook", { params: { id } });
      clock.advance(TRANSITION_MS);
      assert.equal(simulator.notebooks.get(id), undefined);
    });
  }

  for (const [method, path] of [
    ["GET", "/"],
    ["GET", "/v1/p/nothing"],
    ["PUT", "/v1/p/notebooks"],
    ["GET", "/v3/auth/tokens"],
  ] as const) {
    it(`given ${method} ${path}, when it is asked, then there is no such API`, async () => {
      const { running } = await given();
      const response = await fetch(running.url + path, { method });
      assert.equal(response.status, 404);
      assert.ok(response.headers.get("x-request-id"));
      const { error_code, error } = (await response.json()) as Json;
      const isIam = path.startsWith("/v3");
      assert.deepEqual(isIam ? error.title : error_code, isIam ? "Not Found" : "APIG.0101");
    });
  }
});
