/** Updates that end before their time, after they have stopped a running notebook. One notebook for all cases. */
import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { LogEntry } from "pulumi-modelarts-simulator";
import { startRun, type Kill } from "../processes";
import { newStack, NOTEBOOK, type Stack } from "../stack";

const servers = {
  "the dynamic provider": "new Notebook(name, args, options)",
  "the plugin":
    'new pulumi.CustomResource("modelarts:index:Notebook", name, { ...args, status: undefined }, options)',
};
const flavors = ["modelarts.vm.cpu.2u", "modelarts.vm.cpu.8u"];

/** The request at which it happens: when the API has taken the request, and before its answer is sent. */
const moments = {
  stop: ({ path }: LogEntry) => path.endsWith("/stop"),
  change: ({ method }: LogEntry) => method === "PUT",
  start: ({ path }: LogEntry) => path.endsWith("/start"),
};

export interface Crash {
  /** `outage`: from then on, the API answers every request with 500. */
  by: Kill | "outage";
  at: keyof typeof moments;
  /** The program is as before when it runs again. */
  isReverted?: boolean;
  /** The next run is on another machine: it has another PULUMI_HOME. */
  isElsewhere?: boolean;
  /** Arguments of the next `up`. */
  then?: string[];
  /** Before the next `up`, a preview with a refresh shows what `up` will do. */
  isPreviewed?: boolean;
}

export function runsAfter(crashes: Record<string, Crash>): void {
  for (const [server, make] of Object.entries(servers)) {
    describe(`a notebook that an update by ${server} has stopped`, () => {
      let stack: Stack;
      let onRequest: ((entry: LogEntry) => void) | undefined;
      let current = 0;

      const live = () => stack.simulator.notebooks.list()[0] ?? assert.fail("no notebook");
      const declare = (flavor: string | undefined, options: object = {}) => {
        const args = { ...NOTEBOOK, name: "dev", flavor, tags: { team: "a" } };
        const given = JSON.stringify(["dev", args, options]);
        stack.program(`const [name, args, options] = ${given}; ${make};`);
      };
      const up = (more: string[] = [], env = {}) =>
        stack.ok(["up", "--yes", "--skip-preview", ...more], env);

      before(async () => {
        stack = await newStack({ log: (entry) => onRequest?.(entry) });
        const plugin = "{ name: modelarts, path: node_modules/pulumi-modelarts }";
        appendFileSync(join(stack.folder, "Pulumi.yaml"), `plugins: { providers: [${plugin}] }\n`);
        declare(flavors[0]);
        await up();
      });
      after(() => stack.close());
      afterEach(async function () {
        if (this.currentTest?.state !== "failed") return;
        // The next case begins in an ordinary world.
        stack.simulator.notebooks.change(live().id, { status: "RUNNING" });
        current = flavors.indexOf(live().flavor ?? "");
        declare(flavors[current]);
        await stack.run(["cancel", "--yes"]);
        await up(["--refresh"]);
      });

      for (const [what, crash] of Object.entries(crashes)) {
        it(`runs after the next up, given that ${what}`, async () => {
          const other = 1 - current;
          const isOutage = crash.by === "outage";
          declare(flavors[other], isOutage ? { customTimeouts: { update: "5s" } } : {});
          const run = startRun(stack, ["up", "--yes", "--skip-preview"]);
          onRequest = (entry) => {
            if (!moments[crash.at](entry)) return;
            if (crash.by !== "outage") run.kill(crash.by);
            else stack.simulator.faults.ask({ name: "serverError", times: Infinity });
          };
          const { code, text } = await run.ended;
          onRequest = undefined;
          stack.simulator.faults.clear();
          assert.notEqual(code, 0, `it ended well: ${text}`);
          if (crash.by !== "provider" && !isOutage) await stack.run(["cancel", "--yes"]);
          if (crash.isReverted === true) declare(flavors[current]);
          else current = other;
          const home = crash.isElsewhere ? mkdtempSync(join(stack.folder, "home-")) : undefined;
          const env = home === undefined ? {} : { PULUMI_HOME: home };
          try {
            if (crash.isPreviewed === true) {
              const preview = await stack.ok(["preview", "--refresh"], env);
              assert.match(preview, /it will be started: an earlier update stopped it/);
            }
            await up(crash.then, env);
            const { status, flavor, tags } = live();
            assert.deepEqual([status, flavor], ["RUNNING", flavors[current]]);
            assert.deepEqual(tags, [{ key: "team", value: "a" }]);
            await up(["--expect-no-changes"], env);
          } finally {
            run.clean();
            if (home !== undefined) rmSync(home, { recursive: true });
          }
        });
      }
    });
  }
}
