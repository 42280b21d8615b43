import type { Rule } from "../rule";

export const disallowDuplicates: Rule = {
  name: "disallow-duplicates",
  description: "Disallow one notebook under two names of a stack.",
  level: "mandatory",
  severity: "high",
  settings: { properties: {} },
  messages: {
    twice:
      "{property} is {found}, which the stack holds as {other} already: what one of them changes, " +
      "the other changes back, and destroying one destroys both. " +
      "Take one of them out with `pulumi state delete` and out of the program.",
  },
  remedy: "The engine does not look whether an imported notebook is in the stack already.",

  judge({ id }, _settings, { before }) {
    const other = id === undefined ? undefined : before.get(id);
    if (id === undefined || other === undefined) return [];
    return [{ message: "twice", property: "id", data: { found: id, other } }];
  },
};
