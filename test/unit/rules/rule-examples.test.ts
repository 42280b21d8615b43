import assert from "node:assert/strict";
import { unknownCheckingProxy, unknownStringValue } from "./unknown-proxy";
import { evaluateResource } from "../../../policies/engine/evaluate";
import {
  defaultSettings,
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

    if (!rule.classifyExemptions) {
      it("has an example for every message, and one that passes", () => {
        const shown = new Set(breaks.flatMap(({ messages = [] }) => messages));
        assert.deepEqual([...shown].sort(), Object.keys(rule.messages).sort());
        assert.ok(breaks.every(({ messages = [] }) => messages.length > 0));
        assert.ok(passes.length > 0 && passes.every(({ messages }) => messages === undefined));
      });
    }

    it("can judge what it says that it appliesTo", () => {
      const { notebook, storage, image } = rule.appliesTo;
      assert.equal(notebook !== undefined, !!(rule.checkNotebook ?? rule.checkStack));
      assert.equal(storage !== undefined, rule.checkStorage !== undefined);
      assert.equal(image !== undefined, rule.checkImage !== undefined);
    });

    it("keeps to the grammar of names and sentences", () => {
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

/** The form in which the rule sees the example. */
function formOf({ stack, live }: Example<object>): "stack" | "live" | "declared" {
  return stack ? "stack" : live === undefined ? "declared" : "live";
}

function valueOf(example: Example<object>): object {
  const plain = example[formOf(example)];
  return typeof plain === "function" ? plain(NOW) : (plain ?? {});
}

/** What the rule says of the example, with another value in one place. */
function said(rule: Rule, example: Example<object>, change?: Change): Said[] {
  const value = structuredClone(valueOf(example));
  if (change) put(value, change);
  return evaluationsOf(rule, { ...example, [formOf(example)]: value }).map((judgement) => {
    const findings: Finding[] = [];
    try {
      // Those before an unknown value count, too.
      for (const finding of judgement) findings.push(plainly(finding));
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      return { findings, isUnknown: true };
    }
    return { findings, isUnknown: false };
  });
}

/** Without the resources that it is about, which differ in what was changed. */
const plainly = ({ message, property, data, isUndeclared }: Finding): Finding => ({
  message,
  property,
  ...(data && { data }),
  ...(isUndeclared !== undefined && { isUndeclared }),
});

interface Said {
  findings: Finding[];
  isUnknown: boolean;
}

interface Change {
  path: readonly PropertyKey[];
  value: unknown;
}

function put(root: object, { path, value }: Change): void {
  const last = path.at(-1) as string;
  const holder = at(root, path.slice(0, -1)) as never;
  if (value === REMOVED) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
}

const at = (root: unknown, path: readonly PropertyKey[]) =>
  path.reduce<unknown>((value, key) => (value as never)[key], root);

function placesIn(value: unknown, path: PropertyKey[] = []): PropertyKey[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    [...path, key],
    ...placesIn(item, [...path, key]),
  ]);
}

const isIndex = (key: PropertyKey | undefined) => /^\d+$/.test(String(key));

/** Every place of every example: what there is to be missing or unknown. */
const everyPlace = rules.flatMap((rule) => {
  const examples: Example<object>[] = [...rule.examples.breaks, ...rule.examples.passes];
  return examples.flatMap((example) => {
    const value = valueOf(example);
    return placesIn(value)
      .filter((path) => !(example.stack && path.length === 1)) // A notebook is always there.
      .map((path) => ({ rule, example, path, isText: typeof at(value, path) === "string" }));
  });
});

/** The same place in any example: entries of a list are alike. */
const keyOf = (rule: Rule, { kind = "notebook" }: Example<object>, path: PropertyKey[]) =>
  [rule.name, kind, ...path.map((key) => (isIndex(key) ? "*" : key))].join(" ");

/** What else may stand there: what does in the rule's other examples. */
const valuesAt = new Map<string, unknown[]>();
for (const { rule, example, path } of everyPlace) {
  const key = keyOf(rule, example, path);
  valuesAt.set(key, [...(valuesAt.get(key) ?? []), at(valueOf(example), path)]);
}

/** Where a value that is not known yet is rightly taken for one that passes. */
const TAKEN_FOR: Readonly<Record<string, string>> = {
  "disallow-duplicates notebook * id": "a notebook that is yet to be made, and is no other",
};

describe("every rule", () => {
  it("takes null anywhere, as it stands in a state, for what is missing", () => {
    for (const { rule, example, path } of everyPlace) {
      // An entry of a list has its place, whatever it is.
      if (isIndex(path.at(-1))) continue;
      const known = said(rule, example, { path, value: null });
      const missing = said(rule, example, { path, value: REMOVED });
      assert.deepEqual(known, missing, `${rule.name}: ${example.given}, ${path.join(".")}`);
    }
  });

  it("passes nothing silently that is not known yet, whatever it may turn out to be", () => {
    const silent = new Set<string>();
    let compared = 0;
    for (const { rule, example, path } of everyPlace) {
      const key = keyOf(rule, example, path);
      const known = said(rule, example, { path, value: unknownStringValue });
      if (known.every(({ isUnknown }) => isUnknown)) continue;
      for (const value of [...(valuesAt.get(key) ?? []), REMOVED]) {
        if (value === REMOVED && isIndex(path.at(-1))) continue;
        for (const [index, { findings }] of said(rule, example, { path, value }).entries()) {
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
    assert.deepEqual([...silent], Object.keys(TAKEN_FOR));
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

  it("shows no value that looks like a secret, whatever the rule and wherever it stands", () => {
    const secret = ["ghp", "0".repeat(36)].join("_");
    const texts = everyPlace
      .filter(({ isText }) => isText)
      .flatMap(({ rule, example, path }) =>
        said(rule, example, { path, value: secret }).flatMap(({ findings }) =>
          findings.map((finding) => sentence(rule, finding)),
        ),
      );
    assert.ok(texts.some((text) => text.includes("(hidden)")));
    assert.deepEqual(
      texts.filter((text) => text.includes(secret)),
      [],
    );
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
