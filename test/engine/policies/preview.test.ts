import assert from "node:assert/strict";
import { join } from "node:path";
import { newStack, NOTEBOOK, POLICIES, type Stack } from "../stack";

const SSH = { service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] };
const GOOD = { ...NOTEBOOK, endpoints: [SSH], lease: { duration: 3_600_000, type: "idle" } };
const PACK = ["--policy-pack", POLICIES];

/** Each violation that was reported, as `level rule resource: message`. */
function violations(text: string): string[] {
  const blocks = [
    ...text.matchAll(/^ +- \[(\w+)\].*? {2}([\w-]+) {2}\(\S+: (\S+)\)\n((?: {10}.*\n)+)/gm),
  ];
  return blocks.map(
    ([, level, rule, resource, lines]) =>
      `${level} ${rule} ${resource}: ${lines?.trim().split("\n").at(-1)?.trim()}`,
  );
}

describe("the policy pack under the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await newStack();
  });
  after(() => stack.close());

  const declare = (notebooks: Record<string, object>, more = "") =>
    stack.program(
      Object.entries(notebooks)
        .map(([name, args]) => `new Notebook("${name}", ${JSON.stringify({ name, ...args })});`)
        .join("\n") + more,
    );

  it("reports each violation once, with property, value and remedy, and each unknown value", async () => {
    const bare = stack.simulator.notebooks.add({ name: "bare" });
    declare(
      {
        good: GOOD,
        open: { ...GOOD, endpoints: [{ service: "SSH" }] },
        world: { ...GOOD, endpoints: [{ ...SSH, allowedAccessIps: ["0.0.0.0/0", "::/0"] }] },
        wide: { ...GOOD, endpoints: [{ ...SSH, allowedAccessIps: ["10.0.0.0/8"] }] },
        forever: { ...GOOD, lease: { enable: false } },
        long: { ...GOOD, lease: { duration: 259_200_000 } },
        unset: { ...GOOD, lease: undefined },
      },
      `const first = new Notebook("first", ${JSON.stringify(GOOD)});
       new Notebook("later", { ...${JSON.stringify(GOOD)},
         endpoints: [{ service: "SSH", allowedAccessIps: ["0.0.0.0/0", first.url] }] });
       Notebook.get("bare", "${bare.id}");`,
    );
    const { code, text } = await stack.run(["preview", ...PACK]);
    assert.notEqual(code, 0);
    const ips = "endpoints[SSH].allowedAccessIps";
    const expected = [
      "advisory require-ssh-whitelist later: can't run",
      "mandatory require-auto-stop bare: lease is not set",
      "mandatory require-auto-stop forever: lease.enable is false",
      "mandatory require-auto-stop long: lease.duration is 259200000 ms (72 h), which is longer than 24 h",
      "mandatory require-auto-stop unset: lease is not set",
      `mandatory require-ssh-whitelist later: ${ips} holds 0.0.0.0/0`,
      `mandatory require-ssh-whitelist open: ${ips} is empty`,
      `mandatory require-ssh-whitelist wide: ${ips} holds 10.0.0.0/8, which is wider than /16`,
      `mandatory require-ssh-whitelist world: ${ips} holds 0.0.0.0/0`,
      `mandatory require-ssh-whitelist world: ${ips} holds ::/0`,
    ];
    const found = violations(text).filter((line) =>
      / require-(ssh-whitelist|auto-stop) /.test(line),
    );
    assert.equal(found.length, expected.length, text);
    for (const [index, line] of [...found].sort().entries()) {
      assert.ok(line.startsWith(expected[index] ?? "?"), `${line}\nis not\n${expected[index]}`);
    }
  });

  it("checks the live lease if none is declared, at the levels of a preset of the package", async () => {
    declare({ good: GOOD, unset: { ...GOOD, lease: undefined } });
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const preset = join(POLICIES, "presets", "strict.json");
    const { code, text } = await stack.run(["preview", ...PACK, "--policy-pack-config", preset]);
    assert.notEqual(code, 0);
    const found = violations(text);
    assert.match(found.join("\n"), /^mandatory require-user-vpc good: userVpc is not/m);
    assert.deepEqual(
      found.filter((line) => line.includes("require-auto-stop")),
      [],
    );
  });
});
