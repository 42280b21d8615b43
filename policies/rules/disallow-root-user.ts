import { iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";
import { runChecks } from "../rule-lib/unknown-value";

export const disallowRootUser = defineRule({
  name: "disallow-root-user",
  description: "Disallow notebooks whose processes run as root.",
  why: "One vulnerability turns root in the notebook into root on its machine. Root can also undo the notebook's settings.",
  level: "advisory",
  severity: "high",
  frameworks: [nist("AC-6"), iso("A.8.2")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    root: "{property} is {found}: the notebook's processes run as root. Use another user.",
    group: "{property} is 0: the notebook's processes are in root's group. Use another group.",
  },
  remedy:
    "Set runUser to a user and a group other than 0, or leave it out: the default user is not root.",
  whenNot: "For images that only run as root; exempt their notebooks.",
  examples: {
    breaks: [
      { given: "root", declared: { runUser: { uid: 0, gid: 100 } }, messages: ["root"] },
      { given: "root's group", declared: { runUser: { uid: 1000, gid: 0 } }, messages: ["group"] },
      { given: "root by name", live: { runUser: { userName: "root" } }, messages: ["root"] },
    ],
    passes: [
      { given: "a user", declared: { runUser: { uid: 1000, gid: 100 } } },
      { given: "the default user", live: {} },
    ],
  },

  *checkNotebook({ runUser }) {
    if (runUser === undefined || runUser === null) return;
    yield* runChecks<Finding<"root" | "group">>(
      () =>
        runUser.uid === 0 ? [{ message: "root", property: "runUser.uid", data: { found: 0 } }] : [],
      () =>
        runUser.userName === "root" && runUser.uid !== 0
          ? [{ message: "root", property: "runUser.userName", data: { found: "root" } }]
          : [],
      () => (runUser.gid === 0 ? [{ message: "group", property: "runUser.gid" }] : []),
    );
  },
});
