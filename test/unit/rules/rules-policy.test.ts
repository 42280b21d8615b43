import assert from "node:assert/strict";
import { NOTEBOOK_TYPE, PLUGIN_TYPE, REFERENCE_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { policiesOf } from "../../../policies/engine/pack-policies";
import { rules } from "../../../policies/rules";
import { settingsProblems } from "../../../policies/engine/settings";
import { isUnknownValueError } from "../../../policies/engine/unknown-value";
import { presetNames, presetOf } from "../../../tools/docs/presets";
import { FOREVER, NOW, run, URN, type Other } from "./rules-policy-steps";
import { unknownCheckingProxy, unknownStringValue } from "./unknown";

describe("settings that can't be used", () => {
  const refused = (name: string, config: object) => () =>
    run([name], { [name]: config }, { name: "a" }, undefined);

  it("are one error with everything that is wrong, a name that no setting has among it", () => {
    const exemptions = [{ resource: "a", reason: "b", until: "2026-02-30" }];
    const allowedRanges = ["198.51.100.0/24", "intranet", "office"];
    assert.throws(refused("limit-ssh-sources", { allowedRanges, bogus: 1, exemptions }), {
      message:
        "The settings of limit-ssh-sources can't be used: " +
        "bogus: there is no such setting; there are allowedRanges, exemptions; " +
        "allowedRanges[1]: intranet is neither an address nor a range; " +
        "allowedRanges[2]: office is neither an address nor a range; " +
        "exemptions[0].until: 2026-02-30 is no date; exemptions: write each as " +
        '{ "resource": "name or pattern", "reason": "why", "until": "YYYY-MM-DD" }.',
    });
  });

  it("are a pattern that is no regular expression, and exemptions from what reports on them", () => {
    assert.throws(
      refused("require-name-pattern", { pattern: "(" }),
      /pattern: \( is no regular exp/,
    );
    assert.throws(refused("report-exemptions", { exemptions: [] }), /exemptions: there is no such/);
  });

  it("are a default that would be mended into another violation", () => {
    const tags = [
      { key: "a", values: ["b"], default: "b" },
      { key: "stage", values: ["dev", "prod"], default: "test" },
    ];
    assert.throws(
      refused("require-tags", { tags }),
      /used: tags\[1\]\.default: test is not among the values of stage: dev, prod\.$/,
    );
  });

  it("are a lease's limits that no lease keeps", () => {
    assert.throws(
      refused("require-auto-stop", { shortestDurationHours: 9, longestDurationHours: 8 }),
      /shortestDurationHours: 9 is longer than longestDurationHours, 8/,
    );
  });

  it("are none of the presets'", () => {
    for (const preset of presetNames) {
      for (const rule of rules) {
        const { enforcementLevel, ...config } = presetOf(preset)[rule.name] ?? {};
        assert.ok(enforcementLevel);
        assert.deepEqual(settingsProblems(rule, config), []);
      }
    }
  });
});

describe("remediation", () => {
  const remediate = (name: string, props: object, settings: object) => {
    const rule = rules.find((each) => each.name === name);
    const changed = rule?.remediate?.(props, settings);
    return { changed, props };
  };

  it("cuts a lease to the limit, and never lengthens one or switches one on", () => {
    const settings = {
      longestDurationHours: 8,
      shortestDurationHours: 1,
      defaultDurationHours: 12,
    };
    const lease = (given?: object) =>
      remediate("require-auto-stop", given ? { lease: given } : {}, settings).props;
    assert.deepEqual(lease({ duration: 86_400_000, type: "idle" }), {
      lease: { duration: 28_800_000, type: "idle" },
    });
    assert.deepEqual(lease(), { lease: { duration: 28_800_000 } });
    assert.deepEqual(lease({ duration: 3_600_000 }), { lease: { duration: 3_600_000 } });
    assert.deepEqual(lease({ enable: false }), { lease: { enable: false } });
  });

  it("gives a missing lease no duration that is too short", () => {
    const settings = {
      longestDurationHours: 8,
      shortestDurationHours: 2,
      defaultDurationHours: 1,
    };
    const { props } = remediate("require-auto-stop", {}, settings);
    assert.deepEqual(props, { lease: { duration: 7_200_000 } });
  });

  it("adds missing tags that have a default, and keeps those that are there", () => {
    const settings = { tags: [{ key: "team", default: "all" }, { key: "stage" }] };
    assert.deepEqual(remediate("require-tags", { tags: { a: "b" } }, settings), {
      changed: true,
      props: { tags: { a: "b", team: "all" } },
    });
    const given = { tags: { team: "vision" } };
    assert.deepEqual(remediate("require-tags", given, settings), { changed: false, props: given });
  });

  it("switches the public network off", () => {
    const { props } = remediate("disallow-public-network", {}, {});
    assert.deepEqual(props, { publicNetworkConfig: { publicNetworkType: "FORBIDDEN" } });
  });

  it("mends nothing that is not known yet, and leaves it to the validation to say so", () => {
    const policies = policiesOf().filter(({ remediateResource }) => remediateResource);
    assert.ok(policies.length >= 3);
    const unknown = {
      lease: unknownStringValue,
      tags: unknownStringValue,
      publicNetworkConfig: unknownStringValue,
    };
    for (const { name, remediateResource, validateResource } of policies) {
      const getConfig = () =>
        name === "require-tags" ? { tags: [{ key: "a", default: "b" }] } : {};
      const props = unknownCheckingProxy(unknown);
      const args = { type: NOTEBOOK_TYPE, urn: URN, name: "training", props, getConfig } as never;
      assert.equal(remediateResource?.(args), undefined, name);
      assert.throws(
        () =>
          (validateResource as (args: never, report: () => void) => void)(args, () => undefined),
        isUnknownValueError,
        name,
      );
    }
  });
});

describe("a pack of one's own", () => {
  it("has the rules that are named, with the levels that are set, and reports exemptions last", () => {
    const policies = policiesOf({
      rules: ["report-exemptions", "disallow-ssh"],
      levels: { "disallow-ssh": "mandatory" },
    });
    assert.deepEqual(
      policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
      [
        ["disallow-ssh", "mandatory"],
        ["report-exemptions", "advisory"],
      ],
    );
  });

  it("refuses two rules of one name", () => {
    const [rule] = rules;
    assert.ok(rule);
    assert.throws(() => policiesOf({ rules: [rule, "disallow-ssh", rule.name, rule] }), {
      message: `rules: the pack has two rules of the name ${rule.name}.`,
    });
  });

  it("refuses names that no rule has", () => {
    assert.throws(() => policiesOf({ rules: ["no-such-rule"] }), /There is no rule no-such-rule/);
    assert.throws(
      () => policiesOf({ levels: { other: "advisory" } }),
      /the pack has no rule other/,
    );
  });
});

describe("a live lease", () => {
  const HOUR_MS = 3_600_000;
  const said = (rule: string, declared: object | undefined, live: object) =>
    run([rule], {}, declared, { status: "RUNNING", ...live }).map(({ text }) => text);
  const lease = (left: number, ageHours = 120) => ({
    enable: true,
    duration: (ageHours + left) * HOUR_MS,
    createAt: NOW - ageHours * HOUR_MS,
  });

  it("is judged by what is left, which the message says", () => {
    assert.deepEqual(said("require-auto-stop", undefined, { lease: lease(2) }), []);
    assert.deepEqual(said("require-auto-stop", undefined, { lease: lease(30.5) }), [
      "lease leaves 30 h 30 min until auto stop, which is longer than 24 h. " +
        "Renew the lease for a shorter time.",
    ]);
  });

  it("is as long as allowed while clocks differ by seconds", () => {
    assert.deepEqual(said("require-auto-stop", undefined, { lease: lease(24 + 0.01) }), []);
    assert.equal(said("require-auto-stop", undefined, { lease: lease(24 + 0.02) }).length, 1);
  });

  it("is not judged once more where the declared duration was found too long", () => {
    const declared = { lease: { duration: 30 * HOUR_MS } };
    assert.deepEqual(said("require-auto-stop", declared, { lease: lease(29) }), [
      "lease.duration is 108000000 ms (30 h), which is longer than 24 h. Shorten it.",
    ]);
  });

  it("has drifted where more is left than declared, in hours and minutes", () => {
    const declared = { lease: { duration: 4 * HOUR_MS } };
    assert.deepEqual(said("disallow-drift", declared, { lease: lease(4) }), []);
    assert.deepEqual(said("disallow-drift", declared, { lease: lease(9.25) }), [
      "lease leaves 9 h 15 min until auto stop, but 4 h is declared. Run `pulumi up --refresh`.",
    ]);
  });

  it("counts from the notebook's creation where it has no date of its own", () => {
    const { createAt, ...undated } = lease(-20);
    const [overdue] = said("disallow-overdue-notebooks", undefined, { lease: undated, createAt });
    assert.match(overdue ?? "", /^status is RUNNING, 20 h after the lease's stop time/);
    assert.deepEqual(said("disallow-overdue-notebooks", undefined, { lease: undated }), []);
  });
});

describe("what a preview shows of a change that the plugin is to make", () => {
  const lease = { enable: true, duration: 3_600_000, type: "idle" };
  const previewed = { lease: unknownStringValue, updateAt: unknownStringValue };

  it("is judged by what is declared, since the outputs are not known yet", () => {
    for (const status of [unknownStringValue, "RUNNING"]) {
      const outputs = { ...previewed, status };
      assert.deepEqual(run(["require-auto-stop"], {}, { lease }, outputs, PLUGIN_TYPE), []);
      const [missing, ...more] = run(["require-auto-stop"], {}, {}, outputs, PLUGIN_TYPE);
      assert.match(missing?.text ?? "", /^lease is not set/);
      assert.deepEqual(more, []);
    }
  });
});

const UNKNOWN_NOTEBOOK = {
  id: unknownStringValue,
  status: unknownStringValue,
  user: unknownStringValue,
  lease: unknownStringValue,
};
const later = { name: "later", props: UNKNOWN_NOTEBOOK, type: REFERENCE_TYPE };

describe("a count of running notebooks", () => {
  const declared = { name: "a" };
  const other = { name: "other", props: declared };
  const limit = (settings: object, ...more: [object, Other[]]) =>
    run(
      ["limit-running-notebooks"],
      { "limit-running-notebooks": settings },
      undefined,
      more[0],
      NOTEBOOK_TYPE,
      more[1],
    ).map(({ text }) => text.replace(/,.*/, ""));

  it("is made beside a reference that is not known yet, which counts for its owner only", () => {
    for (const others of [
      [other, later],
      [later, other],
    ]) {
      assert.deepEqual(limit({ mostInStack: 1 }, declared, others), [
        "2 notebooks of the stack run or are about to",
      ]);
    }
    assert.deepEqual(limit({ mostInStack: 2 }, declared, [other, later]), []);
  });

  it("says that it can't be known where it could be too many of an owner", () => {
    const kims = { id: "a", status: "RUNNING", user: { name: "kim" } };
    const second = { name: "second", props: { ...kims, id: "b" } };
    assert.throws(() => limit({ mostOfOwner: 1 }, kims, [later]), isUnknownValueError);
    assert.deepEqual(limit({ mostOfOwner: 2 }, kims, [later]), []);
    assert.throws(() => limit({ mostOfOwner: 2 }, kims, [second, later]), isUnknownValueError);
  });
});

describe("one notebook under several names", () => {
  const live = { id: "id-1", status: "RUNNING", ...FOREVER };
  const names = ["disallow-duplicates", "require-auto-stop"];
  const seen = (name: string, type: string): Other => ({ name, props: live, type });
  const judged = (first: string, ...others: Other[]) =>
    run(names, {}, undefined, live, first, others).map(({ rule, urn }) => [rule, urn]);
  const lease = "require-auto-stop";

  it("is judged once, where the stack manages it, whatever it refers to it as", () => {
    const others = [seen("read", REFERENCE_TYPE), seen("again", REFERENCE_TYPE)];
    assert.deepEqual(judged(NOTEBOOK_TYPE, ...others), [[lease, URN]]);
    assert.deepEqual(judged(REFERENCE_TYPE, seen("own", NOTEBOOK_TYPE), ...others), [
      [lease, `${URN}-own`],
    ]);
  });

  it("is judged under the first name that refers to it, where the stack does not manage it", () => {
    const shouted = { ...seen("shouted", REFERENCE_TYPE), props: { ...live, id: "ID-1" } };
    const others = [seen("again", REFERENCE_TYPE), shouted];
    assert.deepEqual(judged(REFERENCE_TYPE, ...others), [[lease, URN]]);
  });

  it("is a duplicate where two resources manage it, each by what it declares", () => {
    assert.deepEqual(judged(REFERENCE_TYPE, seen("a", NOTEBOOK_TYPE), seen("b", PLUGIN_TYPE)), [
      ["disallow-duplicates", `${URN}-b`],
      [lease, `${URN}-a`],
      [lease, `${URN}-b`],
    ]);
  });

  it("is a duplicate while one of the two is about to be changed", () => {
    const changing = { name: "b", props: { ...live, updateAt: unknownStringValue } };
    const said = run(["disallow-duplicates"], {}, undefined, live, PLUGIN_TYPE, [changing]);
    assert.match(said[0]?.text ?? "", /^id is id-1, which the stack holds as training already/);
  });

  it("is judged under every name while its id is not known", () => {
    assert.throws(
      () => run(["require-auto-stop"], {}, undefined, live, NOTEBOOK_TYPE, [later]),
      isUnknownValueError,
    );
  });
});
