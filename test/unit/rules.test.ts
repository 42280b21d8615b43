import assert from "node:assert/strict";
import { sentence, type Finding, type Notebook, type Rule, type Sight } from "../../policies/rule";
import { rules } from "../../policies/rules";

const PROPERTY = "endpoints[SSH].allowedAccessIps";
const ssh = (...allowedAccessIps: string[]): Notebook => ({
  endpoints: [{ service: "NOTEBOOK" }, { service: "SSH", allowedAccessIps }],
});

/** Each rule's notebooks, and the messages that they must lead to: none where they pass. */
const cases: Record<
  string,
  [given: string, notebook: Notebook, messages: string[], settings?: object][]
> = {
  "require-ssh-whitelist": [
    ["no endpoints", {}, []],
    ["no SSH endpoint", { endpoints: [{ service: "NOTEBOOK" }] }, []],
    ["an address", ssh("198.51.100.7"), []],
    ["documentation ranges", ssh("203.0.113.0/24", "2001:db8::/32"), []],
    ["no whitelist", { endpoints: [{ service: "SSH" }] }, ["empty"]],
    ["an empty whitelist", ssh(), ["empty"]],
    ["the whole internet", ssh("0.0.0.0/0"), ["open"]],
    ["the whole internet in IPv6", ssh("::/0"), ["open"]],
    ["the whole of IPv4 written as IPv6", ssh("::ffff:0:0/96"), ["open"]],
    ["half of the internet", ssh("0.0.0.0/1", "128.0.0.0/1"), ["wide", "wide"]],
    ["a range of the widest size", ssh("10.1.0.0/16", "2001:db8::/32"), []],
    ["a range wider than the widest", ssh("10.0.0.0/15", "2001:db8::/31"), ["wide", "wide"]],
    ["something else", ssh("office"), ["invalid"]],
    ["one bad among good ones", ssh("198.51.100.7", "0.0.0.0/0"), ["open"]],
    ["a stricter setting", ssh("198.51.100.0/31"), ["wide"], { widestIpv4Prefix: 32 }],
  ],
  "disallow-duplicates": [
    ["a notebook that does not exist yet", {}, []],
    ["a notebook of its own", { id: "id-2" }, []],
    ["a notebook that came before", { id: "id-1" }, ["twice"]],
  ],
  "require-auto-stop": [
    ["a lease", { lease: { duration: 3_600_000 } }, []],
    ["an enabled lease", { lease: { enable: true, duration: 86_400_000, type: "idle" } }, []],
    ["a lease that is only enabled", { lease: { enable: true } }, []],
    ["no lease", {}, ["missing"]],
    ["a disabled lease", { lease: { enable: false } }, ["disabled"]],
    ["a disabled lease with a duration", { lease: { enable: false, duration: 1 } }, ["disabled"]],
    [
      "a lease of the API's number for none",
      { lease: { enable: true, duration: -1 } },
      ["disabled"],
    ],
    ["a long lease", { lease: { duration: 86_400_001 } }, ["long"]],
    [
      "a stricter setting",
      { lease: { duration: 3_600_001 } },
      ["long"],
      { longestDurationHours: 1 },
    ],
  ],
};

/** Another notebook of the stack came before. */
const SIGHT: Sight = { seen: "declared", before: new Map([["id-1", "first"]]) };

function defaults(rule: Rule): object {
  return Object.fromEntries(
    Object.entries(rule.settings.properties).map(([key, schema]) => [key, schema.default]),
  );
}

for (const rule of rules) {
  describe(rule.name, () => {
    const judge = (notebook: Notebook, settings: object = {}): Finding[] => [
      ...rule.judge(notebook, { ...defaults(rule), ...settings }, SIGHT),
    ];

    for (const [given, notebook, messages, settings] of cases[rule.name] ?? []) {
      it(`finds ${messages.join(", ") || "nothing"} in ${given}`, () => {
        assert.deepEqual(
          judge(notebook, settings).map(({ message }) => message),
          messages,
        );
      });
    }

    it("is tested with every message", () => {
      const tested = (cases[rule.name] ?? []).flatMap(([, , messages]) => messages);
      assert.deepEqual([...new Set(tested)].sort(), Object.keys(rule.messages).sort());
    });

    it("leaves no placeholder open", () => {
      for (const [, notebook, , settings] of cases[rule.name] ?? []) {
        for (const finding of judge(notebook, settings)) {
          assert.doesNotMatch(sentence(rule, finding), /[{}]|undefined/);
        }
      }
    });
  });
}

describe("a violation", () => {
  it("names the property, the value found and the remedy", () => {
    const [rule] = rules;
    const [finding] = [...(rule?.judge(ssh("0.0.0.0/0"), defaults(rule), SIGHT) ?? [])];
    assert.ok(rule && finding);
    assert.equal(
      sentence(rule, finding),
      `${PROPERTY} holds 0.0.0.0/0: every public address may connect over SSH. ` +
        "List the addresses that may connect.",
    );
  });
});
