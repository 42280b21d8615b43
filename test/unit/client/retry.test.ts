import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  MAX_ELAPSED_MS,
  MAX_TRIES,
  parseRetryAfter,
  retryDelay,
  type FailedTry,
  type Failure,
} from "../../../provider/client/retry";

const first = { tries: 1, elapsedMs: 0, random: 0.5 };
const answer = (status: number, more = {}): Failure => ({
  kind: "answer",
  status,
  isTransient: false,
  ...more,
});
const lost = (isSent: boolean): Failure => ({ kind: "connection", isSent });

describe("retry: whether", () => {
  const decisions: [what: string, failure: Failure, read: boolean, create: boolean][] = [
    ["the connection was never established", lost(false), true, true],
    ["no answer came to what was sent", lost(true), true, false],
    ["429, too many requests", answer(429), true, true],
    ["a code that means a transient error", answer(400, { isTransient: true }), true, true],
    [
      "a 500 with a code that means a transient error",
      answer(500, { isTransient: true }),
      true,
      true,
    ],
    ["408, the request took too long", answer(408), true, false],
    ["500", answer(500), true, false],
    ["502", answer(502), true, false],
    ["503", answer(503), true, false],
    ["503 with Retry-After", answer(503, { retryAfterMs: 1000 }), true, false],
    ["504", answer(504), true, false],
    ["501, not implemented", answer(501), false, false],
    ["302, a redirect", answer(302), false, false],
    ["400", answer(400), false, false],
    ["401", answer(401), false, false],
    ["403", answer(403), false, false],
    ["404", answer(404), false, false],
    ["409", answer(409), false, false],
  ];
  for (const [what, failure, read, create] of decisions) {
    const word = (isRepeated: boolean) => (isRepeated ? "is" : "isn't");
    it(`given ${what}, then a read ${word(read)} repeated and a create ${word(create)}`, () => {
      assert.equal(retryDelay({ ...first, failure, idempotent: true }) !== undefined, read);
      assert.equal(retryDelay({ ...first, failure, idempotent: false }) !== undefined, create);
    });
  }

  it("given the third try failed, then there is no fourth", () => {
    const failure = answer(503);
    assert.notEqual(retryDelay({ ...first, failure, idempotent: true, tries: 2 }), undefined);
    assert.equal(retryDelay({ ...first, failure, idempotent: true, tries: 3 }), undefined);
  });
});

describe("retry: when", () => {
  const failure = answer(503);
  const delays: [tries: number, random: number, ms: number][] = [
    [1, 0, 0],
    [1, 0.5, 500],
    [1, 0.999, 999],
    [2, 0, 0],
    [2, 0.5, 1000],
    [2, 0.999, 1998],
  ];
  for (const [tries, random, ms] of delays) {
    it(`given try ${tries} failed and chance ${random}, then the next comes after ${ms} ms`, () => {
      assert.equal(retryDelay({ failure, idempotent: true, elapsedMs: 0, tries, random }), ms);
    });
  }

  const asked: [retryAfterMs: number, elapsedMs: number, ms: number | undefined][] = [
    [0, 0, 500],
    [5_000, 0, 5_500],
    [119_500, 0, 120_000],
    [119_501, 0, undefined],
    [3_600_000, 0, undefined],
    [60_000, 59_500, 120_000 - 59_500],
    [60_000, 59_501, undefined],
  ];
  for (const [retryAfterMs, elapsedMs, ms] of asked) {
    const then = ms === undefined ? "it gives up" : `the next try comes after ${ms} ms`;
    it(`given ${elapsedMs} ms elapsed and Retry-After is ${retryAfterMs} ms, then ${then}`, () => {
      const throttled = answer(429, { retryAfterMs });
      const attempt = { ...first, failure: throttled, idempotent: false, elapsedMs };
      assert.equal(retryDelay(attempt), ms);
    });
  }

  const failures: fc.Arbitrary<Failure> = fc.oneof(
    fc.record({ kind: fc.constant("connection" as const), isSent: fc.boolean() }),
    fc.record({
      kind: fc.constant("answer" as const),
      status: fc.oneof(fc.integer({ min: 100, max: 599 }), fc.constantFrom(429, 500, 503)),
      isTransient: fc.boolean(),
      retryAfterMs: fc.option(fc.nat(200_000), { nil: undefined }),
    }),
  );
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("given any failures, then there are at most 3 tries, all within 2 minutes, and waits are kept", () => {
    const step = fc.record({ failure: failures, random, tookMs: fc.nat(70_000) });
    const steps = fc.array(step, { minLength: MAX_TRIES + 1, maxLength: MAX_TRIES + 1 });
    fc.assert(
      fc.property(steps, fc.boolean(), (happenings, idempotent) => {
        let elapsedMs = 0;
        let tries = 0;
        for (const { failure, random, tookMs } of happenings) {
          tries++;
          assert(tries <= 3 && elapsedMs <= 120_000, `try ${tries} at ${elapsedMs} ms`);
          elapsedMs += tookMs;
          const delay = retryDelay({ failure, idempotent, tries, elapsedMs, random });
          if (delay === undefined) return;
          const wished = failure.kind === "answer" ? (failure.retryAfterMs ?? 0) : 0;
          assert(delay >= wished && delay <= wished + 500 * 2 ** tries);
          elapsedMs += delay;
        }
        assert.fail("it never gave up");
      }),
      { numRuns: 2000 },
    );
  });

  it("given a create, then it is repeated only if the API surely did not act on it", () => {
    const failedTry: fc.Arbitrary<FailedTry> = fc.record({
      failure: failures,
      idempotent: fc.constant(false),
      tries: fc.integer({ min: 1, max: MAX_TRIES }),
      elapsedMs: fc.nat(MAX_ELAPSED_MS),
      random,
    });
    fc.assert(
      fc.property(failedTry, (each) => {
        if (retryDelay(each) === undefined) return;
        const { failure } = each;
        assert(
          failure.kind === "answer"
            ? failure.status === 429 || failure.isTransient
            : !failure.isSent,
        );
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
