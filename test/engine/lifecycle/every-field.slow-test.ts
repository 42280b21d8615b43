/**
 * Every row of the fields table, changed on a notebook that runs and on one that is stopped, all in one
 * update: which requests go out, in which order, and that each is left as it was found.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fields } from "../../../provider/resources/notebook/fields";
import type { Consequence } from "../../../provider/resources/resource-kind";
import { newStack, NOTEBOOK, ROOT, type Stack } from "../stack";
import { stepTable } from "../step-table";

const SSH = { service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] };
const EFS = { category: "EFS", ownership: "DEDICATED", uri: "nas:/a", id: "efs-1" };
const OBS = {
  category: "OBS",
  ownership: "DEDICATED",
  uri: "obs://team/work/",
  mountPath: "/home/ma-user/work/",
  dewSecretName: "key",
};
const IN_POOL = { poolId: "pool-1" };
const MADE = {
  ...IN_POOL,
  flavor: "custom.flavor.spec.code",
  customSpec: { cpu: 4, memory: 8192, arch: "X86_64", category: "CPU" },
};

/** What is declared before and after, beside the least that a notebook declares. */
const changes: Record<string, [before: object, after: object]> = {
  name: [{}, { name: "renamed" }],
  description: [{}, { description: "new" }],
  flavor: [{}, { flavor: "modelarts.vm.cpu.8u" }],
  customSpec: [MADE, { ...MADE, customSpec: { ...MADE.customSpec, cpu: 8 } }],
  imageId: [{}, { imageId: "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10" }],
  endpoints: [{}, { endpoints: [{ ...SSH, allowedAccessIps: ["203.0.113.8"] }] }],
  "endpoints.keyPairNames": [{}, { endpoints: [{ ...SSH, keyPairNames: ["other"] }] }],
  "volume.category": [{}, { volume: { category: "EFS", ownership: "MANAGED" } }],
  "volume.ownership": [{ volume: EFS }, { volume: { category: "EFS", ownership: "MANAGED" } }],
  "volume.capacity of EVS": [{}, { volume: { ...NOTEBOOK.volume, capacity: 20 } }],
  "volume.capacity of EFS": [
    { volume: { category: "EFS", ownership: "MANAGED" } },
    { volume: { category: "EFS", ownership: "MANAGED", capacity: 60 } },
  ],
  "volume.uri": [{ volume: EFS }, { volume: { ...EFS, uri: "nas:/b" } }],
  "volume.id": [{ volume: EFS }, { volume: { ...EFS, id: "efs-2" } }],
  "volume.mountPath": [
    { ...IN_POOL, volume: OBS },
    { ...IN_POOL, volume: { ...OBS, mountPath: "/home/ma-user/other/" } },
  ],
  "volume.readOnly": [
    { ...IN_POOL, volume: { ...OBS, readOnly: false } },
    { ...IN_POOL, volume: { ...OBS, readOnly: true } },
  ],
  "volume.dewSecretName": [
    { ...IN_POOL, volume: OBS },
    { ...IN_POOL, volume: { ...OBS, dewSecretName: "other" } },
  ],
  lease: [{}, { lease: { duration: 10_800_000, type: "idle" } }],
  hooks: [{}, { hooks: { containerHooks: { preStart: { type: "SCRIPT", script: "/a.sh" } } } }],
  affinity: [{}, affinity("b")],
  dataVolumes: [{}, { dataVolumes: [{ ...OBS, mountPath: "/data/b/" }] }],
  publicNetworkConfig: [{}, { publicNetworkConfig: { publicNetworkType: "FORBIDDEN" } }],
  tags: [{ tags: { costCenter: "1", old_one: "x" } }, { tags: { costCenter: "2" } }],
  desiredStatus: [{}, {}],
  runUser: [{ runUser: { uid: 1000 } }, { runUser: { uid: 0 } }],
  userVpc: [vpc("a"), vpc("b")],
  feature: [{ feature: "NOTEBOOK" }, { feature: "DEFAULT" }],
  poolId: [{}, { poolId: "pool-2" }],
  workspaceId: [{}, { workspaceId: "1" }],
};

