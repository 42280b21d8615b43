/** The service of one sequence: a simulator behind HTTP on this machine, a client of it, and a clock that waits take no time of. */
import { createSimulator, type PendingFault } from "pulumi-modelarts-simulator";
import type { FaultName, Simulator, WireNotebook } from "pulumi-modelarts-simulator";
import { createClient } from "../../provider/client/client";
import type { Clock } from "../../provider/client/clock";
import type { UpdateSettings } from "../../provider/client/settings";
import type { Context } from "../../provider/resources/tasks/task";
import type { AssumedValues } from "../../provider/wire/facts/assumptions";
import type { CloudName } from "../../provider/wire/facts/clouds";
import type { OperationName } from "../../provider/wire/operations";

/** What a sequence chooses of the service and of the user's settings. */
export interface Setting {
  cloud: CloudName;
  assume: Partial<AssumedValues>;
  updates: UpdateSettings;
  transitionMs: number;
}

/** A fault that begins at a request of an operation of the engine. */
export interface PlannedFault {
  name: FaultName;
  /** How many requests the operation sends before. */
  after: number;
  times: number;
  /** Only requests of this operation of the API meet the fault; by default any that the fault is for. */
  operation?: OperationName;
}

/** Of a slow answer in real time, and of `Retry-After` by the sequence's clock, which takes no real time. */
const FAULT_DELAY_MS = 3;

export interface World extends Context {
  readonly simulator: Simulator;
  /** The notebooks that exist now. */
  books(): WireNotebook[];
  advance(ms: number): void;
  /** Runs `work` with these faults. Faults that have not happened at its end are forgotten. */
  withFaults<Result>(faults: readonly PlannedFault[], work: () => Promise<Result>): Promise<Result>;
  /** How often each fault has happened. */
  readonly happened: Map<FaultName, number>;
  /** Requests since the last call, as `GET /notebooks/{id} 200`. */
  requests(): string[];
  close(): Promise<void>;
}

export async function openWorld(setting: Setting): Promise<World> {
  const { cloud, assume, transitionMs, updates } = setting;
  let now = Date.parse("2026-01-01T00:00:00Z");
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
      return Promise.resolve();
    },
  };
  let requests: string[] = [];
  let planned: PlannedFault[] = [];
  let asked: { fault: PlannedFault; pending: PendingFault }[] = [];
  let sent = 0;
  const begin = (): void => {
    for (const fault of planned.filter(({ after }) => after === sent)) {
      const { name, times, operation } = fault;
      const request = { name, times, delayMs: FAULT_DELAY_MS, ...(operation && { operation }) };
      asked.push({ fault, pending: simulator.faults.ask(request) });
    }
  };
  const simulator = createSimulator({
    cloud,
    assume,
    clock,
    transitionMs,
    log: ({ method, path, status, code }) => {
      const short = path.replace("/v1/p", "").replace(/[0-9a-f-]{36}/, (id) => id.slice(0, 4));
      requests.push(`${method} ${short} ${status}${code === null ? "" : ` ${code}`}`);
      sent += 1;
      begin();
    },
  });
  const server = await simulator.listen();
  const client = createClient(
    {
      endpoint: server.url,
      authUrl: undefined,
      projectId: "p",
      credentials: { kind: "token", token: "the-token-of-the-model" },
      insecure: false,
      caCert: undefined,
    },
    clock,
  );
  const happened = new Map<FaultName, number>();
  return {
    client,
    clock,
    simulator,
    updates,
    log: () => undefined,
    books: () => simulator.notebooks.list(),
    advance: (ms) => {
      now += ms;
    },
    happened,
    async withFaults(faults, work) {
      [planned, asked, sent] = [[...faults], [], 0];
      begin();
      try {
        return await work();
      } finally {
        for (const { fault, pending } of asked) {
          const count = fault.times - pending.times;
          if (count > 0) happened.set(fault.name, (happened.get(fault.name) ?? 0) + count);
        }
        planned = [];
        simulator.faults.clear();
      }
    },
    requests: () => requests.splice(0),
    async close() {
      requests = [];
      await client.close();
      await server.close();
    },
  };
}
