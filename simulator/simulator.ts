/** A simulator: its options, its parts, and the server that it listens with. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import { clouds, type CloudName } from "pulumi-modelarts/wire/facts/clouds";
import { chooseAssumptions } from "./assumptions";
import { Clock } from "./clock";
import { Catalog } from "./data/catalog";
import { Notebooks } from "./data/notebooks";
import type { Registry } from "./data/registry";
import { seedParts, type Seed } from "./data/seed";
import { Tokens } from "./data/tokens";
import { Faults } from "./faults/pending-faults";
import { createHandlers } from "./handlers";
import { admin } from "./http/admin";
import { authenticate, type ReceivedRequest } from "./http/authenticate";
import type { Exchange } from "./http/exchange";
import { openLog, type LogEntry } from "./http/log";
import { bodyShapes } from "./http/parse-request";
import { createApp } from "./http/server";
import { Account } from "./state/account";
import type { Change } from "./state/history";
import { NotebookStore } from "./state/notebook-store";
import { StatusStore } from "./state/status-store";
import type { WireImage, WireMount } from "./wire";

export interface SimulatorOptions {
  /** The cloud to simulate; Huawei Cloud by default. */
  cloud?: CloudName;
  /** Values of assumptions (disputed facts of the API); the cloud's defaults if left out. */
  assume?: Partial<AssumedValues>;
  /** The clock, in milliseconds since 1970 (UTC); the computer's clock by default. */
  clock?: { now(): number };
  /** How long each of CREATING, STARTING, STOPPING, DELETING and RESIZING lasts, in milliseconds; 1000 by default. */
  transitionMs?: number;
  /** The delay of every answer, in milliseconds of real time; 0 by default. */
  latencyMs?: number;
  /** With both keys, every request must be signed with them or have a token of the simulated IAM. */
  accessKey?: string;
  secretKey?: string;
  /** The only user name and password that get a token; by default any. */
  userName?: string;
  password?: string;
  /** The content at the start: notebooks, and further images, flavors, workspaces and pools. */
  seed?: Seed;
  /** Called for every request before its answer is sent. */
  log?: (entry: LogEntry) => void;
  /**
   * Called for every request when it was received, and again before its answer is sent or its connection closed: a
   * test can end processes at exactly this moment.
   */
  onExchange?: (moment: "received" | "answering", exchange: Exchange) => void;
  /** The path of a file that gets a line of JSON for every request, before its answer is sent. */
  logFile?: string;
}

export interface ListenOptions {
  /** 0, the default, is any free port. */
  port?: number;
  host?: string;
}

export interface RunningSimulator {
  /** Scheme, host and port, e.g. `http://127.0.0.1:8080`. IAM is at `/v3`. */
  url: string;
  port: number;
  close(): Promise<void>;
}

export interface Simulator {
  readonly cloud: CloudName;
  /** The value of each assumption. */
  readonly assumed: AssumedValues;
  /** Lists, gets, adds, changes and removes notebooks without the API. */
  readonly notebooks: Notebooks;
  /** Lists, gets, puts and removes storage mounts without the API. */
  readonly mounts: StatusStore<WireMount>;
  /** Lists, gets, puts and removes own images (saved from notebooks, or registered) without the API. */
  readonly images: StatusStore<WireImage>;
  /** The container registry: which of these images it has. */
  readonly registry: Registry;
  /** Asks for faults by name. */
  readonly faults: Faults;
  /** Every request of the API that changed something, in order. */
  readonly history: readonly Change[];
  /** Moves the clock forward by `ms` milliseconds. */
  advance(ms: number): void;
  /** The simulator's time, in milliseconds since 1970 (UTC). */
  now(): number;
  listen(options?: ListenOptions): Promise<RunningSimulator>;
}

/** @throws Error if an option or the seed is wrong. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { cloud: cloudName = "huawei", transitionMs = 1000, latencyMs = 0 } = options;
  const assumed = chooseAssumptions(cloudName, options.assume);
  const cloud = clouds[cloudName];
  const clock = new Clock(options.clock);
  const { now, advance } = clock;
  const { notebooks: seeded = [], ...otherSeeds } = seedParts(options.seed ?? []);
  const stampsAtRunning = assumed["lease-stamp"] === "running";
  const store = new NotebookStore(now, { transitionMs, stampsAtRunning });
  const notebooks = new Notebooks(store);
  for (const [index, notebook] of seeded.entries()) {
    try {
      notebooks.add(notebook);
    } catch (error) {
      throw new Error(`The seed's notebook ${index + 1}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  const faults = new Faults();
  const history: Change[] = [];
  const catalog = new Catalog(otherSeeds, now, transitionMs);
  const account = new Account(store, catalog.flavors, otherSeeds);
  const mounts = new StatusStore<WireMount>(
    {
      MOUNTING: { to: "MOUNTED", failed: "MOUNT_FAILED" },
      UNMOUNTING: { to: undefined, failed: "UNMOUNT_FAILED" },
    },
    now,
    transitionMs,
    (reason, status) => (status === "MOUNT_FAILED" ? { failure_reason: reason } : {}),
  );
  const tokens = new Tokens(now, options);
  const parts = {
    handlers: createHandlers({
      ...{ now, notebooks: store, catalog, mounts, tokens, account, cloud, assumed },
    }),
    notebooks: store,
    statusStores: [catalog.ownImages, mounts],
    faults,
    history,
    onExchange: options.onExchange ?? (() => undefined),
    admin: admin(notebooks, faults, clock),
    bodies: bodyShapes(cloud, assumed),
    cloud,
    now,
    latencyMs,
    // A client signs with its own clock, which nobody advanced.
    authenticate: authenticator(options, tokens, clock.clientNow),
  };

  return {
    cloud: cloudName,
    assumed,
    notebooks,
    mounts,
    images: catalog.ownImages,
    registry: catalog.registry,
    faults,
    history,
    advance,
    now,
    async listen({ port = 0, host = "127.0.0.1" } = {}) {
      const file = options.logFile === undefined ? undefined : openLog(options.logFile);
      const log = (entry: LogEntry): void => {
        options.log?.(entry);
        file?.write(entry);
      };
      const { fetch } = createApp({ ...parts, log });
      const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server;
      await listening(server, port, host).catch((error: unknown) => {
        file?.close();
        throw error;
      });
      const { port: listeningPort } = server.address() as AddressInfo;
      return {
        url: `http://${host.includes(":") ? `[${host}]` : host}:${listeningPort}`,
        port: listeningPort,
        close: () =>
          new Promise<void>((resolve) => {
            server.close(() => {
              file?.close();
              resolve();
            });
            server.closeAllConnections();
          }),
      };
    },
  };
}

/** The check of credentials. Without a secret key and a password, every request is accepted. */
function authenticator(
  { accessKey, secretKey, password }: SimulatorOptions,
  tokens: Tokens,
  now: () => number,
): (request: ReceivedRequest) => void {
  if ((accessKey === undefined) !== (secretKey === undefined)) {
    throw new Error("The access key and the secret key go together: give both or neither.");
  }
  const credentials =
    accessKey !== undefined && secretKey !== undefined ? { accessKey, secretKey } : undefined;
  if (credentials === undefined && password === undefined) return () => undefined;
  return (request) => authenticate(request, credentials, tokens, now());
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "the port is in use" : error.message;
      reject(new Error(`Can't listen on ${host}:${port}: ${reason}.`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