function affinity(zone: string): object {
  const term = { key: "zone", operator: "In", values: [zone] };
  return { affinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}

function vpc(name: string): object {
  return { userVpc: { vpcId: `vpc-${name}`, subnetId: `subnet-${name}` } };
}

type Status = "RUNNING" | "STOPPED";

/** A stop for a change marks the notebook until it runs again. */
const restart = (...between: string[]) => [
  "POST /tags/create",
  "POST /stop",
  ...between,
  "POST /start",
  "DELETE /tags/delete",
];

/** Beside the reads that wait. */
const requests: Record<Exclude<Consequence, "read" | "state">, Record<Status, string[]>> = {
  online: { RUNNING: ["PUT"], STOPPED: ["PUT"] },
  whitelist: { RUNNING: restart("PUT"), STOPPED: ["PUT"] },
  disk: { RUNNING: ["PUT"], STOPPED: [] },
  stopped: { RUNNING: restart("PUT"), STOPPED: ["PUT"] },
  lease: { RUNNING: ["PATCH /lease"], STOPPED: [] },
  tags: {
    RUNNING: ["DELETE /tags/delete", "POST /tags/create"],
    STOPPED: ["DELETE /tags/delete", "POST /tags/create"],
  },
  status: { RUNNING: ["POST /stop"], STOPPED: ["POST /start"] },
  replace: { RUNNING: ["DELETE"], STOPPED: ["DELETE"] },
};

interface Case {
  name: string;
  status: Status;
  before: object;
  after: object;
  expected: string[];
  change: Consequence;
  path: string;
}

const rows = fields.filter(({ change }) => change !== "read");

const cases = rows.flatMap(({ path, of, change }): Case[] => {
  const key = of === undefined ? path : `${path} of ${of}`;
  const [before, after] = changes[key] ?? assert.fail(`no example of ${key}`);
  return (
    (["RUNNING", "STOPPED"] as const)
      // An account has one free CodeLab.
      .filter((status) => path !== "feature" || status === "RUNNING")
      // A disk grows only while the notebook runs; test/unit/resources/updates.test.ts shows the refusal.
      .filter((status) => change !== "disk" || status === "RUNNING")
      .map((status) => ({
        name: `${key.replace(/\W+/g, "-")}-${status}`,
        status,
        before,
        after:
          path === "desiredStatus"
            ? { desiredStatus: status === "RUNNING" ? "STOPPED" : "RUNNING" }
            : after,
        expected: [
          // What a machine can change to is asked before it is stopped for it.
          ...(path === "flavor" ? ["GET /flavors"] : []),
          ...requests[change as keyof typeof requests][status],
        ],
        change,
        path,
      }))
  );
});

/** Beside the rows: what only a stop and a start can bring. */
cases.push(
  ...(["RUNNING", "STOPPED"] as const).map((status) => ({
    name: `lease-off-${status}`,
    status,
    before: { lease: { duration: 7_200_000, type: "idle" } },
    after: { lease: { enable: false } },
    expected: status === "RUNNING" ? restart() : [],
    change: "lease" as const,
    path: "lease",
  })),
);

/** What the preview says of each beside the changes. */
const notes: [name: string, note: RegExp][] = [
  ["flavor-RUNNING", /it will be stopped and started again for flavor/],
  ["lease-off-RUNNING", /it will be stopped and started again for lease/],
  ["lease-STOPPED", /it is STOPPED, so the lease waits for its next start/],
  [
    "volume-category-RUNNING",
    /warning: replacing the notebook \(for volume\.category\) deletes its EVS volume/,
  ],
];

describe("every field of a running and of a stopped notebook", () => {
  stepTable();
  let stack: Stack;
  const ids = new Map<string, string>();
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  function declare(which: "before" | "after"): void {
    const all = cases.map((each) => {
      const args = { name: each.name, ...NOTEBOOK, endpoints: [SSH], ...each[which] };
      return [each.name, { ...args, ...("name" in each[which] && { name: `new-${each.status}` }) }];
    });
    stack.program(`for (const [name, args] of ${JSON.stringify(all)}) new Notebook(name, args);`);
  }

  const statusOf = (id: string | undefined) => stack.simulator.notebooks.get(id ?? "")?.status;

  it("changes by the requests that its row says, and stays as it was", async () => {
    declare("before");
    await stack.ok(["up", "--yes", "--skip-preview"]);
    for (const { id, name = "" } of stack.simulator.notebooks.list()) ids.set(name, id);
    for (const { name, status } of cases) {
      if (status === "STOPPED") stack.simulator.notebooks.change(ids.get(name) ?? "", { status });
    }
    await stack.ok(["refresh", "--yes", "--skip-preview"]);

    declare("after");
    stack.log.length = 0;
    const text = await stack.ok(["up", "--yes", "--skip-preview"]);
    for (const [name, note] of notes) {
      assert.match(text.split("\n").find((line) => line.includes(`${name}: `)) ?? "", note);
    }
    for (const { name, status, expected, change } of cases) {
      const id = ids.get(name);
      const path = `/v1/test-project/notebooks/${id}`;
      const sent = stack.log
        .filter((entry) => entry.path.startsWith(path))
        .map((entry) => `${entry.method} ${entry.path.slice(path.length)}`.trim())
        .filter((line) => line !== "GET");
      assert.deepEqual(sent, expected, `the requests for ${name}`);
      if (change === "replace") assert.equal(statusOf(id), undefined, `${name} was replaced`);
      else if (change !== "status") assert.equal(statusOf(id), status, `the status of ${name}`);
      else assert.notEqual(statusOf(id), status, `the status of ${name}`);
    }
    const created = stack.log.filter(({ method, path }) => {
      return method === "POST" && path.endsWith("/notebooks");
    });
    assert.equal(created.length, cases.filter(({ change }) => change === "replace").length);
  });

  it("takes as many requests as docs/requests.md says, beside those that wait", () => {
    const rows = [
      ...readFileSync(join(ROOT, "docs/requests.md"), "utf8").matchAll(
        /^\| `(\S+)` .*?\| (\d+) /gm,
      ),
    ];
    assert.equal(rows.length, 10);
    for (const [, name = "", count] of rows) {
      const path = `/v1/test-project/notebooks/${ids.get(`${name}-RUNNING`)}`;
      const sent = stack.log.filter((entry) => entry.path.startsWith(path));
      const reads = sent.filter((entry) => entry.method === "GET" && entry.path === path);
      const waits = sent.some(({ path: at }) => /\/(start|stop)$/.test(at));
      assert.equal(sent.length - (waits ? reads.length - 1 : 0), Number(count), name);
    }
  });

  it("has nothing left to change, before and after a refresh", async () => {
    await stack.ok(["preview", "--expect-no-changes"]);
    await stack.ok(["preview", "--refresh", "--expect-no-changes"]);
  });

  it("is shown and brought back where a declared status was left", async () => {
    const id = ids.get("desiredStatus-STOPPED") ?? assert.fail();
    stack.simulator.notebooks.change(id, { status: "STOPPED" }); // As auto stop does it.
    const only = ["--target", "**::desiredStatus-STOPPED"];
    const text = await stack.ok(["preview", "--refresh", "--diff", ...only]);
    assert.match(text, / status *: "RUNNING" => "STOPPED"/);
    assert.match(text, /desiredStatus *: "STOPPED" => "RUNNING"/);
    assert.doesNotMatch(text, /- lease/, "what is not declared is not taken away");
    await stack.ok(["up", "--yes", "--refresh", "--skip-preview", ...only]);
    assert.equal(statusOf(id), "RUNNING");
  });
});
