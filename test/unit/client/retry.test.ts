import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  FEW_TRIES,
  LAST_TRY_MS,
  parseRetryAfter,
  retryDelay,
  type FailedTry,
  type Failure,
  type Repetition,
} from "../../../provider/client/retry";

const HOUR_MS = 3_600_000;
const first = { isKnown: true, tries: 1, leftMs: HOUR_MS, random: 0.5 };
const answer = (status: number, more = {}): Failure => ({
  kind: "answer",
  status,
  isTransient: false,
  isBusy: false,
  ...more,
});
const lost = (isSent: boolean, isUntrusted = false): Failure => ({
  kind: "connection",
  isSent,
  isUntrusted,
});
const unreadable = (isLasting: boolean): Failure => ({ kind: "unreadable", isLasting });

/** How often the request is sent if each try fails in the same way and the deadline never comes. */
function triesOf(failure: Failure, repetition: Repetition, isKnown: boolean): number {
  for (let tries = 1; tries < 50; tries++) {
    const delay = retryDelay({ ...first, failure, repetition, isKnown, tries });
    if (delay === undefined) return tries;
  }
  return ALWAYS;
}
/** Until the deadline. */
const ALWAYS = Infinity;
const FEW = FEW_TRIES;

describe("retry: how often", () => {
  const decisions: [
    what: string,
    failure: Failure,
    read: number,
    change: number,
    create: number,
  ][] = [
    ["the connection was never established", lost(false), ALWAYS, ALWAYS, ALWAYS],
    ["the certificate is refused", lost(false, true), 1, 1, 1],
    ["no answer came to what was sent", lost(true), ALWAYS, FEW, 1],
    ["the answer is no JSON", unreadable(false), ALWAYS, 1, 1],
    ["the answer has another shape", unreadable(true), FEW, 1, 1],
    ["429, too many requests", answer(429), ALWAYS, ALWAYS, ALWAYS],
    ["a transient error", answer(400, { isTransient: true }), ALWAYS, ALWAYS, ALWAYS],
    ["a transient error as 500", answer(500, { isTransient: true }), ALWAYS, ALWAYS, ALWAYS],
    // What a busy notebook means for a change, `resources/tasks/attempt.ts` decides.
    ["a busy notebook", answer(400, { isBusy: true }), ALWAYS, 1, 1],
    ["408, the request took too long", answer(408), ALWAYS, FEW, 1],
    ["500", answer(500), ALWAYS, FEW, 1],
    ["502", answer(502), ALWAYS, FEW, 1],
    ["503", answer(503), ALWAYS, FEW, 1],
    ["503 with Retry-After", answer(503, { retryAfterMs: 1000 }), ALWAYS, FEW, 1],
    ["504", answer(504), ALWAYS, FEW, 1],
    ["501, not implemented", answer(501), 1, 1, 1],
    ["302, a redirect", answer(302), 1, 1, 1],
    ["400", answer(400), 1, 1, 1],
    ["401", answer(401), 1, 1, 1],
    ["403", answer(403), 1, 1, 1],
    ["404", answer(404), 1, 1, 1],
    ["409", answer(409), 1, 1, 1],
  ];
  const words = (tries: number) => (tries === ALWAYS ? "until the deadline" : `${tries} times`);
  for (const [what, failure, ...expected] of decisions) {
    const [read, change, create] = expected.map(words);
    it(`given ${what}, then a read is sent ${read}, a change ${change}, a create ${create}`, () => {
      const repetitions = ["read", "idempotent", "once"] as const;
      assert.deepEqual(
        repetitions.map((repetition) => triesOf(failure, repetition, true)),
        expected,
      );
    });
  }

  const unknown: [what: string, failure: Failure, read: number, create: number][] = [
    ["the connection was never established", lost(false), FEW, FEW],
    ["the answer is no JSON", unreadable(false), FEW, 1],
    ["no answer came to what was sent", lost(true), ALWAYS, 1],
    ["502", answer(502), ALWAYS, 1],
  ];
  for (const [what, failure, read, create] of unknown) {
    it(`given an address that never answered and ${what}, then a read is sent ${words(read)}`, () => {
      assert.equal(triesOf(failure, "read", false), read);
      assert.equal(triesOf(failure, "once", false), create);
    });
  }
});

