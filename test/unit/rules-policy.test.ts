import assert from "node:assert/strict";
import type { PolicyResource } from "@pulumi/policy";
import { NOTEBOOK_TYPE, PLUGIN_TYPE, REFERENCE_TYPE } from "pulumi-modelarts/type-tokens";
import { parseExemptionMessage } from "../../policies/exemption-message";
import { policyExemptions } from "../../policies/policy-exemptions";
import { policiesOf } from "../../policies/policies";
import { Ledger } from "../../policies/ledger";
import { policyOf } from "../../policies/policy";
import { rules } from "../../policies/rules";
import { settingsProblems } from "../../policies/settings";
import { presetNames, presetOf } from "../../tools/docs/presets";
import { unknownCheckingProxy, unknownStringValue } from "./unknown";

const NOW = Date.UTC(2027, 0, 15);
const URN = "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/modelarts:Notebook::training";

interface Said {
  rule: string;
  text: string;
}

/** Asks the rules as the SDK does: all of them of each resource, then all of the stack. */
function run(
  names: string[],
  config: Record<string, object>,
  declared: object | undefined,
  live: object | undefined,
  type = NOTEBOOK_TYPE,
  others: { name: string; props: object }[] = [],
): Said[] {
  const ledger = new Ledger();
  const policies = names.map((name) => {
    const rule = rules.find((each) => each.name === name);
    assert.ok(rule);
    return policyOf(rule, ledger, () => NOW);
  });
  const said: Said[] = [];
  const ask = (resources: PolicyResource[] | undefined, props: object) => {
    for (const policy of policies) {
      const report = (text: string) => said.push({ rule: policy.name, text });
      const getConfig = () => (config[policy.name] ?? {}) as never;
      const shared = { getConfig, stackTags: new Map(), notApplicable: undefined as never };
      if (resources) void policy.validateStack({ resources, ...shared }, report);
      else {
        const validate = policy.validateResource as (args: object, report: object) => void;
        validate({ type, urn: URN, name: "training", props, ...shared }, report);
      }
    }
  };
  if (declared) ask(undefined, unknownCheckingProxy(declared));
  if (live) {
    const props = unknownCheckingProxy(live);
    const more = others.map((other) => ({ type, urn: `${URN}-${other.name}`, ...other }));
    const resources = [{ type, urn: URN, name: "training", props }, ...more];
    ask(resources as unknown as PolicyResource[], {});
  }
  return said;
}

const FOREVER = { lease: { enable: false } };
const exemption = (more = {}) => ({
  resource: "train*",
  reason: "runs of a week",
  until: "2027-01-31",
  ...more,
});
const both = ["require-auto-stop", "report-exemptions"];

