/**
 * What the types of rules accept and reject. The compiler checks this file (`tsc --noEmit`): an unused
 * `@ts-expect-error` does not compile.
 */
import assert from "node:assert/strict";
import { defineRule, policiesOf, type Rule } from "pulumi-modelarts-policies";

const base = {
  name: "require-something",
  description: "Require something.",
  why: "Because.",
  level: "advisory",
  severity: "low",
  frameworks: [],
  appliesTo: { notebook: ["declared"] },
  remedy: "Set it.",
  whenNot: "Never.",
} as const;

const valid = defineRule({
  ...base,
  settings: {
    properties: {
      mostDays: { type: "integer", default: 1 },
      names: { type: "array", items: { type: "string" }, default: [] },
      tags: {
        type: "array",
        default: [],
        items: {
          type: "object",
          required: ["key"],
          properties: { key: { type: "string" }, value: { type: "string" } },
        },
      },
    },
  },
  needs: ["names"],
  presets: { strict: { mostDays: 2 } },
  messages: { missing: "{property} is not set.", other: "{property} is {found}." },
  examples: {
    settings: { mostDays: 3 },
    breaks: [{ given: "nothing", declared: {}, messages: ["missing"] }],
    passes: [],
  },
  checkNotebook({ description }, { mostDays, names, tags }) {
    const days: number = mostDays;
    const list: string[] = names;
    const pairs: { key: string; value?: string }[] = tags;
    const found = description ?? "";
    return found === "" && days + list.length + pairs.length > 0
      ? [{ message: "missing", property: "description" }]
      : [{ message: "other", property: "description", data: { found } }];
  },
});

describe("the type of a rule", () => {
  it("accepts the rule's own message ids and settings", () => {
    assert.deepEqual(
      policiesOf({ rules: [valid] }).map(({ name }) => name),
      ["require-something"],
    );
  });

  it("rejects a message id that the rule does not have, in a finding and in an example", () => {
    const noExamples = { breaks: [], passes: [] };
    const settings = { properties: {} };
    const messages = { missing: "{property} is not set." };
    defineRule({
      ...base,
      settings,
      messages,
      examples: {
        // @ts-expect-error "mising" is no key of messages.
        breaks: [{ given: "nothing", declared: {}, messages: ["mising"] }],
        passes: [],
      },
    });
    defineRule({
      ...base,
      settings,
      messages,
      examples: noExamples,
      // @ts-expect-error "mising" is no key of messages.
      checkNotebook: () => [{ message: "mising", property: "description" }],
    });
    defineRule({
      ...base,
      settings,
      messages,
      examples: noExamples,
      // @ts-expect-error "mising" is no key of messages.
      *checkStack(notebooks) {
        if (notebooks.length > 0) yield { message: "mising", property: "id" };
      },
    });
  });

  it("rejects a setting that the rule does not have, and a value of another type", () => {
    const rest = {
      ...base,
      settings: { properties: { most: { type: "integer", default: 1 } } },
      messages: { many: "{property} is too large." },
      examples: { breaks: [], passes: [] },
    } as const;
    // @ts-expect-error "least" is no setting.
    defineRule({ ...rest, needs: ["least"] });
    // @ts-expect-error The setting is a number.
    defineRule({ ...rest, presets: { cost: { most: "5" } } });
    // @ts-expect-error "least" is no setting.
    defineRule({ ...rest, checkSettings: ({ least }) => [String(least)] });
  });

  it("accepts a rule with the names of version 0.2", () => {
    const { appliesTo, ...rest } = base;
    const former: Rule<{ most: number }> = {
      ...rest,
      judges: appliesTo,
      settings: { properties: { most: { type: "number", default: 1 } } },
      messages: { missing: "{property} is not set." },
      examples: { breaks: [], passes: [] },
      judge: ({ description }, { most }, { seen }) =>
        description || most.toFixed() === seen
          ? []
          : [{ message: "missing", property: "description" }],
    };
    assert.deepEqual(
      policiesOf({ rules: [former] }).map(({ name }) => name),
      [former.name],
    );
  });
});