describe("retry: when", () => {
  const failure = answer(503);
  const delays: [tries: number, random: number, ms: number][] = [
    [1, 0, 500],
    [1, 0.5, 750],
    [1, 0.999, 999.5],
    [2, 0, 1000],
    [2, 0.5, 1500],
    [5, 0, 8000],
    [6, 0, 10_000],
    [6, 0.5, 15_000],
    [1000, 0.5, 15_000],
  ];
  for (const [tries, random, ms] of delays) {
    it(`given try ${tries} failed and chance ${random}, then the next comes after ${ms} ms`, () => {
      assert.equal(retryDelay({ ...first, failure, repetition: "read", tries, random }), ms);
    });
  }

  const asked: [retryAfterMs: number, leftMs: number, ms: number | undefined][] = [
    [0, HOUR_MS, 750],
    [5_000, HOUR_MS, 5_750],
    [600_000, HOUR_MS, 600_750],
    [5_000, 6_001, 5_001],
    [5_000, 6_000, 5_000],
    [5_000, 5_999, undefined],
    [HOUR_MS, HOUR_MS, undefined],
    [0, 1_200, 200],
    [0, 1_000, undefined],
    [0, -1, undefined],
  ];
  for (const [retryAfterMs, leftMs, ms] of asked) {
    const then = ms === undefined ? "it gives up at once" : `the next try comes after ${ms} ms`;
    it(`given ${leftMs} ms left and Retry-After is ${retryAfterMs} ms, then ${then}`, () => {
      const throttled = answer(429, { retryAfterMs });
      assert.equal(retryDelay({ ...first, failure: throttled, repetition: "once", leftMs }), ms);
    });
  }

  const failures: fc.Arbitrary<Failure> = fc.oneof(
    fc.record({
      kind: fc.constant("connection" as const),
      isSent: fc.boolean(),
      isUntrusted: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("unreadable" as const), isLasting: fc.boolean() }),
    fc.record({
      kind: fc.constant("answer" as const),
      status: fc.oneof(fc.integer({ min: 100, max: 599 }), fc.constantFrom(429, 500, 503)),
      isTransient: fc.boolean(),
      isBusy: fc.boolean(),
      retryAfterMs: fc.option(fc.nat(200_000), { nil: undefined }),
    }),
  );
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("given any failures until the deadline, then there are at most 6 + deadline / 10 s tries, all before it", () => {
    const repetition = fc.constantFrom<Repetition>("read", "idempotent", "once");
    const chances = fc.infiniteStream(random);
    fc.assert(
      fc.property(
        fc.array(failures, { minLength: 1, maxLength: 20 }),
        chances,
        fc.integer({ min: 0, max: HOUR_MS }),
        repetition,
        (happenings, draws, timeoutMs, how) => {
          let elapsedMs = 0;
          for (let tries = 1; ; tries++) {
            assert(tries <= 6 + timeoutMs / 10_000, `try ${tries} of ${timeoutMs} ms`);
            const failure = happenings[tries % happenings.length]!;
            const delay = retryDelay({
              ...{ failure, repetition: how, isKnown: true, tries },
              ...{ leftMs: timeoutMs - elapsedMs, random: draws.next().value },
            });
            if (delay === undefined) return;
            const requested = failure.kind === "answer" ? (failure.retryAfterMs ?? 0) : 0;
            assert(delay >= requested && delay <= requested + 20_000);
            elapsedMs += delay;
            assert(elapsedMs <= timeoutMs - LAST_TRY_MS);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("given a create, then it is repeated only if the API surely did not act on it", () => {
    const failedTry: fc.Arbitrary<FailedTry> = fc.record({
      failure: failures,
      repetition: fc.constant("once" as const),
      isKnown: fc.boolean(),
      tries: fc.integer({ min: 1, max: 5 }),
      leftMs: fc.nat(HOUR_MS),
      random,
    });
    fc.assert(
      fc.property(failedTry, (each) => {
        if (retryDelay(each) === undefined) return;
        const { failure } = each;
        if (failure.kind === "answer") assert(failure.status === 429 || failure.isTransient);
        else assert(failure.kind === "connection" && !failure.isSent && !failure.isUntrusted);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("retry: the Retry-After header", () => {
  const now = Date.parse("2026-11-24T06:45:57.000Z");
  const headers: [header: string | undefined, ms: number | undefined][] = [
    [undefined, undefined],
    ["0", 0],
    ["7", 7_000],
    ["Tue, 24 Nov 2026 06:46:07 GMT", 10_000],
    ["Tue, 24 Nov 2026 06:45:00 GMT", 0],
    ["-5", 0],
    ["soon", undefined],
    ["Infinity", undefined],
  ];
  for (const [header, ms] of headers) {
    it(`given ${header ?? "no header"}, then it asks for ${ms ?? "no"} ms`, () => {
      assert.equal(parseRetryAfter(header, now), ms);
    });
  }
});