describe("an exemption", () => {
  const withConfig = (entry: object, ...more: [object?, object?]) =>
    run(both, { "require-auto-stop": { exemptions: [entry] } }, ...(more as [object, object]));

  it("takes a violation back and is reported in its place, once", () => {
    const live = { ...FOREVER, status: "RUNNING" };
    const said = withConfig(exemption({ until: "2027-06-30" }), FOREVER, live);
    assert.deepEqual(
      said.map(({ rule }) => rule),
      ["report-exemptions"],
    );
    const facts = parseExemptionMessage(said[0]?.text ?? "");
    assert.equal(facts?.kind, "exempted");
    assert.equal(facts?.resource, "training");
    assert.match(facts?.message ?? "", /^lease\.enable is false/);
  });

  it("fits by URN, and by no part of a name", () => {
    for (const [resource, count] of [
      ["urn:pulumi:dev::*:Notebook::training", 0],
      ["training", 0],
      ["train", 1],
      ["[t]raining", 1],
    ] as const) {
      const said = withConfig(exemption({ resource }), FOREVER);
      assert.equal(said.filter(({ rule }) => rule === "require-auto-stop").length, count, resource);
    }
  });

  it("holds on its last day, and is said to end soon", () => {
    const [said] = withConfig(exemption({ until: "2027-01-15" }), FOREVER);
    assert.equal(parseExemptionMessage(said?.text ?? "")?.kind, "expiring");
  });

  it("counts no more when it is over, and the violation says so", () => {
    const said = withConfig(exemption({ until: "2027-01-14" }), FOREVER);
    assert.match(said[0]?.text ?? "", /Its exemption ended with 2027-01-14: runs of a week$/);
    assert.equal(parseExemptionMessage(said[1]?.text ?? "")?.kind, "expired");
  });

  it("is reported where nobody uses it", () => {
    const good = { lease: { enable: true, duration: 3_600_000 }, status: "RUNNING" };
    const said = withConfig(exemption(), good, good);
    assert.deepEqual(
      said.map(({ text }) => parseExemptionMessage(text)?.kind),
      ["unused"],
    );
  });

  it("leaves a notebook uncounted where all of the stack are counted", () => {
    const limit = ["limit-running-notebooks", "report-exemptions"];
    const until = (date: string) =>
      run(
        limit,
        { "limit-running-notebooks": { mostInStack: 1, exemptions: [exemption({ until: date })] } },
        undefined,
        { status: "RUNNING" },
        NOTEBOOK_TYPE,
        [{ name: "other", props: { status: "RUNNING" } }],
      );
    const exempted = until("2027-06-30");
    assert.deepEqual(
      exempted.map(({ text }) => parseExemptionMessage(text)?.kind),
      ["exempted"],
    );
    assert.match(exempted[0]?.text ?? "", /2 notebooks of the stack run/);
    const [violation, over] = until("2027-01-14");
    assert.match(
      violation?.text ?? "",
      /^2 notebooks of the stack run.* training's exemption ended with 2027-01-14/,
    );
    assert.equal(parseExemptionMessage(over?.text ?? "")?.kind, "expired");
  });

  it("is an error that says everything that is wrong with it", () => {
    assert.throws(
      () => withConfig({ resource: "a", until: "2027-02-30" }, FOREVER),
      /require-auto-stop can't be used: exemptions\[0\]\.reason: is missing; .*until: 2027-02-30 is no date/,
    );
  });

  it("stands on the notebook as a tag, declared, live and referenced", () => {
    const made = policyExemptions([
      { rule: "require-auto-stop", reason: "runs of a week", until: "2027-01-31" },
    ]);
    const live = { ...FOREVER, status: "RUNNING", tags: made };
    for (const said of [
      run(both, {}, { ...FOREVER, tags: made }, undefined),
      run(both, {}, undefined, live),
      run(both, {}, undefined, live, REFERENCE_TYPE),
    ]) {
      assert.deepEqual(
        said.map(({ text }) => parseExemptionMessage(text)?.kind),
        ["exempted"],
      );
    }
  });

  it("is reported where it stands as a tag for nothing", () => {
    const tags = { "policyExemption:require-auto-stop": "2027-01-31: because" };
    const live = { status: "RUNNING", lease: { enable: true }, tags };
    const [said] = run(both, {}, undefined, live);
    assert.equal(parseExemptionMessage(said?.text ?? "")?.kind, "unused");
  });

  it("exempts from nothing as a tag that can't be read, and says how to write it", () => {
    const tags = { "policyExemption:require-auto-stop": "for ever" };
    const said = run(both, {}, { ...FOREVER, tags }, undefined);
    assert.equal(said.length, 1);
    assert.match(
      said[0]?.text ?? "",
      /^lease\.enable is false.*exempts from nothing: write it as YYYY-MM-DD: reason/,
    );
  });

  it("is not made of what a tag can't hold", () => {
    const make = (more: object) => () =>
      policyExemptions([{ rule: "a", reason: "b", until: "2027-01-31", ...more }]);
    assert.throws(make({ until: "soon" }), /until is soon, which is no date/);
    assert.throws(make({ reason: "50 % off" }), /reason holds characters/);
    assert.throws(make({ reason: "x".repeat(244) }), /reason holds/);
    assert.throws(make({ reason: " " }), /reason is empty/);
  });

  it("keeps a notebook from being mended", () => {
    const rule = rules.find(({ name }) => name === "require-auto-stop");
    assert.ok(rule);
    const policy = policyOf(rule, new Ledger(), () => NOW);
    const mend = (exemptions: object[]) => {
      const props = { __provider: "code" };
      const args = { type: NOTEBOOK_TYPE, urn: URN, name: "training", props };
      const result = policy.remediateResource?.({
        ...args,
        getConfig: () => ({ exemptions }),
      } as never);
      return result as object | undefined;
    };
    assert.equal(mend([exemption({ until: "2027-06-30" })]), undefined);
    assert.deepEqual(mend([]), { __provider: "code", lease: { duration: 3_600_000 } });
  });
});

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

  it("reads nothing that is not known yet as if it were missing", () => {
    const props = unknownCheckingProxy({ lease: unknownStringValue });
    assert.throws(() => remediate("require-auto-stop", props, { longestDurationHours: 8 }));
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

  it("refuses names that no rule has", () => {
    assert.throws(() => policiesOf({ rules: ["no-such-rule"] }), /There is no rule no-such-rule/);
    assert.throws(
      () => policiesOf({ levels: { other: "advisory" } }),
      /the pack has no rule other/,
    );
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

describe("all rules", () => {
  it("judge 5,000 notebooks in under 2 s of CPU time, as declared and once more live", () => {
    const notebook = {
      name: "vision",
      flavor: "modelarts.vm.gpu.v100",
      description: "Training of the vision team.",
      endpoints: [{ service: "SSH", allowedAccessIps: ["198.51.100.7", "0.0.0.0/0"] }],
      lease: { enable: true, duration: 259_200_000, type: "TIMING" },
      volume: { category: "EVS", ownership: "MANAGED", capacity: 1000 },
      tags: { team: "vision" },
      image: { id: "image", type: "DEDICATED", visibility: "PUBLIC", createAt: 0 },
    };
    const policies = policiesOf().map((policy) => ({ policy, report: () => undefined }));
    const resources = Array.from({ length: 5000 }, (_, index) => ({
      type: NOTEBOOK_TYPE,
      urn: `${URN}-${index}`,
      name: `training-${index}`,
      props: unknownCheckingProxy({ ...notebook, status: "RUNNING", id: `id-${index}` }),
    })) as unknown as PolicyResource[];
    const getConfig = () => ({}) as never;
    const secondsOf = (ask: () => void) => {
      const before = process.cpuUsage();
      ask();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    const declared = secondsOf(() => {
      for (const { policy, report } of policies) {
        const validate = policy.validateResource as (args: object, report: object) => void;
        for (const resource of resources) validate({ ...resource, getConfig }, report);
      }
    });
    const live = secondsOf(() => {
      for (const { policy, report } of policies) {
        void policy.validateStack({ resources, getConfig } as never, report);
      }
    });
    assert.ok(declared < 2 && live < 2, `it took ${declared} s as declared, ${live} s live`);
  });
});
