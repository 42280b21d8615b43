import assert from "node:assert/strict";
import { NOTEBOOK_TYPE } from "pulumi-modelarts/engine/type-tokens";
import { policiesOf } from "../../../policies/engine/pack-policies";
import type { Sight } from "../../../policies/engine/former-names";
import { rules } from "../../../policies/rules";
import { URN } from "./run-policies";

describe("a pack of one's own", () => {
  it("has the chosen rules with the chosen levels, and report-exemptions last", () => {
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

  it("rejects two rules of one name", () => {
    const [rule] = rules;
    assert.ok(rule);
    assert.throws(() => policiesOf({ rules: [rule, "disallow-ssh", rule.name, rule] }), {
      message: `rules: the pack has two rules of the name ${rule.name}. [modelarts/policy-pack]`,
    });
  });

  it("rejects names that no rule has", () => {
    assert.throws(() => policiesOf({ rules: ["no-such-rule"] }), /There is no rule no-such-rule/);
    assert.throws(
      () => policiesOf({ levels: { other: "advisory" } }),
      /the pack has no rule other/,
    );
  });

  it("may have rules with the names of version 0.2, also for single parts of a rule", () => {
    const [example] = rules.filter(({ name }) => name === "disallow-ssh");
    assert.ok(example);
    const former = {
      ...example,
      name: "require-description",
      messages: { missing: "{property} of a {source} notebook is not set.", other: "{property}" },
      judges: { notebook: ["declared" as const] },
      judge: ({ description }: { description?: string }, _settings: object, { seen }: Sight) =>
        description
          ? []
          : [{ message: "missing", property: "description", data: { source: seen } }],
    };
    const counting = {
      ...former,
      name: "limit-notebooks",
      judges: { notebook: ["live" as const] },
      judge: undefined,
      checkNotebook: undefined,
      *judgeStack<Member extends { name: string; seen: string }>(members: readonly Member[]) {
        for (const at of members) {
          yield { message: "other", property: `${at.name}, ${at.seen}`, at, among: members };
        }
      },
    };
    const [described, counted] = policiesOf({ rules: [former, counting] });
    const call = (validate: unknown, args: object) => {
      const reported: [string, string | undefined][] = [];
      const report = (text: string, urn?: string) => reported.push([text, urn]);
      const getConfig = () => ({});
      (validate as (args: object, report: object) => void)({ ...args, getConfig }, report);
      return reported;
    };
    const notebook = { type: NOTEBOOK_TYPE, urn: URN, name: "training" };
    assert.deepEqual(call(described?.validateResource, { ...notebook, props: {} }), [
      ["description of a declared notebook is not set.", URN],
    ]);
    const props = { status: "RUNNING" };
    assert.deepEqual(call(described?.validateStack, { resources: [{ ...notebook, props }] }), []);
    assert.deepEqual(call(counted?.validateStack, { resources: [{ ...notebook, props }] }), [
      ["training, live", URN],
    ]);
  });
});
