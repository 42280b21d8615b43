import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatExemptionMessage,
  parseExemptionMessage,
  type ExemptionFacts,
} from "../../../policies/exemptions/exemption-message";

const FACTS: ExemptionFacts = {
  kind: "expiring",
  rule: "require-auto-stop",
  resource: "training",
  until: "2027-01-31",
  reason: "a run of weeks",
  message: "lease.enable is false: it runs on.",
};

describe("the message of an exemption", () => {
  it("is one sentence per fact", () => {
    assert.equal(
      formatExemptionMessage(FACTS),
      'Exempted, but not for long: require-auto-stop for "training" until 2027-01-31, ' +
        'because "a run of weeks". Violation: "lease.enable is false: it runs on.". ' +
        "Fix the violation or renew the exemption.",
    );
  });

  it("parses back to every fact, whatever the texts contain", () => {
    const facts = fc.record<ExemptionFacts>(
      {
        kind: fc.constantFrom("exempted", "expiring", "expired", "unused", "unknown"),
        rule: fc.constantFrom("require-auto-stop", "disallow-secrets"),
        resource: fc.string({ unit: "binary" }),
        until: fc.constantFrom("2026-12-31", "2027-02-28"),
        reason: fc.string({ unit: "binary" }),
        message: fc.string({ unit: "binary" }),
      },
      { requiredKeys: ["kind", "rule", "resource", "until", "reason"] },
    );
    fc.assert(
      fc.property(facts, (given) => {
        const text = formatExemptionMessage(given);
        assert.doesNotMatch(text, /[\n\r]/);
        const expected = JSON.parse(JSON.stringify(given)) as ExemptionFacts;
        assert.deepEqual(parseExemptionMessage(`Report exemptions.\n${text}`), expected);
      }),
    );
  });

  it("is not found in other texts", () => {
    for (const text of ["", "lease.enable is false.", 'Exempted: a for "b" until soon.']) {
      assert.equal(parseExemptionMessage(text), undefined);
    }
  });
});
