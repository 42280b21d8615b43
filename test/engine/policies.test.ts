import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newStack, NOTEBOOK, POLICIES, type Stack } from "./stack";

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

const mandatory = (text: string) =>
  violations(text).filter((line) => line.startsWith("mandatory "));

describe("the policy pack under the real engine", () => {
  let stack: Stack;
  let live: string;
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

  it("lets a good notebook pass", async () => {
    declare({ good: GOOD });
    assert.deepEqual(violations(await stack.ok(["preview", ...PACK])), []);
  });

  it("reports each declared violation once, with property, value and remedy", async () => {
    declare({
      open: { ...GOOD, endpoints: [{ ...SSH, allowedAccessIps: [] }] },
      world: { ...GOOD, endpoints: [{ ...SSH, allowedAccessIps: ["0.0.0.0/0", "::/0"] }] },
      wide: { ...GOOD, endpoints: [{ ...SSH, allowedAccessIps: ["10.0.0.0/8"] }] },
      forever: { ...GOOD, lease: { enable: false } },
      long: { ...GOOD, lease: { duration: 259_200_000, type: "idle" } },
      unset: { ...GOOD, lease: undefined },
    });
    const { code, text } = await stack.run(["preview", ...PACK]);
    assert.notEqual(code, 0);
    const found = violations(text).map((line) => line.replace(/^mandatory /, ""));
    const ips = "endpoints[SSH].allowedAccessIps";
    const expected = [
      `require-auto-stop forever: lease.enable is false`,
      `require-auto-stop long: lease.duration is 259200000 ms (72 h), which is longer than 24 h`,
      `require-auto-stop unset: lease is not set`,
      `require-ssh-whitelist open: ${ips} is empty`,
      `require-ssh-whitelist wide: ${ips} holds 10.0.0.0/8, which is wider than /16`,
      `require-ssh-whitelist world: ${ips} holds 0.0.0.0/0`,
      `require-ssh-whitelist world: ${ips} holds ::/0`,
    ];
    assert.equal(found.length, expected.length, text);
    for (const [index, line] of [...found].sort().entries()) {
      assert.ok(line.startsWith(expected[index] ?? "?"), `${line}\nis not\n${expected[index]}`);
    }
  });

  it("judges what it can't know yet neither as good nor by a crash", async () => {
    declare(
      { good: GOOD, forever: { ...GOOD, lease: { enable: false } } },
      `const first = new Notebook("first", ${JSON.stringify(GOOD)});
       new Notebook("later", { ...${JSON.stringify(GOOD)},
         endpoints: [{ service: "SSH", allowedAccessIps: ["0.0.0.0/0", first.url], keyPairNames: ["team"] }] });`,
    );
    const { text } = await stack.run(["preview", ...PACK]);
    const found = violations(text);
    assert.equal(found.length, 3, text);
    assert.match(found.join("\n"), /mandatory require-ssh-whitelist later: .* holds 0\.0\.0\.0\/0/);
    assert.match(
      found.join("\n"),
      /advisory require-ssh-whitelist later: can't run .* known during preview/,
    );
    assert.match(found.join("\n"), /mandatory require-auto-stop forever/);
  });

  it("lets the live lease decide where none is declared, and sees live changes after a refresh", async () => {
    declare({ good: GOOD, unset: { ...GOOD, lease: undefined } });
    await stack.ok(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(mandatory(await stack.ok(["preview", ...PACK])), []);

    const good = stack.simulator.notebooks.list().find(({ name }) => name === "good");
    stack.simulator.notebooks.change(good?.id ?? "", {
      lease: { enable: false },
      endpoints: [{ service: "SSH", allowed_access_ips: [], key_pair_names: ["team"] }],
    });
    // The way back is part of the same preview, so only what is not undone by it is a violation.
    await stack.ok(["refresh", "--yes"]);
    live = good?.id ?? "";
    stack.program(`Notebook.get("live", "${live}");`);
    const { code, text } = await stack.run(["preview", ...PACK]);
    assert.notEqual(code, 0);
    assert.deepEqual(
      mandatory(text)
        .map((line) => line.replace(/(is \w+).*/, "$1"))
        .sort(),
      [
        "mandatory require-auto-stop live: lease.enable is false",
        "mandatory require-ssh-whitelist live: endpoints[SSH].allowedAccessIps is empty",
      ],
    );
  });

  it("judges a referenced notebook of which the API answers next to nothing", async () => {
    const bare = stack.simulator.notebooks.add({ name: "bare" });
    stack.program(`Notebook.get("bare", "${bare.id}");`);
    const { text } = await stack.run(["preview", ...PACK]);
    assert.match(
      violations(text).join(),
      /^mandatory require-auto-stop bare: lease is not set[^]*$/,
    );
    stack.program(`Notebook.get("live", "${live}");`);
  });

  it("judges existing state without a program, each notebook once", async () => {
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const { code, text } = await stack.run(["policy", "analyze", ...PACK]);
    assert.notEqual(code, 0);
    assert.equal(text.split("lease.enable is false").length, 2, text);
  });

  it("takes its settings and levels from a file", async () => {
    const file = join(stack.folder, "settings.json");
    writeFileSync(
      file,
      JSON.stringify({
        "require-ssh-whitelist": { widestIpv4Prefix: 32 },
        "require-auto-stop": { enforcementLevel: "advisory", longestDurationHours: 1 },
      }),
    );
    declare({
      range: { ...GOOD, endpoints: [{ ...SSH, allowedAccessIps: ["203.0.113.0/31"] }] },
      long: { ...GOOD, lease: { duration: 3_600_001, type: "idle" } },
    });
    const { text } = await stack.run(["preview", ...PACK, "--policy-pack-config", file]);
    const found = violations(text).join("\n");
    assert.match(found, /mandatory require-ssh-whitelist range: .*wider than \/32/);
    assert.match(found, /advisory require-auto-stop long: .*longer than 1 h/);
  });

  it("takes a preset that is ready in the package", async () => {
    declare({ good: GOOD });
    const preset = join(POLICIES, "presets", "strict.json");
    const { code, text } = await stack.run(["preview", ...PACK, "--policy-pack-config", preset]);
    assert.notEqual(code, 0);
    assert.match(violations(text).join("\n"), /^mandatory require-user-vpc good: userVpc is not/m);
  });
});
