import { iso, nist } from "../rule-lib/frameworks";
import { matchesAny } from "../rule-lib/patterns";
import { defineRule } from "../engine/rule";

export const requireOwner = defineRule({
  name: "require-owner",
  description: "Require a known owner.",
  why: "After its user has left, nobody takes care of a notebook, and it still opens with that user's token.",
  level: "disabled",
  severity: "low",
  frameworks: [nist("AC-2"), iso("A.5.9")],
  appliesTo: { notebook: ["live", "referenced"] },
  settings: {
    properties: {
      allowedOwners: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Names or ids of users, `*` for any characters; empty: all.",
      },
    },
  },
  presets: { strict: { enforcementLevel: "advisory" } },
  messages: {
    missing: "{property} is not known, so nobody is in charge. Make the notebook anew as a user.",
    other: "{property} is {found}, who is not among {allowed}. Give the notebook to one of those.",
  },
  remedy: "Let the IAM user who is responsible create the notebook.",
  whenNot: "On a cloud whose API does not return the owner.",
  examples: {
    settings: { allowedOwners: ["team-*"] },
    breaks: [
      { given: "no owner", live: {}, messages: ["missing"] },
      { given: "another owner", live: { user: { name: "guest" } }, messages: ["other"] },
    ],
    passes: [{ given: "an allowed owner", live: { user: { name: "team-vision", id: "u-1" } } }],
  },

  checkNotebook({ user, userId }, { allowedOwners }) {
    const names = [user?.name, user?.id, userId].filter((name) => typeof name === "string");
    const [found] = names;
    if (!found) return [{ message: "missing", property: "user" }];
    const isAllowed = names.some((name) => matchesAny(allowedOwners, name));
    if (allowedOwners.length === 0 || isAllowed) return [];
    return [
      { message: "other", property: "user", data: { found, allowed: allowedOwners.join(", ") } },
    ];
  },
});
