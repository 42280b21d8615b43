import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";

export const disallowDuplicates: Rule = {
  name: "disallow-duplicates",
  description: "Disallow one notebook under two names of a stack.",
  why: "The engine does not look whether an imported notebook is in the stack already.",
  level: "mandatory",
  severity: "high",
  frameworks: [nist("CM-8"), iso("A.5.9")],
  judges: { notebook: ["declared", "live"] },
  settings: { properties: {} },
  messages: {
    twice:
      "{property} is {found}, which the stack holds as {other} already: what one of them changes, " +
      "the other changes back, and destroying one destroys both. " +
      "Take one of them out with `pulumi state delete` and out of the program.",
  },
  remedy: "Take one of the two out with `pulumi state delete` and out of the program.",
  whenNot: "Never.",
  examples: {
    breaks: [
      {
        given: "one id twice",
        stack: [
          { id: "id-1", status: "RUNNING" },
          { id: "id-1", status: "RUNNING" },
        ],
        messages: ["twice"],
      },
      {
        given: "one id twice, of which one is about to be changed",
        stack: [{ id: "id-1" }, { id: "id-1", status: "RUNNING" }],
        messages: ["twice"],
      },
    ],
    passes: [
      {
        given: "two ids",
        stack: [
          { id: "id-1", status: "RUNNING" },
          { id: "id-2", status: "RUNNING" },
        ],
      },
    ],
  },

  *judgeStack(members) {
    const before = new Map<string, string>();
    for (const at of members) {
      const { id: found } = at;
      if (!found || at.seen === "referenced") continue; // A reference changes and destroys nothing.
      const other = before.get(found);
      if (other === undefined) before.set(found, at.name);
      else yield { message: "twice", property: "id", data: { found, other }, at };
    }
  },
};
