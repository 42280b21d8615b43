import assert from "node:assert/strict";
import { unknownCheckingProxy, unknownStringValue } from "./unknown";
import { judgeSubject } from "../../policies/judge";
import { defaultSettings, sentence, type Rule } from "../../policies/rule";
import { rules } from "../../policies/rules";
import { UnknownValueError } from "../../policies/unknown-value";
import { NOW, runExample } from "./rules-steps";

for (const rule of rules) {
  const { breaks, passes } = rule.examples;
  describe(rule.name, () => {
    for (const example of [...breaks, ...passes]) {
      const expected = example.messages ?? [];
      it(`finds ${expected.join(", ") || "nothing"} in ${example.given}`, () => {
        const runs = runExample(rule, example);
        assert.ok(runs.length > 0, "the rule can't see the example");
        for (const findings of runs) {
          assert.deepEqual(
            findings.map(({ message }) => message),
            expected,
          );
          for (const finding of findings) {
            assert.doesNotMatch(sentence(rule, finding), /[{}]|undefined|\[object/);
          }
        }
      });
    }

    if (!rule.judgeExemptions) {
      it("has an example for every message, and one that passes", () => {
        const shown = new Set(breaks.flatMap(({ messages = [] }) => messages));
        assert.deepEqual([...shown].sort(), Object.keys(rule.messages).sort());
        assert.ok(breaks.every(({ messages = [] }) => messages.length > 0));
        assert.ok(passes.length > 0 && passes.every(({ messages }) => messages === undefined));
      });
    }

    it("can judge what it says that it judges", () => {
      const { notebook, storage, image } = rule.judges;
      assert.equal(notebook !== undefined, !!(rule.judge ?? rule.judgeStack));
      assert.equal(storage !== undefined, rule.judgeStorage !== undefined);
      assert.equal(image !== undefined, rule.judgeImage !== undefined);
    });

    it("keeps to the grammar of names and sentences", () => {
      const [, verb = ""] = /^(require|disallow|limit|report)-[a-z-]+$/.exec(rule.name) ?? [];
      assert.ok(rule.description.toLowerCase().startsWith(`${verb} `), rule.description);
      for (const text of [rule.description, rule.why, rule.remedy, rule.whenNot]) {
        assert.match(text, /^[A-Z].*\.$/s);
      }
      assert.equal(rule.remediate !== undefined, rule.remediation !== undefined);
      assert.ok(rule.level !== "remediate");
      for (const preset of Object.values(rule.presets ?? {})) {
        assert.ok(preset.enforcementLevel !== "remediate");
      }
    });
  });
}

describe("every rule", () => {
  const judge = (rule: Rule, notebook: object) =>
    [
      ...judgeSubject(
        rule,
        {
          kind: "notebook",
          name: "it",
          urn: "urn",
          props: unknownCheckingProxy(notebook),
          seen: "declared",
        },
        { ...defaultSettings(rule), ...rule.examples.settings },
        NOW,
      ),
    ].map(({ message }) => message);

  it("takes anything that may be missing as missing, null too", () => {
    const keys = ["endpoints", "lease", "tags", "volume", "dataVolumes", "runUser", "userVpc"];
    const more = ["publicNetworkConfig", "poolId", "pool", "image", "imageId", "hooks", "name"];
    const nothing = Object.fromEntries([...keys, ...more].map((key) => [key, null]));
    for (const rule of rules) assert.deepEqual(judge(rule, nothing), judge(rule, {}), rule.name);
  });

  it("passes nothing silently that is not known yet", () => {
    const cases: Record<string, object> = {
      "require-ssh-whitelist": { endpoints: unknownStringValue },
      "require-auto-stop": { lease: { duration: unknownStringValue } },
      "limit-flavors": { flavor: unknownStringValue },
      "require-tags": { tags: { team: unknownStringValue } },
      "require-user-vpc": { userVpc: { vpcId: unknownStringValue } },
      "disallow-root-user": { runUser: { uid: unknownStringValue } },
      "disallow-secrets": { description: unknownStringValue },
      "require-dedicated-pool": { poolId: unknownStringValue },
      "limit-volumes": { volume: { capacity: unknownStringValue } },
      "disallow-public-network": { publicNetworkConfig: unknownStringValue },
    };
    for (const rule of rules) {
      const notebook = cases[rule.name];
      if (notebook) assert.throws(() => judge(rule, notebook), UnknownValueError, rule.name);
    }
  });

  it("finds what is known beside what is not", () => {
    const rule = rules.find(({ name }) => name === "require-ssh-whitelist");
    assert.ok(rule);
    const allowedAccessIps = [unknownStringValue, "0.0.0.0/0"];
    const found: string[] = [];
    assert.throws(() => {
      const subject = {
        kind: "notebook" as const,
        name: "it",
        urn: "urn",
        props: unknownCheckingProxy({
          endpoints: [{ service: "SSH", allowedAccessIps }],
        }),
        seen: "declared" as const,
      };
      for (const { message } of judgeSubject(rule, subject, defaultSettings(rule), NOW)) {
        found.push(message);
      }
    }, UnknownValueError);
    assert.deepEqual(found, ["open"]);
  });
});

describe("a violation", () => {
  it("names the property, the value found and the remedy", () => {
    const [rule] = rules;
    const example = rule?.examples.breaks.find(({ messages }) => messages?.[0] === "open");
    assert.ok(rule && example);
    const [finding] = runExample(rule, example)[0] ?? [];
    assert.ok(finding);
    assert.equal(
      sentence(rule, finding),
      "endpoints[SSH].allowedAccessIps holds 0.0.0.0/0: every public address may connect over SSH. " +
        "List the addresses that may connect.",
    );
  });

  it("shows no value that looks like a secret, whatever the rule", () => {
    const rule = rules.find(({ name }) => name === "require-tags");
    assert.ok(rule);
    const found = ["ghp", "0".repeat(36)].join("_");
    const finding = { message: "other", property: "tags", data: { found, allowed: "dev" } };
    assert.equal(sentence(rule, finding).includes("ghp"), false);
  });

  it("never holds the secret that was found", () => {
    const rule = rules.find(({ name }) => name === "disallow-secrets");
    assert.ok(rule);
    for (const example of rule.examples.breaks) {
      for (const finding of runExample(rule, example).flat()) {
        assert.doesNotMatch(sentence(rule, finding), /correct-horse|AKIA|ghp_|hunter2/);
      }
    }
  });
});
