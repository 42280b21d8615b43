import assert from "node:assert/strict";
import {
  appliedLease,
  declarableLease,
  hasLeaseChanged,
  leaseInput,
  observedLease,
  wantedLease,
} from "../../../provider/resources/notebook/lease";
import {
  askedDuration,
  leaseDrift,
  stopsAt,
  timeLeft,
  type LiveLease,
} from "../../../provider/wire/facts/lease-time";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CREATED = Date.parse("2026-01-01T00:00:00Z");

/** A live lease that was set `age` ms after the notebook's creation, for `asked` ms. */
const live = (age: number, asked: number, own: Partial<LiveLease> = {}): LiveLease => ({
  createAt: CREATED,
  updateAt: CREATED + age,
  duration: age + asked,
  enable: true,
  type: "timing",
  ...own,
});

describe("a live lease", () => {
  /** Open Telekom Cloud's walk-through: each call asked for one hour. */
  const walkThrough: [string, number, number][] = [
    ["create", 1687656452470, 3600000],
    ["detail, RUNNING", 1687656479842, 3627372],
    ["renewal", 1687657510014, 4657544],
    ["stop", 1687659052284, 6199814],
    ["start", 1687659392569, 6540099],
  ];
  for (const [answer, updateAt, duration] of walkThrough) {
    it(`given the published answer to ${answer}, one hour was requested`, () => {
      const lease = { createAt: 1687656452470, updateAt, duration, enable: true };
      assert.equal(askedDuration(lease), HOUR);
      assert.equal(stopsAt(lease), 1687656452470 + duration);
      assert.equal(timeLeft(lease, updateAt), HOUR);
    });
  }

  it("has no known requested duration if the computed one can't be requested", () => {
    assert.equal(askedDuration(live(0, HOUR / 2)), undefined);
    assert.equal(askedDuration(live(0, 80 * HOUR)), undefined);
    assert.equal(askedDuration(live(0, HOUR, { updateAt: undefined })), undefined);
  });

  it("never stops the notebook if auto stop is off, in either of the API's forms", () => {
    assert.equal(stopsAt(live(0, HOUR, { enable: false })), undefined);
    assert.equal(stopsAt({ createAt: CREATED, duration: -1 }), undefined);
  });

  it("counts from the notebook's creation if the lease itself has no creation time", () => {
    assert.equal(stopsAt({ duration: HOUR }, CREATED), CREATED + HOUR);
    assert.equal(stopsAt({ duration: HOUR }), undefined);
  });

  const applied = { enable: true, duration: 2 * HOUR, type: "timing" };
  const drifts: [string, LiveLease, ReturnType<typeof leaseDrift>][] = [
    ["as much time left as applied", live(5 * DAY, 2 * HOUR), undefined],
    ["less time left", live(5 * DAY, HOUR), undefined],
    ["more time left", live(5 * DAY, 10 * HOUR), "duration"],
    ["auto stop switched off", live(5 * DAY, 2 * HOUR, { enable: false }), "enable"],
    ["another type", live(5 * DAY, 2 * HOUR, { type: "IDLE" }), "type"],
    ["the type in upper case", live(5 * DAY, 2 * HOUR, { type: "TIMING" }), undefined],
    ["nothing answered", {}, undefined],
  ];
  for (const [what, lease, drift] of drifts) {
    it(`drifts by ${drift ?? "nothing"} with ${what}`, () => {
      assert.equal(leaseDrift(applied, lease, CREATED + 5 * DAY), drift);
    });
  }
});

