/**
 * One diff: the dynamic provider and the plugin answer the same in each situation. Each situation has a
 * notebook of its own, so that one run of the engine shows all of them.
 */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { WireNotebook } from "pulumi-modelarts-simulator";
import { newStack, NOTEBOOK, type Stack } from "../stack";

type Operation = "same" | "update" | "replace";

interface Situation {
  /** What is declared beside the least, at first. */
  declared?: object;
  /** What is declared afterwards. */
  then?: object;
  /** What somebody else changes in the live notebook. */
  live?(notebook: WireNotebook): Partial<WireNotebook>;
  /** The creation fails. */
  failsToCreate?: boolean;
  /** An update to this declaration stops the notebook, and its start fails. */
  failsToStart?: object;
  /** What a preview announces after a refresh. */
  leadsTo: Operation;
}

const SSH = { service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] };
const LEASE = { duration: 7_200_000, type: "timing" };
const renewed = (lease: WireNotebook["lease"] = {}, ms: number) => ({
  lease: { ...lease, duration: (lease.duration ?? 0) + ms },
});

const situations: Record<string, Situation> = {
  "an update stopped it and its start failed": {
    failsToStart: { flavor: "modelarts.vm.cpu.8u" },
    leadsTo: "update",
  },
  "its start failed and the program takes the change back": {
    failsToStart: { flavor: "modelarts.vm.cpu.8u" },
    then: {},
    leadsTo: "update",
  },
  "its creation failed": { failsToCreate: true, leadsTo: "replace" },
  "nothing changes": { declared: { lease: LEASE, tags: { team: "a" } }, leadsTo: "same" },
  "another flavor is declared": { then: { flavor: "modelarts.vm.cpu.8u" }, leadsTo: "update" },
  "its description is declared no longer": {
    declared: { description: "old" },
    then: {},
    leadsTo: "update",
  },
  "other key pairs are declared": {
    declared: { endpoints: [SSH] },
    then: { endpoints: [{ ...SSH, keyPairNames: ["other"] }] },
    leadsTo: "replace",
  },
  "another workspace is declared": { then: { workspaceId: "w" }, leadsTo: "replace" },
  "a larger disk is declared": {
    then: { volume: { ...NOTEBOOK.volume, capacity: 20 } },
    leadsTo: "update",
  },
  "its disk was grown, and the program declares the new size": {
    live: ({ volume }) => ({ volume: { ...volume, capacity: 30 } }),
    then: { volume: { ...NOTEBOOK.volume, capacity: 30 } },
    leadsTo: "same",
  },
  "its whitelist was opened": {
    declared: { endpoints: [SSH] },
    live: ({ endpoints = [] }) => ({
      endpoints: endpoints.map((each) => ({ ...each, allowed_access_ips: [] })),
    }),
    leadsTo: "update",
  },
  "its lease was renewed for longer": {
    declared: { lease: LEASE },
    live: ({ lease }) => renewed(lease, 36_000_000),
    leadsTo: "update",
  },
  "its undeclared lease was renewed": {
    live: ({ lease }) => renewed(lease, 36_000_000),
    leadsTo: "same",
  },
  "its tag was removed": {
    declared: { tags: { team: "a" } },
    live: () => ({ tags: [] }),
    leadsTo: "update",
  },
  "somebody else tagged it": { live: () => ({ tags: [{ key: "b", value: "" }] }), leadsTo: "same" },
  "it was stopped": { live: () => ({ status: "STOPPED" }), leadsTo: "same" },
  "it was stopped and is to run": {
    declared: { desiredStatus: "RUNNING" },
    live: () => ({ status: "STOPPED" }),
    leadsTo: "update",
  },
};

const servers = {
  "the dynamic provider": "new Notebook(name, args)",
  "the plugin":
    'new pulumi.CustomResource("modelarts:index:Notebook", name, { ...args, status: undefined })',
};

const nameOf = (situation: string) => situation.replace(/\W+/g, "-");

for (const [server, make] of Object.entries(servers)) {
  describe(`the diff of ${server}`, () => {
    let stack: Stack;
    const operations: Record<string, string> = {};

    const live = (name: string) =>
      stack.simulator.notebooks.list().filter((notebook) => notebook.name === name);
    const of = (declaration: (situation: Situation) => object | undefined) => {
      const all = Object.entries(situations).map(([key, situation]) => {
        const name = nameOf(key);
        return [name, { ...NOTEBOOK, name, ...(declaration(situation) ?? {}) }];
      });
      stack.program(`for (const [name, args] of ${JSON.stringify(all)}) ${make};`);
    };
    const failing = (fault: string, isAsked: (situation: Situation) => boolean) => {
      for (const [key, situation] of Object.entries(situations)) {
        const asked = { name: fault, notebook: nameOf(key) };
        if (isAsked(situation)) stack.simulator.faults.ask(asked as never);
      }
    };
    const up = () => stack.run(["up", "--yes", "--skip-preview", "--continue-on-error"]);

    before(async () => {
      stack = await newStack();
      const plugin = "{ name: modelarts, path: node_modules/pulumi-modelarts }";
      appendFileSync(join(stack.folder, "Pulumi.yaml"), `plugins: { providers: [${plugin}] }\n`);
      failing("createFails", ({ failsToCreate }) => failsToCreate === true);
      of(({ declared }) => declared);
      await up();
      failing("startFails", ({ failsToStart }) => failsToStart !== undefined);
      of(({ declared, failsToStart }) => ({ ...declared, ...failsToStart }));
      // A failed creation is replaced by the next update, which is not what this one is about.
      const targets = Object.entries(situations)
        .filter(([, { failsToStart }]) => failsToStart)
        .flatMap(([key]) => ["--target", `**${nameOf(key)}`]);
      const { text } = await stack.run([
        "up",
        "--yes",
        "--skip-preview",
        "--continue-on-error",
        ...targets,
      ]);
      assert.match(text, /START_FAILED/);
      for (const [key, situation] of Object.entries(situations)) {
        const [notebook] = live(nameOf(key));
        const change = notebook && situation.live?.(notebook);
        if (change !== undefined) stack.simulator.notebooks.change(notebook?.id ?? "", change);
      }
      of(({ declared, failsToStart, then }) => then ?? { ...declared, ...failsToStart });
      await stack.ok(["refresh", "--yes", "--skip-preview"]);
      const { steps } = JSON.parse(await stack.ok(["preview", "--json", "--show-sames"])) as {
        steps: { op: string; urn: string }[];
      };
      for (const { op, urn } of steps) {
        const name = urn.split("::").at(-1) ?? "";
        operations[name] = /replace/.test(op) ? "replace" : op;
      }
    });
    after(() => stack.close());

    for (const [key, { leadsTo }] of Object.entries(situations)) {
      it(`given that ${key}, then it is ${leadsTo}`, () => {
        assert.equal(operations[nameOf(key)], leadsTo);
      });
    }

    it("leads to notebooks that are as declared, and that run unless they were stopped", async () => {
      assert.equal((await up()).code, 0);
      await stack.ok(["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"]);
      const stopped = stack.simulator.notebooks
        .list()
        .filter(({ status }) => status !== "RUNNING")
        .map(({ name }) => name);
      assert.deepEqual(stopped, ["it-was-stopped"]);
      assert.equal(stack.simulator.notebooks.list().length, Object.keys(situations).length);
    });
  });
}
