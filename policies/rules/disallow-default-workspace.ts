import { DEFAULT_WORKSPACE } from "pulumi-modelarts/wire/facts/limits";
import { iso, nist } from "../rule-lib/frameworks";
import { defineRule } from "../engine/rule";

export const disallowDefaultWorkspace = defineRule({
  name: "disallow-default-workspace",
  description: "Disallow the default workspace.",
  why: "Permissions are granted per workspace, and everyone in the account works in the default one.",
  level: "disabled",
  severity: "low",
  frameworks: [nist("AC-3"), iso("A.8.22")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    default:
      "{property} is 0, the default workspace, where everyone is. Use a workspace of its own.",
  },
  remedy: "Set workspaceId to a workspace of the team. This replaces an existing notebook.",
  whenNot: "If the account has no other workspace, as on Open Telekom Cloud.",
  examples: {
    breaks: [
      { given: "no workspace", declared: {}, messages: ["default"] },
      { given: "the default workspace", declared: { workspaceId: "0" }, messages: ["default"] },
      { given: "a live notebook in it", live: { workspaceId: "0" }, messages: ["default"] },
    ],
    passes: [
      { given: "a workspace", declared: { workspaceId: "7d6f" } },
      { given: "an answer without a workspace", live: {} },
    ],
  },

  checkNotebook({ workspaceId }, _settings, { source }) {
    const isUndeclared = workspaceId === undefined || workspaceId === null;
    if (isUndeclared ? source !== "declared" : workspaceId !== DEFAULT_WORKSPACE) return [];
    return [{ message: "default", property: "workspaceId", isUndeclared }];
  },
});