describe("the lease that the state keeps", () => {
  const applied = appliedLease({ duration: 2 * HOUR, type: "idle" });
  const notebook = (lease: LiveLease, status = "RUNNING") => ({
    id: "f9937afa-631e-4a8f-a8f7-3b6c800585f0",
    status,
    lease,
    createAt: CREATED,
  });
  const idle = { type: "idle" };
  const declared = { lease: { duration: 2 * HOUR, type: "idle" as const } };

  it("stays the same from the first minute to the last", () => {
    for (const passed of [0, HOUR, 2 * HOUR - 1, 2 * HOUR + 1, 5 * DAY]) {
      const now = CREATED + passed;
      const kept = observedLease(applied, notebook(live(0, 2 * HOUR, idle)), now);
      assert.deepEqual(kept, applied);
    }
  });

  it("shows a lease that somebody else renewed until no more time is left than was applied", () => {
    const renewed = notebook(live(5 * DAY, 10 * HOUR, idle));
    const lease = observedLease(applied, renewed, CREATED + 5 * DAY);
    const state = { ...renewed, __inputs: { lease } };
    assert.equal(hasLeaseChanged(declared, state), true);
    assert.deepEqual(leaseInput(state), { duration: 10 * HOUR, type: "idle" });
    const later = observedLease(lease, renewed, CREATED + 5 * DAY + 9 * HOUR);
    assert.deepEqual(later, applied);
  });

  it("is a change if the program now declares what somebody else set, so that it is applied", () => {
    const renewed = notebook(live(5 * DAY, 10 * HOUR, idle));
    const lease = observedLease(applied, renewed, CREATED + 5 * DAY);
    const followed = { lease: { duration: 10 * HOUR, type: "idle" as const } };
    assert.equal(hasLeaseChanged(followed, { ...renewed, __inputs: { lease } }), true);
  });

  it("is compared at the time of the renewal if the given time is earlier", () => {
    const fresh = notebook(live(5 * DAY, 2 * HOUR, idle));
    assert.deepEqual(observedLease(applied, fresh, CREATED - DAY), applied);
  });

  it("shows a lease that somebody else switched off", () => {
    const off = notebook(live(0, HOUR, { ...idle, enable: false }));
    const lease = observedLease(applied, off, CREATED);
    const state = { ...off, __inputs: { lease } };
    assert.equal(hasLeaseChanged(declared, state), true);
    assert.deepEqual(leaseInput(state), { enable: false });
  });

  it("has changed if another duration is declared than was applied", () => {
    const state = { ...notebook(live(0, 2 * HOUR, idle)), __inputs: { lease: applied } };
    assert.equal(
      hasLeaseChanged({ lease: { ...declared.lease, duration: 3 * HOUR } }, state),
      true,
    );
    assert.equal(hasLeaseChanged(declared, state), false);
  });

  it("never differs while the notebook does not run", () => {
    const state = { ...notebook(live(0, 2 * HOUR), "STOPPED"), __inputs: { lease: applied } };
    assert.equal(hasLeaseChanged({ lease: { enable: false } }, state), false);
  });

  it("in a state of the first version is compared with the requested lease", () => {
    const state = {
      ...notebook(live(5 * DAY, 2 * HOUR, idle)),
      __inputs: { lease: true as const },
    };
    assert.equal(hasLeaseChanged(declared, state), false);
    assert.equal(hasLeaseChanged({ lease: { duration: 4 * HOUR } }, state), true);
  });

  it("has changed if a lease is declared for the first time and the requested one is not known", () => {
    const state = notebook({ enable: true });
    assert.equal(hasLeaseChanged(declared, state), true);
    assert.equal(
      hasLeaseChanged(declared, { ...state, __inputs: { lease: true as const } }),
      false,
    );
  });
});

describe("the lease that a start sends", () => {
  it("is the declared one, with the live type if no type is declared", () => {
    const wanted = wantedLease(
      { lease: { duration: HOUR } },
      { lease: live(0, 2 * HOUR, { type: "IDLE" }) },
    );
    assert.deepEqual(wanted, { enable: true, duration: HOUR, type: "idle" });
  });

  it("is the requested one if none is declared, however old the notebook is", () => {
    const wanted = wantedLease({ lease: undefined }, { lease: live(5 * DAY, 2 * HOUR) });
    assert.deepEqual(wanted, { enable: true, duration: 2 * HOUR, type: "timing" });
  });

  it("is off if none is declared and auto stop was off", () => {
    const wanted = wantedLease({ lease: undefined }, { lease: live(0, HOUR, { enable: false }) });
    assert.equal(wanted?.enable, false);
  });

  it("is left to the API if nothing is known", () => {
    assert.equal(wantedLease({ lease: undefined }, { lease: { enable: true } }), undefined);
    assert.equal(declarableLease(live(0, 80 * HOUR)), undefined);
  });
});
