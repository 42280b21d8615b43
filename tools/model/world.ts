/** The service of one sequence: a simulator behind HTTP on this machine, a client of it, and a clock that waits take no time of. */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSimulator, type PendingFault } from "pulumi-modelarts-simulator";
import type { FaultName, Simulator, WireNotebook } from "pulumi-modelarts-simulator";
import { createClient } from "../../provider/client/client";
import type { Clock } from "../../provider/client/clock";
import type { UpdateSettings } from "../../provider/client/settings";
import { Journal } from "../../provider/journal/journal";
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
  delayMs: number;
}

export interface World extends Omit<Context, "journal"> {
  /** The journal as a new process reads it. */
  newJournal(): Journal;
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

/** A clock that client and simulator share. */
export interface Time {
  clock: Clock;
  advance(ms: number): void;
}

/** Sleeping moves this clock on at once. It is for one sequence, in which nothing happens at the same time. */
function jumpingTime(): Time {
  let now = START;
  const advance = (ms: number) => {
    now += ms;
  };
  const sleep: Clock["sleep"] = (ms, signal) => {
    signal?.throwIfAborted();
    advance(ms);
    return Promise.resolve();
  };
  return { clock: { now: () => now, random: () => 0.5, sleep }, advance };
}

const START = Date.parse("2026-01-01T00:00:00Z");

export async function openWorld(setting: Setting, time: Time = jumpingTime()): Promise<World> {
  const { cloud, assume, transitionMs, updates } = setting;
  const { clock, advance } = time;
  let requests: string[] = [];
  let planned: PlannedFault[] = [];
  let asked: { fault: PlannedFault; pending: PendingFault }[] = [];
  let sent = 0;
  const begin = (): void => {
    for (const fault of planned.filter(({ after }) => after === sent)) {
      const { name, times, delayMs, operation } = fault;
      const request = { name, times, delayMs, ...(operation && { operation }) };
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
  const home = join(tmpdir(), `modelarts-model-${randomUUID()}`);
  return {
    newJournal: () =>
      new Journal(home, (line) => {
        throw new Error(line);
      }),
    client,
    clock,
    simulator,
    updates,
    log: () => undefined,
    books: () => simulator.notebooks.list(),
    advance,
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
      rmSync(home, { recursive: true, force: true });
      await client.close();
      await server.close();
    },
  };
}
