/** The command as a process of its own: real time, real signals. */
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createSimulator } from "pulumi-modelarts-simulator";
import { assumptionsOf } from "../../../provider/wire/facts/assumptions";
import { cloudNames } from "../../../provider/wire/facts/clouds";
import { verdicts } from "../../../tools/conformance/result";

const ROOT = join(__dirname, "..", "..", "..");

/** Nothing is configured, whatever the machine's own environment says. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(HW|OS|MODELARTS)_/.test(name)),
);

/** @param onWaiting gets what is said while somebody waits. */
async function command(
  args: string[],
  onWaiting: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
) {
  const child = spawn(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "tools/conformance/main.ts", ...args],
    { cwd: ROOT, env: environment, stdio: ["ignore", "pipe", "pipe"] },
  );
  let [text, waiting] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    waiting += part;
    onWaiting(part, (signal) => child.kill(signal));
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, text, waiting };
}

describe("conformance: the command", function () {
  this.timeout(120_000);

  it("confirms every assumption on the simulator, as each of the clouds", async () => {
    const runs = cloudNames.map(async (cloud) => {
      const { code, text, waiting } = await command(["--cloud", cloud, "--json"]);
      assert.equal(code, 0, waiting);
      const { summary, notebook } = JSON.parse(text);
      const none = Object.fromEntries(verdicts.map((verdict) => [verdict, 0]));
      assert.deepEqual(summary, { ...none, confirmed: assumptionsOf(cloud).length });
      assert.equal(notebook.isDeleted, true);
      assert.match(waiting, new RegExp(`^${summary.confirmed} confirmed\\.$`, "m"));
    });
    await Promise.all(runs);
  });

  it("deletes the notebook at a signal, and ends with 130", async () => {
    const simulator = createSimulator({ transitionMs: 1000 });
    const { url, close } = await simulator.listen();
    try {
      const { code, text } = await command(["--endpoint", url], (said, kill) => {
        if (said.includes("creating")) kill("SIGTERM");
      });
      assert.equal(code, 130);
      assert.match(text, /^The notebook .* was deleted\.$/m);
      assert.deepEqual(simulator.notebooks.list(), []);
    } finally {
      await close();
    }
  });

  it("gives up at a second signal, and says the id of the notebook that it leaves", async () => {
    const simulator = createSimulator({ transitionMs: 60_000 });
    const { url, close } = await simulator.listen();
    try {
      const { code, text } = await command(["--endpoint", url], (said, kill) => {
        if (said.includes("creating")) kill("SIGHUP");
        if (said.includes("deleting")) kill("SIGINT");
      });
      assert.equal(code, 130);
      const [{ id, name } = {}] = simulator.notebooks.list();
      assert.ok(text.includes(`The notebook ${name} (${id}) may still be there: delete it.`), text);
    } finally {
      await close();
    }
  });

  it("refuses an assumption or a value that there is not, and names those that there are", async () => {
    const { code, waiting } = await command(["--assume", "page=middle"]);
    assert.equal(code, 2);
    assert.match(waiting, /assumption page is floor or start, not "middle"/);
  });
});
