/**
 * The whole life of a notebook on each cloud with each disputed fact at its other value: the product never
 * depends on which value a cloud has.
 */
import assert from "node:assert/strict";
import {
  assumptions,
  assumptionsOf,
  otherValue,
  type Assumption,
  type AssumptionName,
} from "../../../provider/wire/facts/assumptions";
import { cloudNames, clouds } from "../../../provider/wire/facts/clouds";
import {
  type Fixture,
  type Inputs,
  INPUTS,
  lifecycle,
  newFixture,
  outcomeOf,
} from "./lifecycle-fixture";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const declared: Inputs = {
  ...INPUTS,
  description: "before",
  endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.7"], keyPairNames: ["team"] }],
  lease: { duration: 2 * HOUR, type: "idle" },
};

/** Applied one after the other; each changes another kind of field. */
const changes: [what: string, changed: Partial<Inputs>][] = [
  ["its name and description", { name: "renamed", description: "after" }],
  [
    "its whitelist",
    { endpoints: [{ service: "SSH", allowedAccessIps: ["203.0.113.8"], keyPairNames: ["team"] }] },
  ],
  ["its disk", { volume: { ...INPUTS.volume, capacity: 250 } }],
  ["its flavor", { flavor: "modelarts.vm.cpu.8u" }],
  ["its lease", { lease: { duration: 3 * HOUR, type: "timing" } }],
  ["auto stop, off", { lease: { enable: false } }],
  ["auto stop, on again", { lease: { duration: 2 * HOUR, type: "idle" } }],
  ["its status, stopped", { desiredStatus: "STOPPED", lease: undefined }],
  [
    "its status, running",
    { desiredStatus: "RUNNING", lease: { duration: 2 * HOUR, type: "idle" } },
  ],
];

describe("the life of a notebook, whatever the disputed facts are", () => {
  for (const cloud of cloudNames) {
    for (const name of assumptionsOf(cloud)) {
      const value = otherValue(name, cloud);
      it(`on ${clouds[cloud].title} with ${name}=${value}`, () =>
        live(() => newFixture({ cloud, assume: { [name]: value }, transitionMs: 5000 })));
    }
  }
});

it("every disputed fact has at least two values, and each cloud's default is one of them", () => {
  const names = Object.keys(assumptions) as AssumptionName[];
  assert.ok(names.length > 0);
  assert.deepEqual(new Set(cloudNames.flatMap((cloud) => assumptionsOf(cloud))), new Set(names));
  for (const name of names) {
    const { values, default: usual }: Assumption = assumptions[name];
    assert.ok(Object.keys(values).length >= 2, name);
    const defaults = typeof usual === "string" ? [usual] : Object.values(usual);
    for (const value of defaults) assert.ok(value in values, `${name}=${value}`);
  }
});

async function live(open: () => Promise<Fixture>): Promise<void> {
  const fixture = await open();
  try {
    await lifeOf(fixture);
  } finally {
    await fixture.close();
  }
}

async function lifeOf(fixture: Fixture): Promise<void> {
  fixture.updates = { stopToRename: true };
  let inputs = declared;
  const made = await lifecycle.create(fixture, inputs);
  const { id } = made;
  let state = made.outs;
  const only = () => fixture.simulator.notebooks.get(id) ?? assert.fail("the notebook is gone");
  const isUnchanged = (what: string) =>
    assert.deepEqual(
      outcomeOf(lifecycle.diff(state, inputs)),
      { changes: false, replaces: [] },
      what,
    );
  const refresh = async () => {
    const { id: found, props } = await lifecycle.read(fixture, id, state);
    assert.equal(found, id);
    state = props;
  };

  isUnchanged("after its creation");
  await refresh();
  isUnchanged("after a refresh");

  const imported = await lifecycle.import(fixture, id);
  const code = imported.inputs as Inputs;
  assert.deepEqual(
    lifecycle.check(code, { ...code }).failures,
    [],
    "the imported code is accepted",
  );
  assert.equal(lifecycle.diff(imported.props, code).changes, false, "an import shows no change");
  assert.deepEqual(code.lease, declared.lease, "what was asked for is declared");

  for (const [what, changed] of changes) {
    inputs = { ...inputs, ...changed };
    assert.equal(lifecycle.diff(state, inputs).changes, true, `${what} is a change`);
    ({ outs: state } = await lifecycle.update(fixture, id, state, inputs));
    isUnchanged(`after a change of ${what}`);
    await refresh();
    isUnchanged(`after a change of ${what} and a refresh`);
  }
  const live = only();
  assert.deepEqual(
    [live.name, live.description, live.flavor, live.volume?.capacity, live.status],
    ["renamed", "after", "modelarts.vm.cpu.8u", 250, "RUNNING"],
  );

  inputs = { ...inputs, desiredStatus: undefined };
  ({ outs: state } = await lifecycle.update(fixture, id, state, inputs));
  for (const days of [0.1, 1, 5]) {
    fixture.simulator.advance(days * DAY);
    await refresh();
    isUnchanged(`after ${days} days`);
  }
  assert.equal(only().status, "STOPPED", "auto stop has taken place");

  await fixture.client.startNotebook({ id, query: { duration: 10 * HOUR, type: "idle" } });
  fixture.simulator.advance(60_000);
  await refresh();
  assert.equal(lifecycle.diff(state, inputs).changes, true, "ten hours are more than declared");
  ({ outs: state } = await lifecycle.update(fixture, id, state, inputs));
  isUnchanged("after the lease is brought back");

  await lifecycle.delete(fixture, id, state);
  assert.equal(fixture.simulator.notebooks.get(id), undefined);
}
