import assert from "node:assert/strict";
import { settingsProblems } from "../../../policies/engine/settings";
import { rules } from "../../../policies/rules";
import { presetNames, presetOf } from "../../../tools/docs/presets";
import { runPolicies } from "./run-policies";

describe("settings that can't be used", () => {
  const refused = (name: string, config: object) => () =>
    runPolicies([name], { [name]: config }, { name: "a" }, undefined);

  it("are one error with every problem, also unknown names", () => {
    const exemptions = [{ resource: "a", reason: "b", until: "2026-02-30" }];
    const allowedRanges = ["198.51.100.0/24", "intranet", "office"];
    assert.throws(refused("limit-ssh-sources", { allowedRanges, bogus: 1, exemptions }), {
      message:
        "The settings of limit-ssh-sources can't be used: " +
        "bogus: there is no such setting; there are allowedRanges, exemptions; " +
        "allowedRanges[1]: intranet is neither an address nor a range; " +
        "allowedRanges[2]: office is neither an address nor a range; " +
        "exemptions[0].until: 2026-02-30 is no date; exemptions: write each as " +
        '{ "resource": "name or pattern", "reason": "why", "until": "YYYY-MM-DD" }. [modelarts/policy-settings]',
    });
  });

  it("are a pattern that is no regular expression, and exemptions from report-exemptions", () => {
    assert.throws(
      refused("require-name-pattern", { pattern: "(" }),
      /pattern: \( is no regular exp/,
    );
    assert.throws(refused("report-exemptions", { exemptions: [] }), /exemptions: there is no such/);
  });

  it("are a default tag value that would be a violation", () => {
    const tags = [
      { key: "a", values: ["b"], default: "b" },
      { key: "stage", values: ["dev", "prod"], default: "test" },
    ];
    assert.throws(
      refused("require-tags", { tags }),
      /used: tags\[1\]\.default: test is not among the values of stage: dev, prod\. \[modelarts\/policy-settings\]$/,
    );
  });

  it("are limits that no lease can satisfy", () => {
    assert.throws(
      refused("require-auto-stop", { shortestDurationHours: 9, longestDurationHours: 8 }),
      /shortestDurationHours: 9 is longer than longestDurationHours, 8/,
    );
  });

  it("are in no preset", () => {
    for (const preset of presetNames) {
      for (const rule of rules) {
        const { enforcementLevel, ...config } = presetOf(preset)[rule.name] ?? {};
        assert.ok(enforcementLevel);
        assert.deepEqual(settingsProblems(rule, config), []);
      }
    }
  });
});
