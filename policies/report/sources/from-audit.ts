/**
 * Live notebooks → a report. The audit runs the same policies as the engine, on a stack of all notebooks,
 * so that rules which compare notebooks see every one of them.
 */
import type { PolicyResource } from "@pulumi/policy";
import { logicalNames } from "pulumi-modelarts/cli/import/logical-names";
import { PLUGIN_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { stateOf } from "pulumi-modelarts/resources/notebook/state";
import type { NotebookDetail } from "pulumi-modelarts/wire/notebook";
import type { BothPolicies } from "../../engine/policy";
import { exemptionIn } from "../model/exemption";
import { fleetNotebook } from "../model/fleet";
import {
  violationOrder,
  type Exemption,
  type Level,
  type Report,
  type ReportedResource,
  type Scope,
  type Violation,
} from "../model/report";
import { RuleRegistry } from "../model/rule-facts";
import { VERSION } from "../version";
import type { ConfiguredPolicy } from "./pack-config";
import type { ProjectFiles } from "./project-files";

export interface AuditInput {
  notebooks: readonly NotebookDetail[];
  /** Sentences about what was read and what could not be read. */
  coverage?: readonly string[];
  /** True if a filter is for notebooks that exist. */
  expectsMatch?: boolean;
  scope?: Scope;
  configured: readonly ConfiguredPolicy[];
  files: ProjectFiles;
  /** The service's time, in milliseconds since 1970 (UTC). */
  now: number;
}

export async function reportOfAudit(input: AuditInput): Promise<Report> {
  const { configured, files, now, coverage = [], scope = {}, expectsMatch = false } = input;
  const notebooks = input.notebooks.filter(({ status }) => status !== "DELETED");
  const stack = stackOf(notebooks, files, now);
  const registry = new RuleRegistry();
  const violations: Violation[] = [];
  const exemptions: Exemption[] = [];

  for (const { policy, level: configuredLevel, settings } of configured) {
    if (configuredLevel === "disabled") continue;
    const { name: rule } = policy;
    const level = levelOf(configuredLevel);
    const { severity } = registry.record(rule, { level });
    await run(policy, settings, stack.resources, (message, urn) => {
      const resource = stack.byUrn.get(urn ?? "") ?? { name: "account", position: files.project };
      const exemption = exemptionIn({ rule, level, message, resource }, registry);
      if (exemption !== undefined) exemptions.push(exemption);
      else violations.push({ rule, level, severity, resource, message });
    });
  }
  return {
    kind: "audit",
    scope,
    createdAt: now,
    packs: [`modelarts ${VERSION}`],
    rules: registry.all(),
    violations: violations.sort(violationOrder),
    exemptions,
    undecided: [],
    fleet: notebooks.map((notebook) =>
      fleetNotebook({ name: nameOf(notebook), id: notebook.id }, notebook),
    ),
    coverage,
    expectsMatch,
    runErrors: [],
  };
}

/** An audit fixes nothing, so at level `remediate` a violation is mandatory. */
function levelOf(level: ConfiguredPolicy["level"]): Level {
  return level === "advisory" ? "advisory" : "mandatory";
}

async function run(
  policy: BothPolicies,
  settings: object,
  resources: PolicyResource[],
  report: (message: string, urn?: string) => void,
): Promise<void> {
  const args = {
    resources,
    getConfig: <T extends object>() => settings as T,
    stackTags: new Map<string, string>(),
    notApplicable: (reason?: string): never => {
      throw new NotApplicable(reason);
    },
  };
  try {
    await policy.validateStack(args, report);
  } catch (error) {
    if (!(error instanceof NotApplicable)) throw error;
  }
}

class NotApplicable extends Error {}

function nameOf({ name, id }: NotebookDetail): string {
  return name ?? id;
}

interface Stack {
  /** The notebooks as the engine would pass them to a policy. */
  resources: PolicyResource[];
  byUrn: ReadonlyMap<string, ReportedResource>;
}

function stackOf(notebooks: readonly NotebookDetail[], files: ProjectFiles, now: number): Stack {
  const names = logicalNames(notebooks);
  const byUrn = new Map<string, ReportedResource>();
  const resources = notebooks.map((notebook) => {
    const urn = `urn:pulumi:audit::account::${PLUGIN_TYPE}::${names.get(notebook.id)}`;
    byUrn.set(urn, { name: nameOf(notebook), id: notebook.id, position: files.project });
    // Rules don't get the token, so that no message can show it.
    const { token: _token, ...props } = stateOf(notebook, {}, now);
    return {
      type: PLUGIN_TYPE,
      urn,
      name: nameOf(notebook),
      props,
      opts: RESOURCE_OPTIONS,
      dependencies: [],
      propertyDependencies: {},
    } as unknown as PolicyResource;
  });
  return { resources, byUrn };
}

const RESOURCE_OPTIONS = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  additionalSecretOutputs: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
};
