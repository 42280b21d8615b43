import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inputSchema } from "../../provider/fronts/schema";
import { write } from "../../provider/wire/shape";
import type { Example, Properties, Rule } from "../../policies/rule";
import { rules } from "../../policies/rules";
import { ECHO } from "./echo";
import { judge, repeated, type Judged } from "./policy-events";
import { newStack, NOTEBOOK, type Stack } from "./stack";

interface Case {
  rule: Rule;
  /** The resource's logical name. */
  name: string;
  example: Example<object>;
}

/** A rule that is off by default is judged as mandatory here, everything else as its level says. */
const levelOf = ({ level }: Rule) => (level === "disabled" ? "mandatory" : level);

/** Examples with settings of their own are left to the unit tests: a run has one set of settings. */
function cases(which: "breaks" | "passes", form: "declared" | "live"): Case[] {
  return rules.flatMap((rule) =>
    (rule.examples[which] as Example<object>[]).flatMap((example, index) => {
      const isOther = form === "live" ? !example.live : !!example.live || !example.declared;
      if (isOther || example.settings) return [];
      return [{ rule, name: `${rule.name}-${which}-${form}-${index}`, example }];
    }),
  );
}

const valueOf = (form: Example<object>["live"]): Properties =>
  typeof form === "function" ? form(Date.now()) : (form ?? {});

const KINDS = { notebook: "", storage: "Storage", image: "Image" };

const known = Object.keys(inputSchema().properties ?? {});
const isReal = (declared: object) => Object.keys(declared).every((key) => known.includes(key));

function declaration({ name, example }: Case): string {
  const declared = valueOf(example.declared);
  if (example.kind === undefined && isReal(declared)) {
    return `new Notebook("${name}", ${JSON.stringify({ ...NOTEBOOK, ...declared })});`;
  }
  const kind = KINDS[example.kind ?? "notebook"];
  return `new Echo("${kind}", "${name}", ${JSON.stringify(declared)});`;
}

describe("every rule's examples under the real engine", () => {
  let stack: Stack;
  let config: string;
  before(async () => {
    stack = await newStack();
    config = join(stack.folder, "policies.json");
    const settings = rules.map((rule) => {
      return [rule.name, { enforcementLevel: levelOf(rule), ...rule.examples.settings }];
    });
    writeFileSync(config, JSON.stringify(Object.fromEntries(settings)));
  });
  after(() => stack.close());

  const referred = (list: Case[]) =>
    list
      .filter(({ rule, example }) => !example.kind && rule.judges.notebook?.includes("referenced"))
      .map((each) => {
        const wire = write<object>(valueOf(each.example.live));
        const { id } = stack.simulator.notebooks.add({ name: each.name, ...wire });
        return { ...each, code: `Notebook.get("${each.name}", "${id}");` };
      });

  function assertBroken(judged: Judged, list: Case[]) {
    for (const { rule, name, example } of list) {
      const found = judged.of(rule.name, name);
      assert.equal(found.length, example.messages?.length, `${name}:\n${judged.text}`);
      assert.ok(found.every(({ level }) => level === levelOf(rule)));
    }
    assert.deepEqual(repeated(judged.violations), []);
  }

  it("break it as declared, before anything is made", async () => {
    const list = cases("breaks", "declared");
    stack.program(ECHO + list.map(declaration).join("\n"));
    const judged = await judge(stack, ["preview"], config);
    assert.notEqual(judged.code, 0);
    // What is undeclared is judged by the stack's outputs, which follow when all else is mended.
    const isLate = ({ rule, example }: Case) =>
      Object.keys(valueOf(example.declared)).length === 0 &&
      rule.name !== "disallow-public-network";
    assertBroken(
      judged,
      list.filter((each) => !isLate(each)),
    );
    stack.program(ECHO + list.filter(isLate).map(declaration).join("\n"));
    const late = await judge(stack, ["preview"], config);
    assertBroken(late, list.filter(isLate));
  });

  it("pass it as declared and as referenced", async () => {
    const declared = cases("passes", "declared");
    const referenced = referred(cases("passes", "live"));
    const code = [...declared.map(declaration), ...referenced.map(({ code }) => code)];
    stack.program(ECHO + code.join("\n"));
    const judged = await judge(stack, ["preview"], config);
    for (const { rule, name } of [...declared, ...referenced]) {
      assert.deepEqual(judged.of(rule.name, name), []);
    }
    assert.deepEqual(repeated(judged.violations), []);
  });

  it("break it as referenced in the first preview", async () => {
    const list = referred(cases("breaks", "live"));
    stack.program(list.map(({ code }) => code).join("\n"));
    const judged = await judge(stack, ["preview"], config);
    assert.notEqual(judged.code, 0);
    assertBroken(judged, list);
  });

  it("break it when they drifted, found by an analysis after a refresh", async () => {
    const list = cases("breaks", "live").filter(
      ({ rule, example }) => !example.kind && rule.judges.notebook?.includes("live"),
    );
    // What the lifecycle would mend at once, and kinds that it does not know, are answered by the echo.
    const declared = { ...NOTEBOOK, lease: { duration: 7_200_000, type: "idle" } };
    const pair = ["twin-1", "twin-2"].map(
      (name) => `new Echo("", "${name}", {}, { status: "RUNNING", id: "twin" });`,
    );
    const others = cases("breaks", "live").filter(({ example }) => example.kind);
    const drifts = list.filter(({ example }) => example.declared);
    const real = list.filter(({ example }) => !example.declared);
    stack.program(
      ECHO +
        [
          ...real.map(({ name }) => {
            return `new Notebook("${name}", ${JSON.stringify({ ...declared, name })});`;
          }),
          ...[...others, ...drifts].map(({ name, example }) => {
            const kind = KINDS[example.kind ?? "notebook"];
            const live = { status: "RUNNING", ...valueOf(example.live) };
            const inputs = JSON.stringify(valueOf(example.declared));
            return `new Echo("${kind}", "${name}", ${inputs}, ${JSON.stringify(live)});`;
          }),
          ...pair,
        ].join("\n"),
    );
    for (const { id } of stack.simulator.notebooks.list()) stack.simulator.notebooks.remove(id);
    await stack.ok(["up", "--yes", "--skip-preview"]);
    for (const { name, example } of real) {
      const { id = "" } = stack.simulator.notebooks.list().find((each) => each.name === name) ?? {};
      const wire = write<object>(valueOf(example.live));
      // What the simulator adds of itself is not part of an example.
      const missing = { workspace_id: null, user: null, pool: null, image: { create_at: null } };
      stack.simulator.notebooks.change(id, { ...missing, ...wire });
    }
    await stack.ok(["refresh", "--yes"]);
    const judged = await judge(stack, ["policy", "analyze"], config);
    assert.notEqual(judged.code, 0);
    assertBroken(judged, [...real, ...others, ...drifts]);
    const ofStack = judged.violations.filter(({ rule }) => rule === "limit-running-notebooks");
    assert.match(ofStack[0]?.text ?? "", /notebooks of the stack run/);
    const twins = judged.violations.filter(({ rule }) => rule === "disallow-duplicates");
    assert.deepEqual([twins.length, ofStack.length], [1, 2], JSON.stringify([twins, ofStack]));
  });
});
