import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";

export const disallowDuplicates = defineRule({
  name: "disallow-duplicates",
  description: "Disallow one notebook under two names in a stack.",
  why: "The engine does not check whether an imported notebook is already in the stack.",
  level: "mandatory",
  severity: "high",
  frameworks: [nist("CM-8"), iso("A.5.9")],
  appliesTo: { notebook: ["declared", "live"] },
  settings: { properties: {} },
  messages: {
    twice:
      "{property} is {found}, which the stack holds as {other} already: what one of them changes, " +
      "the other changes back, and destroying one destroys both. " +
      "Take one of them out with `pulumi state delete` and out of the program.",
  },
  remedy: "Remove one of the two with `pulumi state delete`, and remove it from the program.",
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
        given: "one id twice, and one of the notebooks is about to change",
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

  *checkStack(notebooks) {
    const nameById = new Map<string, string>();
    for (const notebook of notebooks) {
      const { id: found } = notebook;
      if (!found || notebook.source === "referenced") continue; // A reference changes and destroys nothing.
      const other = nameById.get(found);
      if (other === undefined) nameById.set(found, notebook.name);
      else yield { message: "twice", property: "id", data: { found, other }, notebook };
    }
  },
});
