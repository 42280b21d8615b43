/** The commands that list, show, start and stop notebooks, on the simulator. */
import assert from "node:assert/strict";
import { createSimulator, type RunningSimulator, type Simulator } from "pulumi-modelarts-simulator";
import { useFolder } from "./cli-steps";

const HOUR_MS = 3_600_000;
const IMAGE = "e1a07296-22a8-4f05-8bc8-e936c8e54090";

describe("commands for notebooks", () => {
  let simulator: Simulator;
  let server: RunningSimulator;
  let id: string;
  beforeEach(async () => {
    simulator = createSimulator({ transitionMs: 20 });
    server = await simulator.listen();
    const response = await fetch(`${server.url}/v1/p/notebooks`, {
      method: "POST",
      body: JSON.stringify({
        ...{ name: "lab", flavor: "modelarts.vm.cpu.2u" },
        image_id: IMAGE,
        volume: { category: "EVS", ownership: "MANAGED" },
        endpoints: [{ service: "SSH", key_pair_names: ["team"] }],
      }),
    });
    id = ((await response.json()) as { id: string }).id;
    while (live().status !== "RUNNING") await new Promise((resolve) => setTimeout(resolve, 5));
  });
  afterEach(() => server.close());
  const folder = useFolder(() => server.url);
  const live = () => simulator.notebooks.get(id) ?? assert.fail("no notebook");

  async function ok(...args: string[]): Promise<string> {
    const { code, out, errors } = await folder().run(args);
    assert.equal(code, 0, errors);
    assert.ok(!out.includes(live().token ?? assert.fail()), "it shows the token");
    return out;
  }
  const json = async (...args: string[]) => JSON.parse(await ok(...args, "--json")) as object;

  it("list prints a table without colours if it is not read on a terminal", async () => {
    const [head, row, ...rest] = (await ok("list")).trimEnd().split("\n");
    assert.match(head ?? "", /^NAME +STATUS +FLAVOR +OWNER +AUTO STOP +SSH +ID$/);
    const cells = /^lab +RUNNING +modelarts\.vm\.cpu\.2u +\S+ +in 1h 0m +open +/;
    assert.match(row ?? "", new RegExp(`${cells.source}${id}$`));
    assert.deepEqual(rest, []);
  });

  it("list keeps a forged line of a name in its row", async () => {
    simulator.notebooks.add({ name: "evil\nerror: forged\u001b[2J" });
    const out = await ok("list");
    assert.equal(out.trimEnd().split("\n").length, 3);
    assert.doesNotMatch(out, /(?!\n)\p{Cc}/u);
  });

  it("list prints JSON, filtered, and an empty list as one", async () => {
    assert.deepEqual(
      ((await json("list", "--status", "RUNNING")) as { id: string }[]).map((each) => each.id),
      [id],
    );
    assert.deepEqual(await json("list", "--name", "nothing"), []);
  });

  for (const named of ["its name", "its id"]) {
    it(`show finds the notebook by ${named}`, async () => {
      const out = await ok("show", named === "its id" ? id : "lab");
      assert.match(out, new RegExp(`^Name +lab\nID +${id}\nStatus +RUNNING\n`));
      assert.match(out, new RegExp(`^Image ID +${IMAGE}$`, "m"));
      assert.match(out, /^Whitelist +none: every public address may connect$/m);
      const shown = (await json("show", "lab")) as Record<string, unknown>;
      assert.deepEqual([shown["id"], "token" in shown], [id, false]);
      assert.equal((shown["image"] as { id?: string }).id, IMAGE);
    });
  }

  for (const [type, text] of [
    ["idle", "in use"],
    ["timing", "over"],
  ] as const) {
    it(`list and show say "${text}" of a notebook that runs after its ${type} lease`, async () => {
      const createAt = Date.now() - 3 * HOUR_MS;
      const lease = {
        create_at: createAt,
        update_at: createAt,
        duration: HOUR_MS,
        enable: true,
        type,
      };
      const ended = simulator.notebooks.add({ name: "ended", status: "RUNNING", lease }).id;
      const [, row] = (await ok("list", "--name", "ended")).split("\n");
      assert.match(row ?? "", new RegExp(`^ended +RUNNING .* ${text} `));
      assert.match(await ok("show", ended), new RegExp(`^Auto stop +${text}$`, "m"));
    });
  }

  it("show says what to do if no notebook has the name, or several have it", async () => {
    const none = await folder().run(["show", "nope"]);
    assert.deepEqual([none.code, none.out], [1, ""]);
    assert.match(
      none.errors,
      /you have no notebook called "nope".*`npx pulumi-modelarts list` shows the names and ids/,
    );
    assert.doesNotMatch(none.errors, /set `id`/, "the advice is for programs");
    const other = simulator.notebooks.add({ name: "lab" }).id;
    const several = await folder().run(["show", "lab"]);
    assert.equal(several.code, 1);
    for (const each of [id, other]) assert.match(several.errors, new RegExp(each));
  });

  it("show suggests a near spelling of the name", async () => {
    simulator.notebooks.add({ name: "team-notebook" });
    const { code, errors } = await folder().run(["show", "Team-notebok"]);
    assert.equal(code, 1);
    assert.match(errors, /no notebook called "Team-notebok".* Similar names: "team-notebook"\. \[/);
  });

  it("stop and start wait for the status; start sets the lease, also of a running notebook", async () => {
    assert.match(await ok("stop", "lab"), /^Status +STOPPED$/m);
    assert.equal(live().status, "STOPPED");
    assert.match(await ok("start", "lab", "--for", "2h"), /^Auto stop +in 2h 0m$/m);
    const renewed = (await json("start", "lab", "--for", "3h")) as { lease: { duration: number } };
    assert.ok(Math.abs(renewed.lease.duration - 3 * HOUR_MS) < 120_000);
    assert.equal(live().status, "RUNNING");
  });

  it("ssh-config prints the entry, or its parts as JSON", async () => {
    const { uri = "" } = live().endpoints?.find(({ service }) => service === "SSH") ?? {};
    const { hostname, port } = new URL(uri.includes("://") ? uri : `ssh://${uri}`);
    const entry = (name: string) =>
      `Host ${name}\n  HostName ${hostname}\n  Port ${port}\n  User ma-user\n`;
    assert.equal(await ok("ssh-config", "lab"), entry("lab"));
    assert.equal(
      await ok("ssh-config", "lab", "--host", "mine", "--identity-file", "~/.ssh/team key"),
      `${entry("mine")}  IdentityFile "~/.ssh/team key"\n`,
    );
    assert.deepEqual(await json("ssh-config", id, "--identity-file", "k"), {
      ...{ host: "lab", hostName: hostname, port: Number(port), user: "ma-user" },
      identityFile: "k",
    });
  });

  it("ssh-config prints no host that a shell would read as a command", async () => {
    for (const host of ["$(touch${IFS}x)", "`x`", "a;b", "a&b", "-oProxyCommand=x"]) {
      const uri = `ssh://ma-user@${host}:22`;
      simulator.notebooks.change(id, { endpoints: [{ service: "SSH", uri }] });
      const { code, out } = await folder().run(["ssh-config", id]);
      assert.deepEqual([code, out], [1, ""], host);
    }
  });

  it("calls a whitelist open that lets every address in", async () => {
    for (const every of ["0.0.0.0/0", "::/0", "::ffff:0:0/96"]) {
      const endpoints = [{ service: "SSH", allowedAccessIps: ["198.51.100.7", every] }];
      simulator.notebooks.change(id, { endpoints });
      assert.match(await ok("list"), / open +/);
      assert.match(await ok("show", id), /^Whitelist .*: every public address may connect$/m);
    }
  });

  it("ssh-config lets no name and no option add a line to the entry", async () => {
    simulator.notebooks.change(id, { name: "evil\n  ProxyCommand touch x" });
    assert.doesNotMatch(await ok("ssh-config", id), /ProxyCommand/);
    const { code, errors, out } = await folder().run(["ssh-config", id, "--host", "a\nb"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(errors, /host must be one word/);
  });

  it("ssh-config says what to do without an endpoint, and without an address", async () => {
    const none = simulator.notebooks.add({ name: "plain", endpoints: [] }).id;
    const plain = await folder().run(["ssh-config", none]);
    assert.equal(plain.code, 1);
    assert.match(plain.errors, /has no SSH endpoint. Declare one/);
    simulator.notebooks.change(id, { status: "STOPPED", endpoints: [{ service: "SSH" }] });
    const stopped = await folder().run(["ssh-config", id]);
    assert.equal(stopped.code, 1);
    assert.match(stopped.errors, /its status is STOPPED. Start the notebook first/);
  });

  it("colours words on a terminal only, and not with NO_COLOR or TERM=dumb", async () => {
    const red = "\u001b[31mopen\u001b[39m";
    const list = async (env?: Record<string, string>) =>
      (await folder().runOnTerminal(["list"], "", env)).out;
    assert.ok((await list()).includes(red));
    assert.ok(!(await list({ NO_COLOR: "1" })).includes("\u001b[3"));
    assert.ok(!(await list({ TERM: "dumb" })).includes("\u001b"));
    assert.ok(!(await ok("list")).includes("\u001b"));
  });

  it("-v prints each request on standard error, and leaves the result alone", async () => {
    const quiet = await folder().run(["list", "--json"]);
    const { code, out, errors } = await folder().run(["list", "--json", "-v"]);
    assert.deepEqual([code, out], [0, quiet.out]);
    assert.match(errors, /^GET http:\/\/127\.0\.0\.1:\d+\/v1\/p\/notebooks\?\S+: 200, \d+ ms$/m);
    assert.doesNotMatch(quiet.errors, /GET/);
  });

  it("says of a wrong setting what is wrong, and nothing about settings that are missing", async () => {
    const { code, errors } = await folder().run(["list"], { MODELARTS_ENDPOINT: "127.0.0.1:1" });
    assert.deepEqual(
      [code, errors],
      [
        1,
        "error: The configuration of ModelArts is wrong:\n" +
          '  - MODELARTS_ENDPOINT must be a URL such as https://host, but is "127.0.0.1:1" [modelarts/not-configured]\n',
      ],
    );
  });

  it("refuses a wrong duration before anything is sent", async () => {
    for (const [given, says] of [
      ["soon", /must be a duration such as/],
      ["30m", /must be from 1h to 72h/],
      ["73h", /must be from 1h to 72h/],
    ] as const) {
      const { code, errors } = await folder().run(["start", "lab", "--for", given]);
      assert.equal(code, 2);
      assert.match(errors, says);
    }
  });
});
