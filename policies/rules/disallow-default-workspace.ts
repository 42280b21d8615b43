import { iso, nist } from "../rule-lib/frameworks";
import type { Rule } from "../engine/rule";

export const disallowDefaultWorkspace: Rule = {
  name: "disallow-default-workspace",
  description: "Disallow the default workspace.",
  why: "Everyone in the account works in the default workspace; permissions are given by workspace.",
  level: "disabled",
  severity: "low",
  frameworks: [nist("AC-3"), iso("A.8.22")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    default:
      "{property} is 0, the default workspace, where everyone is. Use a workspace of its own.",
  },
  remedy: "Set workspaceId to a workspace of the team. A notebook that exists is replaced.",
  whenNot: "Where the account has no other workspace, as on Open Telekom Cloud.",
  examples: {
    breaks: [
      { given: "no workspace", declared: {}, messages: ["default"] },
      { given: "the default workspace", declared: { workspaceId: "0" }, messages: ["default"] },
      { given: "a live notebook in it", live: { workspaceId: "0" }, messages: ["default"] },
    ],
    passes: [
      { given: "a workspace", declared: { workspaceId: "7d6f" } },
      { given: "a workspace that the API does not answer", live: {} },
    ],
  },

  judge({ workspaceId }, _settings, { seen }) {
    const isUndeclared = workspaceId === undefined || workspaceId === null;
    if (isUndeclared ? seen !== "declared" : workspaceId !== "0") return [];
    return [{ message: "default", property: "workspaceId", isUndeclared }];
  },
};
