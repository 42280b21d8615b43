/** A run that is killed while it creates a notebook: the next run goes on with the same notebook. */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { LogEntry } from "pulumi-modelarts-simulator";
import { NOTEBOOK, PLUGIN_SETTING } from "../stack";
import { kill, newKillableStack, type KillableStack } from "./killing";

export const UP = ["up", "--yes", "--skip-preview"];

const fronts = {
  dynamic: (args: object) => `new Notebook("dev", ${JSON.stringify(args)});`,
  plugin: (args: object) =>
    `new pulumi.CustomResource("modelarts:index:Notebook", "dev", ${JSON.stringify(args)});`,
};

export const isCreate = ({ method }: LogEntry) => method === "POST";
export const isRead = ({ method, path }: LogEntry) =>
  method === "GET" && /notebooks\/[-0-9a-f]{36}$/.test(path);

export type Front = keyof typeof fronts;

/** A stack whose program declares one notebook without a name, which must be the same in each run. */
export async function newCrashStack(
  front: Front,
  options?: Parameters<typeof newKillableStack>[0],
): Promise<KillableStack> {
  const stack = await newKillableStack(options);
  appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
  stack.program(fronts[front](NOTEBOOK));
  return stack;
}

/** The next run must find the notebook of a run that was killed, and the run after it has nothing to do. */
export async function converge(stack: KillableStack): Promise<string> {
  await stack.ok(["cancel", "--yes"]); // Removes the lock of the run that was killed.
  const text = await stack.ok(UP);
  const [only = assert.fail(), ...more] = stack.simulator.notebooks.list();
  assert.deepEqual(more, []);
  assert.deepEqual([only.status, stack.notebook("dev").id], ["RUNNING", only.id]);
  await stack.ok([...UP, "--expect-no-changes"]);
  assert.equal(stack.simulator.notebooks.list().length, 1);
  return text;
}

export function describeCrashes(front: Front): void {
  describe(`a create that is killed, of the ${front} front`, () => {
    let stack: KillableStack;
    beforeEach(async () => {
      stack = await newCrashStack(front);
    });
    afterEach(() => stack.close());

    const moments: [string, (entry: LogEntry) => boolean][] = [
      ["after the request is carried out and before the answer comes", isCreate],
      ["after the answer and before the notebook runs", isRead],
      [
        "at the last read",
        (entry) => isRead(entry) && stack.simulator.notebooks.list()[0]?.status === "RUNNING",
      ],
    ];
    for (const [moment, isMoment] of moments) {
      it(`${moment}: the next run goes on with the same notebook`, async () => {
        await stack.runUntil(UP, isMoment, kill("all"));
        assert.equal(stack.simulator.notebooks.list().length, 1);
        assert.match(await converge(stack), /adopted notebook/);
      });
    }
  });
}
