import assert from "node:assert/strict";
import { unknownCheckingProxy, unknownStringValue } from "./unknown-proxy";
import { evaluateResource } from "../../../policies/engine/evaluate";
import {
  defaultSettings,
  ruleParts,
  sentence,
  type Example,
  type Finding,
  type Rule,
} from "../../../policies/engine/rule";
import { rules } from "../../../policies/rules";
import { isUnknownValueError } from "../../../policies/rule-lib/unknown-value";
import { evaluationsOf, NOW, RULE_NAME, runExample } from "./run-example";

for (const rule of rules) {
  const { breaks, passes } = rule.examples;
  describe(rule.name, () => {
    for (const example of [...breaks, ...passes]) {
      const expected = example.messages ?? [];
      it(`finds ${expected.join(", ") || "nothing"} in ${example.given}`, () => {
        const runs = runExample(rule, example);
        assert.ok(runs.length > 0, "the rule does not apply to the example");
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

    if (!rule.classifyExemptions) {
      it("has an example for every message, and one that passes", () => {
        const shown = new Set(breaks.flatMap(({ messages = [] }) => messages));
        assert.deepEqual([...shown].sort(), Object.keys(rule.messages).sort());
        assert.ok(breaks.every(({ messages = [] }) => messages.length > 0));
        assert.ok(passes.length > 0 && passes.every(({ messages }) => messages === undefined));
      });
    }

    it("has a check function for each kind of resource that it applies to", () => {
      const { notebook, storage, image } = rule.appliesTo;
      assert.equal(notebook !== undefined, !!(rule.checkNotebook ?? rule.checkStack));
      assert.equal(storage !== undefined, rule.checkStorage !== undefined);
      assert.equal(image !== undefined, rule.checkImage !== undefined);
    });

    it("has its parts in the documented order", () => {
      const parts = Object.keys(rule);
      assert.deepEqual(
        parts,
        ruleParts.filter((part) => parts.includes(part)),
      );
    });

    it("follows the grammar of names and sentences", () => {
      const [, verb = ""] = RULE_NAME.exec(rule.name) ?? [];
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

const REMOVED = Symbol("removed");

/** The property of the example that holds what the rule checks. */
function formOf({ stack, live }: Example<object>): "stack" | "live" | "declared" {
  return stack ? "stack" : live === undefined ? "declared" : "live";
}

function valueOf(example: Example<object>): object {
  const plain = example[formOf(example)];
  return typeof plain === "function" ? plain(NOW) : (plain ?? {});
}

/** The findings in the example after one change. */
function findingsAfter(rule: Rule, example: Example<object>, change?: Change): Evaluation[] {
  const value = structuredClone(valueOf(example));
  if (change) put(value, change);
  return evaluationsOf(rule, { ...example, [formOf(example)]: value }).map((evaluation) => {
    const findings: Finding[] = [];
    try {
      // Findings before an unknown value count, too.
      for (const finding of evaluation) findings.push(withoutResources(finding));
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      return { findings, isUnknown: true };
    }
    return { findings, isUnknown: false };
  });
}

/** Without the resources, which differ by the change. */
const withoutResources = ({ message, property, data, isUndeclared }: Finding): Finding => ({
  message,
  property,
  ...(data && { data }),
  ...(isUndeclared !== undefined && { isUndeclared }),
});

interface Evaluation {
  findings: Finding[];
  isUnknown: boolean;
}

interface Change {
  path: readonly PropertyKey[];
  value: unknown;
}

function put(root: object, { path, value }: Change): void {
  const last = path.at(-1) as string;
  const parent = at(root, path.slice(0, -1)) as never;
  if (value === REMOVED) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
}

const at = (root: unknown, path: readonly PropertyKey[]) =>
  path.reduce<unknown>((value, key) => (value as never)[key], root);

function pathsIn(value: unknown, path: PropertyKey[] = []): PropertyKey[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    [...path, key],
    ...pathsIn(item, [...path, key]),
  ]);
}

const isIndex = (key: PropertyKey | undefined) => /^\d+$/.test(String(key));

/** Every property path of every example. */
const everyPath = rules.flatMap((rule) => {
  const examples: Example<object>[] = [...rule.examples.breaks, ...rule.examples.passes];
  return examples.flatMap((example) => {
    const value = valueOf(example);
    return pathsIn(value)
      .filter((path) => !(example.stack && path.length === 1)) // A stack has no missing notebooks.
      .map((path) => ({ rule, example, path, isText: typeof at(value, path) === "string" }));
  });
});

/** Identifies a property path in all examples of a rule. Indexes of a list become `*`. */
const keyOf = (rule: Rule, { kind = "notebook" }: Example<object>, path: PropertyKey[]) =>
  [rule.name, kind, ...path.map((key) => (isIndex(key) ? "*" : key))].join(" ");

/** The values at each property path in all examples of the rule. */
const valuesAt = new Map<string, unknown[]>();
for (const { rule, example, path } of everyPath) {
  const key = keyOf(rule, example, path);
  valuesAt.set(key, [...(valuesAt.get(key) ?? []), at(valueOf(example), path)]);
}

/** Property paths whose unknown value may count as one that passes, with the reason. */
const PASSES_IF_UNKNOWN: Readonly<Record<string, string>> = {
  "disallow-duplicates notebook * id": "a notebook that does not exist yet can't be a duplicate",
};

describe("every rule", () => {
  it("treats null, which a state may contain, like a missing property", () => {
    for (const { rule, example, path } of everyPath) {
      // Removing an entry of a list would move the others.
      if (isIndex(path.at(-1))) continue;
      const known = findingsAfter(rule, example, { path, value: null });
      const missing = findingsAfter(rule, example, { path, value: REMOVED });
      assert.deepEqual(known, missing, `${rule.name}: ${example.given}, ${path.join(".")}`);
    }
  });

  it("reports an unknown value if any known value would be a violation", () => {
    const silent = new Set<string>();
    let compared = 0;
    for (const { rule, example, path } of everyPath) {
      const key = keyOf(rule, example, path);
      const known = findingsAfter(rule, example, { path, value: unknownStringValue });
      if (known.every(({ isUnknown }) => isUnknown)) continue;
      for (const value of [...(valuesAt.get(key) ?? []), REMOVED]) {
        if (value === REMOVED && isIndex(path.at(-1))) continue;
        for (const [index, { findings }] of findingsAfter(rule, example, {
          path,
          value,
        }).entries()) {
          compared++;
          const { isUnknown = true, findings: before = [] } = known[index] ?? {};
          const isSaid = findings.every(({ message }) =>
            before.some((each) => each.message === message),
          );
          if (!isUnknown && !isSaid) silent.add(key);
        }
      }
    }
    assert.ok(compared > 100);
    assert.deepEqual([...silent], Object.keys(PASSES_IF_UNKNOWN));
  });

  it("finds violations in known values next to an unknown one", () => {
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
        source: "declared" as const,
      };
      for (const { message } of evaluateResource(rule, subject, defaultSettings(rule), NOW)) {
        found.push(message);
      }
    }, isUnknownValueError);
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

  it("hides a value that looks like a secret, for every rule and property", () => {
    const secret = ["ghp", "0".repeat(36)].join("_");
    const texts = everyPath
      .filter(({ isText }) => isText)
      .flatMap(({ rule, example, path }) =>
        findingsAfter(rule, example, { path, value: secret }).flatMap(({ findings }) =>
          findings.map((finding) => sentence(rule, finding)),
        ),
      );
    assert.ok(texts.some((text) => text.includes("(hidden)")));
    assert.deepEqual(
      texts.filter((text) => text.includes(secret)),
      [],
    );
  });

  it("does not contain the secret that disallow-secrets found", () => {
    const secrets = /correct-horse-7|AKIA[A-Z0-9]+|ghp_0+|hunter2-hunter2/;
    const rule = rules.find(({ name }) => name === "disallow-secrets");
    assert.ok(rule && rule.examples.breaks.length > 0);
    for (const example of rule.examples.breaks) {
      assert.match(plainText(valueOf(example)), secrets, example.given);
      const findings = runExample(rule, example).flat();
      assert.ok(findings.length > 0, example.given);
      for (const finding of findings) {
        assert.doesNotMatch(JSON.stringify(finding) + sentence(rule, finding), secrets);
      }
    }
  });
});

/** All texts in a value; scripts of hooks are decoded. */
function plainText(value: unknown): string {
  if (typeof value === "string") return `${value} ${Buffer.from(value, "base64").toString()}`;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(plainText).join(" ");
}
