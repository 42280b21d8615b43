/** An account of many notebooks as teams leave them behind, in a simulator, and its audit. */
import { createSimulator, type Simulator, type WireNotebook } from "pulumi-modelarts-simulator";
import { listNotebooks } from "pulumi-modelarts/cli/list/list-notebooks";
import { coverageLines } from "pulumi-modelarts/cli/list/coverage";
import { createClient } from "pulumi-modelarts/client/client";
import { policyExemptions } from "../../../policies/exemptions/exemption-tag";
import { policiesOf } from "../../../policies/engine/pack-policies";
import type { Report } from "../../../policies/report/model/report";
import { reportOfAudit } from "../../../policies/report/sources/from-audit";
import { presetOf, readPackConfig } from "../../../policies/report/sources/pack-config";
import { HOUR_MS, NOW } from "./fixtures";

const DAY_MS = 24 * HOUR_MS;
const OWNERS = ["anna", "boris", "chen", "dana", "emil", "fatima", "goran"];
const USES = ["training", "notebook", "speech", "vision", "pricing", "forecast", "sandbox"];
const FLAVORS = ["modelarts.vm.cpu.2u", "modelarts.vm.cpu.8u", "modelarts.vm.gpu.v100"];
const EXEMPTION = { rule: "require-key-pair", reason: "a demo for guests", until: "2027-01-31" };
const STATUSES = ["RUNNING", "RUNNING", "STOPPED", "RUNNING", "STOPPED", "CREATE_FAILED"];

/** The n-th notebook. The numbers are small primes, so that few notebooks have the same faults. */
function wireNotebook(n: number): Partial<WireNotebook> {
  const pick = <T>(from: readonly T[], every = 1) => from[Math.floor(n / every) % from.length] as T;
  const owner = pick(OWNERS, 2);
  const isSafe = n % 3 === 0;
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    name: `${pick(USES)}-${owner}-${n}`,
    status: pick(STATUSES),
    flavor: pick(FLAVORS, 3),
    feature: "NOTEBOOK",
    image: { id: "e1a07296-22a8-4f05-8bc8-e936c8e54090" },
    user: { id: owner, name: owner, domain: { id: "d", name: "team" } },
    workspace_id: "0",
    create_at: NOW - (n % 40) * DAY_MS,
    update_at: NOW - (n % 50) * DAY_MS,
    volume: { category: "EVS", ownership: "MANAGED", capacity: n % 11 === 0 ? 500 : 5 },
    endpoints: [
      {
        service: "SSH",
        allowed_access_ips: n % 5 === 0 ? [] : n % 7 === 0 ? ["0.0.0.0/0"] : ["203.0.113.7"],
        key_pair_names: isSafe ? ["team"] : [],
      },
    ],
    lease: isSafe
      ? { enable: true, duration: 4 * HOUR_MS, type: "idle", create_at: NOW - HOUR_MS }
      : n % 4 === 0
        ? { enable: true, duration: 60 * HOUR_MS, type: "timing", create_at: NOW - 9 * HOUR_MS }
        : { enable: false },
    ...(n % 13 === 5 && { description: "password: Xk29vQ81mmZt" }),
    ...(n % 17 === 3 && { run_user: { uid: 0 } }),
    tags: Object.entries({
      team: owner,
      ...(n % 16 === 8 && policyExemptions([EXEMPTION])),
    }).map(([key, value]) => ({ key, value })),
  };
}

export function account(count: number): Simulator {
  const notebooks = Array.from({ length: count }, (_, index) => wireNotebook(index + 1));
  return createSimulator({ seed: notebooks, clock: { now: () => NOW } });
}

/**
 * The report of `audit` for an account with so many notebooks.
 *
 * @param port of the simulator; 0 is any free one.
 */
export async function auditOf(count: number, port = 0): Promise<Report> {
  const server = await account(count).listen({ port });
  const client = createClient({
    endpoint: server.url,
    authUrl: undefined,
    projectId: "p",
    credentials: { kind: "token", token: "t" },
    insecure: false,
    caCert: undefined,
  });
  try {
    const { notebooks, coverage } = await listNotebooks(client, { allUsers: true });
    const policies = policiesOf({ now: () => NOW });
    const configured = readPackConfig(undefined, policies);
    return await reportOfAudit({
      notebooks,
      coverage: coverageLines(coverage),
      scope: {
        endpoint: server.url,
        regions: ["eu-west-101"],
        projectIds: ["0a7f31c2b8d94e5f"],
        preset: presetOf(configured) ?? "none",
      },
      configured,
      files: { project: { file: "Pulumi.yaml", line: 1 }, inRepository: (position) => position },
      now: NOW,
    });
  } finally {
    await client.close();
    await server.close();
  }
}
