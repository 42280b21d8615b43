/** What the simulator's tests share: a clock to turn, and a client that reads every answer by its shape. */
import { strict as assert } from "node:assert";
import {
  createSimulator,
  type RunningSimulator,
  type Simulator,
  type SimulatorOptions,
} from "pulumi-modelarts-simulator";
import { operations, type Operation, type OperationName } from "../../../provider/wire/operations";
import { read } from "../../../provider/wire/shape";

export const TRANSITION_MS = 1000;
export const HOUR_MS = 3_600_000;
export const IMAGE_ID = "e1a07296-22a8-4f05-8bc8-e936c8e54090";

export const lab = {
  name: "lab",
  flavor: "modelarts.vm.cpu.2u",
  image_id: IMAGE_ID,
  volume: { category: "EVS", ownership: "MANAGED" },
};

export class FakeClock {
  constructor(private time = Date.parse("2026-01-02T03:04:05.678Z")) {}
  now = (): number => this.time;
  advance(ms: number): void {
    this.time += ms;
  }
}

export interface Sent {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests reach into it.
export type Json = any;

export interface Received {
  status: number;
  headers: Headers;
  body: Json;
}

export interface Given {
  simulator: Simulator;
  running: RunningSimulator;
  clock: FakeClock;
  /** Sends an operation. A good answer must be readable by the operation's response shape. */
  send(name: OperationName, sent?: Sent): Promise<Received>;
  /** The same, expecting 200; answers the body. */
  ok(name: OperationName, sent?: Sent): Promise<Json>;
  /** Updates a notebook and answers what is read afterwards: an update's answer holds little. */
  updated(id: string, body: object): Promise<Json>;
  /** The same, expecting a refusal; answers its code. */
  refused(name: OperationName, sent?: Sent): Promise<string>;
  /** Creates a notebook and answers its id. */
  created(changes?: object): Promise<string>;
  /** Creates a notebook, waits until it runs and answers its id. */
  runs(changes?: object): Promise<string>;
  /** The same, stopped. */
  stopped(changes?: object): Promise<string>;
}

/** Simulators for the tests of one `describe`; each ends with its test. */
export function useSimulators(): (options?: SimulatorOptions) => Promise<Given> {
  const open: RunningSimulator[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((running) => running.close()));
  });
  return async (options) => {
    const clock = new FakeClock();
    const simulator = createSimulator({ clock, transitionMs: TRANSITION_MS, ...options });
    const running = await simulator.listen();
    open.push(running);
    return { simulator, running, clock, ...client(running, clock) };
  };
}

export function pathOf(name: OperationName, params: Record<string, string> = {}): string {
  const { service, path }: Operation = operations[name];
  const prefix = service === "iam" ? "/v3" : "/v1/any-project";
  return prefix + path.replace(/\{(\w+)\}/g, (_, key: string) => params[key] ?? "");
}

function client({ url }: RunningSimulator, clock: FakeClock) {
  const send: Given["send"] = async (name, { params, query, body, headers } = {}) => {
    const operation: Operation = operations[name];
    const search = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
    const response = await fetch(url + pathOf(name, params) + search, {
      method: operation.method,
      headers,
      body:
        body === undefined || typeof body === "string" ? (body as string) : JSON.stringify(body),
    });
    const text = await response.text();
    const answer: unknown = text === "" ? undefined : JSON.parse(text);
    if (response.ok) read(operation.response, answer, operation.answers);
    assert.ok(response.headers.get("x-request-id"), "every answer has a request id");
    return { status: response.status, headers: response.headers, body: answer };
  };
  const ok: Given["ok"] = async (name, sent) => {
    const { status, body } = await send(name, sent);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const refused: Given["refused"] = async (name, sent) => {
    const { status, body } = await send(name, sent);
    assert.ok(status >= 400, `${name} was taken: ${JSON.stringify(body)}`);
    return body.error_code;
  };
  const updated: Given["updated"] = async (id, body) => {
    await ok("updateNotebook", { params: { id }, body });
    return ok("showNotebook", { params: { id } });
  };
  const created: Given["created"] = async (changes) =>
    (await ok("createNotebook", { body: { ...lab, ...changes } })).id;
  const runs: Given["runs"] = async (changes) => {
    const id = await created(changes);
    clock.advance(TRANSITION_MS);
    return id;
  };
  const stopped: Given["stopped"] = async (changes) => {
    const id = await runs(changes);
    await ok("stopNotebook", { params: { id } });
    clock.advance(TRANSITION_MS);
    return id;
  };
  return { send, ok, refused, updated, created, runs, stopped };
}
