import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";
import { tagsOf } from "../rule-lib/resource-properties";

export const requireTags = defineRule({
  name: "require-tags",
  description: "Require tags, with allowed values if the settings list them.",
  why: "Without tags nobody knows whom to ask about a notebook, or whom to bill for it.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-8"), iso("A.5.9")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      tags: {
        type: "array",
        default: [],
        description:
          "The tags, each with its `key`, the `values` that are allowed (empty: all), and the `default` " +
          "that a missing tag gets at level remediate.",
        items: {
          type: "object",
          required: ["key"],
          additionalProperties: false,
          properties: {
            key: { type: "string", minLength: 1 },
            values: { type: "array", items: { type: "string" } },
            default: { type: "string" },
          },
        },
      },
    },
  },
  needs: ["tags"],
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    missing: "{property} is not set. Add the tag.",
    other: "{property} is {found}, which is not among {allowed}. Use one of those values.",
  },
  remedy: "Add the missing tags to tags.",
  whenNot: "On Open Telekom Cloud, whose notebooks have no tags.",
  examples: {
    settings: { tags: [{ key: "team" }, { key: "stage", values: ["dev", "prod"] }] },
    breaks: [
      { given: "no tags", declared: {}, messages: ["missing", "missing"] },
      {
        given: "a value that is not allowed",
        declared: { tags: { team: "vision", stage: "test" } },
        messages: ["other"],
      },
      {
        given: "a live notebook without one of the tags",
        live: { tags: { team: "vision" } },
        messages: ["missing"],
      },
    ],
    passes: [
      { given: "all tags", declared: { tags: { team: "vision", stage: "dev" } } },
      {
        given: "a live notebook with all tags",
        live: { tags: { team: "vision", stage: "prod" } },
      },
    ],
  },

  checkSettings: ({ tags }) =>
    tags.flatMap(({ key, values = [], default: value }, index) =>
      value !== undefined && values.length > 0 && !values.includes(value)
        ? [
            `tags[${index}].default: ${value} is not among the values of ${key}: ${values.join(", ")}`,
          ]
        : [],
    ),

  *checkNotebook(notebook, { tags: wanted }) {
    if (wanted.length === 0) return;
    const tags = tagsOf(notebook);
    const isUndeclared = (notebook.tags ?? undefined) === undefined;
    for (const { key, values = [] } of wanted) {
      const property = `tags["${key}"]`;
      const found = tags.get(key);
      if (!found) yield { message: "missing", property, isUndeclared };
      else if (values.length > 0 && !values.includes(found)) {
        yield { message: "other", property, data: { found, allowed: values.join(", ") } };
      }
    }
  },

  remediation: "Missing tags that have a `default` are added.",
  remediate(notebook, { tags: wanted }) {
    const tags = tagsOf(notebook);
    const missing = wanted.flatMap(({ key, default: value }) =>
      value !== undefined && !tags.get(key) ? [[key, value] as const] : [],
    );
    if (missing.length === 0) return false;
    notebook.tags = { ...Object.fromEntries(tags), ...Object.fromEntries(missing) };
    return true;
  },
});
