import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Server } from "node:http";
import type { AssumedValues } from "pulumi-modelarts/wire/assumptions";
import { clouds, type CloudName } from "pulumi-modelarts/wire/clouds";
import { Account } from "./state/account";
import { admin } from "./http/admin";
import { Faults } from "./faults/asked-faults";
import { assumed } from "./assume";
import { Catalog } from "./data/catalog";
import { strictBodies } from "./http/check";
import { Clock } from "./clock";
import { createHandlers } from "./handlers";
import { openLog, type LogEntry } from "./http/log";
import { Notebooks } from "./data/notebooks";
import type { Registry } from "./data/registry";
import { seedParts, type Seed } from "./data/seed";
import { createApp } from "./http/server";
import { authenticate, type ReceivedRequest } from "./http/signature";
import { PassingStore } from "./state/passing";
import { NotebookStore } from "./state/store";
import { Tokens } from "./data/tokens";
import type { WireImage, WireMount } from "./wire";

export interface SimulatorOptions {
  /** Which cloud it answers as; Huawei Cloud by default. */
  cloud?: CloudName;
  /** Values of disputed facts, where another than the cloud's default is wanted. */
  assume?: Partial<AssumedValues>;
  /** What time it is; the computer's clock by default. */
  clock?: { now(): number };
  /** How long CREATING, STARTING, STOPPING, DELETING and RESIZING take; 1000 by default. */
  transitionMs?: number;
  /** How long every answer waits, in real time; 0 by default. */
  latencyMs?: number;
  /** With both keys every request must be signed with them, or bear a token of this IAM. */
  accessKey?: string;
  secretKey?: string;
  /** Who gets a token from IAM; by default everybody with a password. */
  userName?: string;
  password?: string;
  /** Notebooks to start with, exactly as they are answered, and more images and flavors. */
  seed?: Seed;
  /** Told of every request before its answer is sent. */
  log?: (entry: LogEntry) => void;
  /** Gets a line of JSON for every request before its answer is sent. */
  logFile?: string;
}

export interface ListenOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
}

export interface RunningSimulator {
  /** Scheme, host and port, e.g. `http://127.0.0.1:8080`. IAM is at `/v3` below it. */
  url: string;
  port: number;
  close(): Promise<void>;
}

export interface Simulator {
  readonly cloud: CloudName;
  /** The value that each disputed fact has here. */
  readonly assumed: AssumedValues;
  /** Behind the API's back: add, get, change and remove notebooks. */
  readonly notebooks: Notebooks;
  /** The same of what is mounted into them. */
  readonly mounts: PassingStore<WireMount>;
  /** The same of the images of one's own: saved from notebooks, or registered. */
  readonly images: PassingStore<WireImage>;
  /** What of these images the container registry holds. */
  readonly registry: Registry;
  /** Ask for faults by name. */
  readonly faults: Faults;
  /** Turns the clock on, for all that follows. */
  advance(ms: number): void;
  /** What time it is for the simulator, in ms since 1970. */
  now(): number;
  listen(options?: ListenOptions): Promise<RunningSimulator>;
}

export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const { cloud: cloudName = "huawei", transitionMs = 1000, latencyMs = 0 } = options;
  const values = assumed(cloudName, options.assume);
  const cloud = clouds[cloudName];
  const clock = new Clock(options.clock);
  const { now, advance } = clock;
  const { notebooks: seeded = [], ...more } = seedParts(options.seed ?? []);
  const stampsAtRunning = values["lease-stamp"] === "running";
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
  const catalog = new Catalog(more, now, transitionMs);
  const account = new Account(store, catalog.flavors, more);
  const mounts = new PassingStore<WireMount>(
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
      ...{ now, store, catalog, mounts, tokens, account, cloud },
      assumed: values,
    }),
    store,
    passing: [catalog.own, mounts],
    faults,
    admin: admin(notebooks, faults, clock),
    bodies: strictBodies(cloud, values),
    cloud,
    now,
    latencyMs,
    // A client signs with its own clock, which nobody turned on.
    authenticate: authenticator(options, tokens, clock.clientNow),
  };

  return {
    cloud: cloudName,
    assumed: values,
    notebooks,
    mounts,
    images: catalog.own,
    registry: catalog.registry,
    faults,
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
      const taken = (server.address() as AddressInfo).port;
      return {
        url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
        port: taken,
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

/** Without a secret everything is taken, signed or not. */
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
