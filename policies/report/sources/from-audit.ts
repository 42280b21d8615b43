/**
 * Live notebooks → a report. They are put before the very policies that the engine runs, as a stack that
 * holds them all; so a rule that compares notebooks sees every one of them.
 */
import type { PolicyResource } from "@pulumi/policy";
import { logicalNames } from "pulumi-modelarts/cli/import/logical-names";
import { stateOf } from "pulumi-modelarts/resources/notebook/state";
import { PLUGIN_TYPE } from "pulumi-modelarts/engine/type-tokens";
import type { NotebookDetail } from "pulumi-modelarts/wire/notebook";
import type { BothPolicies } from "../../engine/policy";
import type { ConfiguredPolicy } from "./pack-config";
import { exemptionIn } from "../model/exemption";
import type { Files } from "./files";
import { fleetNotebook } from "../model/fleet";
import {
  byWeight,
  type Exemption,
  type Level,
  type Report,
  type Subject,
  type Violation,
} from "../model/report";
import { RuleBook } from "../model/rule-facts";
import { VERSION } from "../version";

export interface AuditInput {
  notebooks: readonly NotebookDetail[];
  /** What was looked at, and each part that was not. */
  coverage?: readonly string[];
  configured: readonly ConfiguredPolicy[];
  files: Files;
  now: number;
}

export async function reportOfAudit(input: AuditInput): Promise<Report> {
  const { configured, files, now, coverage = [] } = input;
  const notebooks = input.notebooks.filter(({ status }) => status !== "DELETED");
  const { resources, subjects } = stackOf(notebooks, files, now);
  const book = new RuleBook();
  const violations: Violation[] = [];
  const exemptions: Exemption[] = [];

  for (const { policy, level, settings } of configured) {
    const { name } = policy;
    if (level === "disabled") continue;
    const { severity } = book.note(name, { level: levelOf(level) });
    await run(policy, settings, resources, (message, urn) => {
      const subject = subjects.get(urn ?? "") ?? { name: "account", place: files.project };
      const exemption = exemptionIn({ rule: name, level: levelOf(level), message, subject }, book);
      if (exemption === undefined) {
        violations.push({ rule: name, level: levelOf(level), severity, subject, message });
      } else {
        exemptions.push(exemption);
      }
    });
  }
  return {
    kind: "audit",
    madeAt: now,
    packs: [`modelarts ${VERSION}`],
    rules: book.all(),
    violations: violations.sort(byWeight),
    exemptions,
    undecided: [],
    fleet: notebooks.map((notebook) =>
      fleetNotebook({ name: ownName(notebook), id: notebook.id }, notebook),
    ),
    coverage,
    troubles: [],
  };
}

/** Nothing is mended in an audit, so what would have been is a violation as any other. */
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

function ownName({ name, id }: NotebookDetail): string {
  return name ?? id;
}

/** A stack as the engine would show it, and what each of its URNs is about. */
function stackOf(
  notebooks: readonly NotebookDetail[],
  files: Files,
  now: number,
): { resources: PolicyResource[]; subjects: Map<string, Subject> } {
  const names = logicalNames(notebooks);
  const subjects = new Map<string, Subject>();
  const resources = notebooks.map((notebook) => {
    const urn = `urn:pulumi:audit::account::${PLUGIN_TYPE}::${names.get(notebook.id)}`;
    subjects.set(urn, { name: ownName(notebook), id: notebook.id, place: files.project });
    // Not the token: what a rule doesn't see, it can't say.
    const { token: _token, ...props } = stateOf(notebook, {}, now);
    return {
      type: PLUGIN_TYPE,
      urn,
      name: ownName(notebook),
      props,
      opts: OPTIONS,
      dependencies: [],
      propertyDependencies: {},
    } as unknown as PolicyResource;
  });
  return { resources, subjects };
}

const OPTIONS = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  additionalSecretOutputs: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
};
