/** The lifecycle on the simulator, over real HTTP. Both share a clock, which sleeping advances. */
import { createClient, type Client } from "../../../provider/client/client";
import type { Clock } from "../../../provider/client/clock";
import { defaultLimits, Pool, type Limits } from "../../../provider/client/pool";
import type { Settings } from "../../../provider/client/settings";
import type { CheckFailure } from "../../../provider/engine/check-failure";
import type { Inputs, State } from "../../../provider/resources/notebook/applied-inputs";
import { lifecycle as untyped } from "../../../provider/resources/notebook/lifecycle";
import type { Diff, Lifecycle, PreviewSettings } from "../../../provider/resources/resource-kind";
import type { Context } from "../../../provider/resources/tasks/task";
import { createSimulator, type Simulator, type SimulatorOptions } from "pulumi-modelarts-simulator";
import { temporaryJournal } from "./temporary-journal";

export type { Inputs, State };

/** The lifecycle with the types of a notebook. */
interface NotebookLifecycle {
  check(oldInputs: object, newInputs: object): { inputs: Inputs; failures: CheckFailure[] };
  diff(state: Partial<State>, newInputs: Inputs): Diff;
  recall(journal: Context["journal"], state: Partial<State>): Partial<State>;
  previewNotes(state: Partial<State>, newInputs: Inputs, settings?: PreviewSettings): string[];
  create(context: Context, inputs: Inputs): Promise<{ id: string; outs: State }>;
  import(
    context: Context,
    id: string,
  ): Promise<{ id: string; props: State; inputs: Partial<Inputs> }>;
  get(context: Context, id: string): Promise<{ id: string; props: State }>;
  read(
    context: Context,
    id: string,
    state: Partial<State>,
  ): Promise<{ id: string; props: State; inputs?: Partial<Inputs> }>;
  update(
    context: Context,
    id: string,
    state: Partial<State>,
    newInputs: Inputs,
  ): Promise<{ outs: State }>;
  delete(context: Context, id: string, state: Partial<State>): Promise<void>;
  checkImport(context: Context, id: string, inputs: Inputs): Promise<{ failures: CheckFailure[] }>;
}
export const lifecycle = untyped satisfies Lifecycle as unknown as NotebookLifecycle;

/** The outcome of a diff: whether there are changes, and which paths replace. */
export const outcomeOf = ({ changes, replaces }: Diff) => ({ changes, replaces });

export interface Fixture extends Context {
  simulator: Simulator;
  lines: string[];
  /** Requests since the last call, as `PUT /notebooks/{id}`, with the query if there is one. */
  requests(): string[];
  /** The simulator's address. */
  endpoint: string;
  /** Milliseconds that were slept since the last call. */
  slept(): number;
  close(): Promise<void>;
}

/** The client's only secret. */
export const TOKEN = "the-token-of-the-test";

export const INPUTS = {
  name: "dev",
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
} satisfies Inputs;

export interface FixtureOptions extends Pick<
  SimulatorOptions,
  "assume" | "cloud" | "onExchange" | "seed"
> {
  transitionMs?: number;
  /** Limits of an exchange, which count real time. */
  limits?: Partial<Limits>;
  /** Logs in with this password at the simulated IAM, instead of with `TOKEN`. */
  password?: string;
}

export async function newFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const { transitionMs = 30_000, limits, password, ...others } = options;
  let now = Date.parse("2026-01-01T00:00:00Z");
  let began = now;
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
  let seen: string[] = [];
  const simulator = createSimulator({
    clock,
    transitionMs,
    ...(password !== undefined && { userName: "ada", password }),
    ...others,
    log: ({ method, path, query }) => {
      const search = new URLSearchParams(query).toString();
      const plain = path.replace("/v1/p", "").replace(/[0-9a-f-]{36}/, "{id}");
      seen.push(`${method} ${plain}${search && `?${search}`}`);
    },
  });
  const server = await simulator.listen();
  const settings: Settings = {
    endpoint: server.url,
    authUrl: password === undefined ? undefined : `${server.url}/v3`,
    projectId: "p",
    credentials:
      password === undefined
        ? { kind: "token", token: TOKEN }
        : { kind: "password", userName: "ada", domainName: "example", password },
    insecure: false,
    caCert: undefined,
  };
  const pool = limits && new Pool(settings, { ...defaultLimits, ...limits });
  const client = createClient(settings, clock, pool);
  const lines: string[] = [];
  return {
    client,
    clock,
    simulator,
    lines,
    endpoint: server.url,
    log: (line) => void lines.push(line),
    journal: temporaryJournal(),
    requests: () => seen.splice(0),
    slept: () => {
      const ms = now - began;
      began = now;
      return ms;
    },
    close: async () => {
      seen = [];
      await client.close();
      await server.close();
    },
  };
}

/** The client with other methods in place of its own, also once it has a deadline. */
export function withMethods(client: Client, methods: Partial<Client>): Client {
  return withEach(client, (name, method) => (methods[name] as Method | undefined) ?? method);
}

type Method = (call: unknown) => unknown;

/** The client with what `change` makes of each of its methods, also once it has a deadline. */
export function withEach(
  client: Client,
  change: (name: keyof Client, method: Method) => Method,
): Client {
  return new Proxy(client, {
    get(target, name: keyof Client) {
      if (name !== "within") return change(name, target[name] as Method);
      return (...bounds: Parameters<Client["within"]>) =>
        withEach(target.within(...bounds), change);
    },
  });
}
