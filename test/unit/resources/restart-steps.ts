/** What tests of updates that stop a running notebook share: a notebook, and updates that are killed or cut off. */
import assert from "node:assert/strict";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { RESTART_TAG } from "../../../provider/wire/tags";
import {
  type Fixture,
  type FixtureOptions,
  type Inputs,
  INPUTS,
  lifecycle,
  newFixture,
  type State,
  withEach,
} from "./lifecycle-fixture";

/** Inputs whose update stops the notebook. */
export const BIGGER = { ...INPUTS, flavor: "modelarts.vm.cpu.8u" };
export const TAGGED = { tags: { team: "a" } };
/** The request that the errors of these tests are about. */
export const exchange = { doing: "Stopping the notebook", method: "POST", path: "/stop" };

/** Steps on one notebook. Each test begins with `given`. */
export function useNotebook() {
  let fixture: Fixture;
  afterEach(() => fixture.close());
  const only = () => fixture.simulator.notebooks.list()[0] ?? assert.fail("no notebook");

  return {
    given: async (inputs: Partial<Inputs> = {}, options: FixtureOptions = {}) => {
      fixture = await newFixture(options);
      const made = await lifecycle.create(fixture, { ...INPUTS, ...inputs });
      fixture.requests();
      fixture.slept();
      return { fixture, ...made };
    },

    /** The notebook in the simulator's books. */
    only,

    entry: () => fixture.journal.find("restart", only().id),
    markTags: () => only().tags?.filter(({ key }) => key === RESTART_TAG.key) ?? [],

    /** The requests that change something, since the last call. */
    changes: () => fixture.requests().filter((line) => !line.startsWith("GET ")),

    /** As the server asks it: with what the journal knows. */
    diff: (state: Partial<State>, inputs: Inputs) =>
      lifecycle.diff(lifecycle.recall(fixture.journal, state), inputs),

    failed: (work: Promise<unknown>) =>
      work.then(
        () => assert.fail("it succeeded"),
        (error: PartialFailure) => {
          assert.ok(error instanceof PartialFailure, String(error));
          return { state: error.properties as State, message: error.message };
        },
      ),

    /** Calls `before` with the name of each method of the client before the request is sent. */
    onEach(before: (name: string) => unknown): () => void {
      const { client } = fixture;
      fixture.client = withEach(client, (name, method) => {
        if (!/^(show|update|delete|start|stop|create|list|renew)[A-Z]/.test(name)) return method;
        return async (call: unknown) => {
          await before(name);
          return method(call);
        };
      });
      return () => (fixture.client = client);
    },

    /** The process is killed at the request: nothing of the update happens after that. */
    async killedAt(request: string, state: State, inputs: Inputs, isTaken: boolean) {
      const { id } = only();
      const original = fixture.client;
      const reached = new Promise<void>((resolve) => {
        fixture.client = withEach(original, (name, method) => {
          if (name !== request) return method;
          return async (call: unknown) => {
            if (isTaken) await method(call);
            resolve();
            return new Promise(() => undefined);
          };
        });
      });
      void lifecycle.update({ ...fixture }, id, state, inputs);
      await reached;
      fixture.client = original;
      fixture.requests();
    },
  };
}
