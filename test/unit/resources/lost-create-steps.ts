/** Creates in several runs on one simulator. A run is a journal of its own process. */
import assert from "node:assert/strict";
import type { Client } from "../../../provider/client/client";
import { Journal } from "../../../provider/journal/journal";
import {
  INPUTS,
  lifecycle,
  newFixture,
  withMethods,
  type Fixture,
  type Inputs,
} from "./lifecycle-fixture";
import { temporaryHome } from "./temporary-journal";

export const KEY = "0123456789abcdef";
/** Of another resource of the same stack. */
export const OTHER_KEY = "012345fedcba9876";
export const KEYED = { ...INPUTS, __journalKey: KEY };
export const OTHER = { ...INPUTS, __journalKey: OTHER_KEY };

/** A new simulator and a new home for each test. */
export function useRuns() {
  let fixture: Fixture;
  let home: string;
  beforeEach(async () => {
    fixture = await newFixture();
    home = temporaryHome();
  });
  afterEach(() => fixture.close());

  const lose = (name: "dropConnection" | "serverError" = "dropConnection") =>
    fixture.simulator.faults.ask({ name, operation: "createNotebook" });
  const live = () => fixture.simulator.notebooks.list();
  const posts = () => fixture.requests().filter((line) => line === "POST /notebooks").length;
  /** What a new process of the provider knows. */
  const newRun = (backend?: string) => {
    const journal = new Journal(home, (line) => assert.fail(line), backend);
    return { ...fixture, journal };
  };
  const create = (run: Fixture, inputs: Inputs = KEYED) => lifecycle.create(run, inputs);

  /** A run that is killed: its last request is not sent. */
  async function killed(inputs: Inputs, at: string) {
    const run = newRun();
    const dead = () => new Promise<never>(() => undefined);
    const lost: Client["createNotebook"] = (call) => run.client.createNotebook(call).then(dead);
    const client = withMethods(
      run.client,
      at === "lost" ? { createNotebook: lost } : { [at]: dead },
    );
    void create({ ...run, client }, inputs);
    for (let tries = 0; live().length === 0 && tries < 1000; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }

  return {
    fixture: () => fixture,
    lose,
    live,
    posts,
    newRun,
    create,
    killed,
    /** From now on, runs are those of another machine. */
    changeMachine: () => void (home = temporaryHome()),
  };
}
