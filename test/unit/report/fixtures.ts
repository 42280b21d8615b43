/** Events as the engine writes them (recorded from 3.259.0), a report with every kind of result, and the command. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  formatExemptionMessage,
  type ExemptionFacts,
} from "../../../policies/exemptions/exemption-message";
import type { Report } from "../../../policies/report/model/report";

const COMMAND = join(__dirname, "../../../policies/pulumi-modelarts-policies");

export const NOW = Date.UTC(2026, 10, 24, 12);
export const HOUR_MS = 3_600_000;
export const TYPE = "pulumi-nodejs:dynamic/modelarts:Notebook";
export const urnOf = (name: string) => `urn:pulumi:dev::lab::${TYPE}::${name}`;

const PACK = {
  policyPackName: "modelarts",
  policyPackVersion: "0.1.0",
  policyPackVersionTag: "0.1.0",
};

/** One event; `eventLines` adds the sequence number. */
export type Given = Record<string, unknown>;

export const violation = (
  rule: string,
  name: string,
  message: string,
  more: Given = {},
): Given => ({
  policyEvent: {
    resourceUrn: urnOf(name),
    message: `${message}\n`,
    color: "never",
    policyName: rule,
    ...PACK,
    enforcementLevel: "mandatory",
    severity: "high",
    ...more,
  },
});

export const exemption = (facts: ExemptionFacts): Given =>
  violation("report-exemptions", facts.resource, `Report.\n${formatExemptionMessage(facts)}`, {
    enforcementLevel: "advisory",
    severity: "low",
  });

export const notebook = (
  name: string,
  outputs: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): Given => {
  const state = { type: TYPE, urn: urnOf(name), id: outputs["id"] ?? "", inputs: {}, outputs };
  return {
    resOutputsEvent: {
      metadata: { op: "same", urn: urnOf(name), type: TYPE, old: null, new: state, ...metadata },
      planning: true,
    },
  };
};

export const summary = (more: Given = {}): Given => ({
  summaryEvent: {
    maybeCorrupt: false,
    PolicyPacks: { "modelarts|local|/policies": "0.1.0" },
    isPreview: true,
    result: "failed",
    ...more,
  },
});

export const diagnostic = (message: string, severity = "error"): Given => ({
  diagnosticEvent: { message, color: "never", severity },
});

export function eventLines(events: readonly Given[]): string {
  return events
    .map((event, sequence) => JSON.stringify({ sequence, timestamp: 1_795_516_389, ...event }))
    .map((line) => `${line}\n`)
    .join("");
}

/** Text with special characters of every format. */
export const HOSTILE = `<script>alert("1")</script> & 'it' | ]]> \u0000\u001b %0A::error:: @team\n*b* \`c\``;

export const REPORT: Report = {
  kind: "events",
  createdAt: NOW,
  packs: ["modelarts 0.1.0"],
  rules: [
    {
      name: "disallow-duplicates",
      description: "Disallow one notebook under two names.",
      severity: "high",
      level: "mandatory",
      remedy: "",
      controls: [],
    },
    {
      name: "require-auto-stop",
      description: "Require auto stop.",
      severity: "high",
      level: "mandatory",
      remedy: "Set the lease.",
      controls: ["NIST SP 800-53 SC-10"],
    },
    {
      name: "require-tags",
      description: "Require tags.",
      severity: "low",
      level: "advisory",
      remedy: "Add them.",
      controls: [],
    },
  ],
  violations: [
    {
      rule: "require-auto-stop",
      level: "mandatory",
      severity: "high",
      message: "lease.enable is false.",
      resource: {
        name: "dev",
        urn: urnOf("dev"),
        id: "id-dev",
        position: { file: "infra/my program.ts", line: 7, column: 3 },
      },
    },
    {
      rule: "require-auto-stop",
      level: "mandatory",
      severity: "high",
      message: "lease.duration is 5, which is wrong too.",
      resource: {
        name: "dev",
        urn: urnOf("dev"),
        id: "id-dev",
        position: { file: "infra/my program.ts", line: 7, column: 3 },
      },
    },
    {
      rule: "require-tags",
      level: "advisory",
      severity: "low",
      message: HOSTILE,
      resource: { name: HOSTILE, urn: urnOf(HOSTILE), position: { file: "Pulumi.yaml", line: 1 } },
    },
  ],
  exemptions: [
    {
      rule: "require-auto-stop",
      kind: "expiring",
      level: "mandatory",
      reportedAs: "advisory",
      severity: "high",
      resource: { name: "long", urn: urnOf("long"), position: { file: "Pulumi.yaml", line: 1 } },
      until: "2026-11-30",
      reason: `trains <b>until</b> then`,
      message: "lease is not set.",
    },
  ],
  undecided: [
    {
      rule: "require-tags",
      severity: "low",
      resource: { name: "later", urn: urnOf("later"), position: { file: "Pulumi.yaml", line: 1 } },
      reason: "string value at .tags can't be known during preview",
    },
  ],
  fleet: [
    {
      name: "dev",
      urn: urnOf("dev"),
      id: "id-dev",
      status: "RUNNING",
      flavor: "modelarts.vm.cpu.2u",
      owner: "anna",
      autoStop: "off",
      ssh: "open",
    },
    {
      name: "long",
      urn: urnOf("long"),
      id: "id-long",
      status: "RUNNING",
      autoStop: "on",
      leaseType: "timing",
      leaseMs: 10 * HOUR_MS,
      stopsAt: NOW + 9.5 * HOUR_MS,
      ssh: "limited",
    },
    {
      name: "idle",
      id: "id-idle",
      status: "RUNNING",
      autoStop: "on",
      leaseType: "idle",
      leaseMs: 70 * HOUR_MS,
      stopsAt: NOW + 60 * HOUR_MS,
      ssh: "off",
    },
    { name: "off", id: "id-off", status: "STOPPED", autoStop: "unknown", ssh: "off" },
    { name: HOSTILE, urn: urnOf(HOSTILE), autoStop: "unknown", ssh: "off" },
  ],
  runErrors: [],
};

export interface Ended {
  code: number | null;
  out: string;
  errors: string;
}

export interface Folder {
  path: string;
  write(name: string, text: string | Buffer): void;
  read(name: string): string;
  run(args: string[], options?: { input?: string; env?: NodeJS.ProcessEnv }): Promise<Ended>;
}

/** A folder of its own for each test, and the command in it. */
export function useFolder(): () => Folder {
  let path: string;
  beforeEach(() => (path = mkdtempSync(join(tmpdir(), "modelarts-report-"))));
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return () => ({
    path,
    write: (name, text) => writeFileSync(join(path, name), text),
    read: (name) => readFileSync(join(path, name), "utf8"),
    run: (args, { input = "", env = {} } = {}) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [COMMAND, ...args], { cwd: path, env });
        let [out, errors] = ["", ""];
        child.stdout.on("data", (data: Buffer) => (out += data.toString()));
        child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
        child.once("close", (code) => resolve({ code, out, errors }));
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
      }),
  });
}
