/**
 * Every rule's examples, as resources of the real engine: declared in a preview, referenced in the first
 * preview, live after a refresh. A run costs seconds, so each holds the examples of all rules.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LogEntry, WireNotebook } from "pulumi-modelarts-simulator";
import { write } from "../../../provider/wire/shape";
import type { Example, Properties, Rule, Seen } from "../../../policies/engine/rule";
import { rules } from "../../../policies/rules";
import type { ResourceKind } from "../../../policies/rule-lib/resource-properties";
import { runExample } from "../../unit/rules/rules-steps";
import { judge, repeated, type Judged } from "./policy-events";
import { newStack, NOTEBOOK, type Stack } from "../stack";

const HOUR = 3_600_000;
const LEASE = { enable: true, duration: 4 * HOUR, type: "idle" };
const KINDS: ResourceKind[] = ["notebook", "storage", "image"];
const CLASSES = { notebook: "Notebook", storage: "NotebookStorage", image: "NotebookImage" };

/** One example, seen in one way. */
interface Case {
  rule: Rule;
  kind: ResourceKind;
  seen: Seen;
  /** The resource's logical name. */
  name: string;
  example: Example<object>;
}

const valueOf = (form: Example<object>["live"]): Properties =>
  typeof form === "function" ? form(Date.now()) : (form ?? {});

const isStopping = (live: Example<object>["live"]) => valueOf(live).status === "STOPPED";

/** A rule that is off by default is judged as advisory, everything else as its level says. */
const levelOf = ({ level }: Rule) => (level === "disabled" ? "advisory" : level);

/** Examples with settings of their own are left to the unit tests: a run has one set of settings. */
function cases(which: "breaks" | "passes"): Case[] {
  return rules.flatMap((rule) =>
    (rule.examples[which] as Example<object>[]).flatMap((example, index) => {
      const { kind = "notebook", declared, live, settings } = example;
      if (settings !== undefined) return [];
      return (rule.judges[kind] ?? []).flatMap((seen): Case[] => {
        const isFit = seen === "declared" ? declared && !live : live;
        // Of what is only referred to, nothing is declared; and nothing stops while it is being made.
        if (!isFit || (declared && live && (seen === "referenced" || isStopping(live)))) return [];
        return [{ rule, kind, seen, name: `${rule.name}-${which}-${seen}-${index}`, example }];
      });
    }),
  );
}

/** A program can only mount object storage, which one setting allows and another forbids. */
const ELSEWHERE = ["limit-volumes: storage declared"];

const breaking = cases("breaks");
const passing = cases("passes");

/** Found in the outputs only: nothing is declared, so that what a live resource has would decide. */
const isLate = ({ rule, example }: Case) =>
  runExample(rule, example).some((findings) => findings.some((each) => each.isUndeclared));

/** What one rule lets pass may fail the preview by another one. */
const isStopped = ({ kind, seen, example: { declared, live } }: Case) =>
  rules.some(
    (rule) =>
      rule.level === "mandatory" &&
      !rule.judgeStack &&
      rule.judges[kind]?.includes(seen) &&
      runExample(rule, {
        given: "",
        kind,
        ...(seen === "declared"
          ? { declared: { ...NOTEBOOK, lease: LEASE, ...valueOf(declared) } }
          : { live: { lease: LEASE, ...valueOf(live) } }),
      }).some((findings) => findings.length > 0),
  );

/** As the API answers it. */
function wireOf({ tags, ...rest }: Properties): Partial<WireNotebook> {
  const list = Object.entries(tags ?? {}).map(([key, value]) => ({ key, value: String(value) }));
  return { ...write<object>(rest), ...(tags && { tags: list }) };
}

describe("every rule's examples under the real engine", () => {
  let stack: Stack;
  let config: string;
  /** What somebody changes in notebooks of these names while they are being made. */
  const changes = new Map<string, Partial<WireNotebook>>();
  before(async () => {
    const log = (entry: LogEntry) => {
      if (entry.method !== "POST" || !entry.path.endsWith("/notebooks")) return;
      const { notebooks } = stack.simulator;
      for (const { id, name = "" } of notebooks.list()) {
        const wire = changes.get(name);
        if (wire !== undefined && changes.delete(name)) notebooks.change(id, wire);
      }
    };
    stack = await newStack({ log });
    appendFileSync(
      join(stack.folder, "Pulumi.yaml"),
      "plugins:\n  providers:\n    - name: modelarts\n      path: node_modules/pulumi-modelarts\n",
    );
    config = join(stack.folder, "policies.json");
    const settings = rules.map((rule) => {
      return [rule.name, { enforcementLevel: levelOf(rule), ...rule.examples.settings }];
    });
    writeFileSync(config, JSON.stringify(Object.fromEntries(settings)));
  });
  after(() => stack.close());

  /** The notebooks that mounts and images are of, and whose they are. */
  const hosts = new Map<string, string>();
  const host = (name: string) => {
    const { id } = stack.simulator.notebooks.add({ name: "host" });
    hosts.set(id, name);
    return id;
  };

  /** The least that each kind declares; mounts and images each have a notebook of their own. */
  const base = (kind: ResourceKind, name: string, more: object) => {
    if (kind === "notebook") return { ...NOTEBOOK, ...more };
    const notebookId = host(name);
    if (kind === "storage") return { notebookId, uri: "obs://team/a/", mountPath: "/data/a/" };
    return { notebookId, name, namespace: "team", tag: "v1" };
  };

  const resource = ({ kind, name, example }: Case, isPlugin: boolean, more: object = {}) => {
    const inputs = JSON.stringify({ ...base(kind, name, more), ...valueOf(example.declared) });
    const type = CLASSES[kind];
    return isPlugin
      ? `new pulumi.CustomResource("modelarts:index:${type}", "${name}", ${inputs});`
      : `new ${type}("${name}", ${inputs});`;
  };
  const dynamic = (each: Case) => resource(each, false);
  const asPlugin = (each: Case): Case => ({ ...each, name: `${each.name}-plugin` });
  const plugin = (each: Case) => resource(asPlugin(each), true);

  const reference = ({ kind, name, example }: Case) => {
    const { notebooks, mounts, images } = stack.simulator;
    const wire = wireOf(valueOf(example.live));
    if (kind === "notebook") {
      const { id } = notebooks.add({ name, ...write<object>({ lease: LEASE }), ...wire });
      return `Notebook.get("${name}", "${id}");`;
    }
    const id = randomUUID();
    if (kind === "image") {
      images.put(id, { ...wire, id });
      return `NotebookImage.get("${name}", "${id}");`;
    }
    const notebook_id = host(name);
    mounts.put(id, { ...wire, id, notebook_id });
    return `NotebookStorage.get("${name}", "${notebook_id}/${id}");`;
  };

  const program = (...lines: string[]) =>
    stack.program(
      `const { NotebookImage, NotebookStorage } = require("pulumi-modelarts");\n${lines.join("\n")}`,
    );

  function assertBroken(judged: Judged, list: Case[]) {
    for (const { rule, name, example } of list) {
      const found = judged.of(rule.name, name);
      assert.equal(found.length, example.messages?.length, `${name}:\n${judged.summary}`);
      assert.ok(found.every((each) => each.level === levelOf(rule)));
    }
    assert.deepEqual(repeated(judged.violations), []);
  }

  function assertPassed(judged: Judged, list: Case[]) {
    for (const { rule, name } of list) assert.deepEqual(judged.of(rule.name, name), []);
  }

  it("show every rule broken and kept in every way in which it says that it can judge", () => {
    const missing = rules.flatMap(({ name, judges, judgeStack }) =>
      KINDS.flatMap((kind) =>
        (judges[kind] ?? []).map((seen) => `${name}: ${kind} ${seen}`),
      ).filter(
        (way) =>
          !judgeStack &&
          !ELSEWHERE.includes(way) &&
          [breaking, passing].some(
            (list) => !list.some(({ rule, kind, seen }) => `${rule.name}: ${kind} ${seen}` === way),
          ),
      ),
    );
    assert.deepEqual(missing, []);
  });

  it("break it as declared, of both types, before anything is made", async () => {
    const list = breaking.filter((each) => each.seen === "declared" && !isLate(each));
    const stopped = passing.filter((each) => each.seen === "declared" && isStopped(each));
    program(...list.map(dynamic), ...list.map(plugin), ...stopped.map(dynamic));
    const judged = await judge(stack, ["preview"], config);
    assert.notEqual(judged.code, 0);
    assertBroken(judged, list);
    assertBroken(judged, list.map(asPlugin));
    assertPassed(judged, stopped);
  });

  it("break it as undeclared and as referenced, in the first preview", async () => {
    const late = breaking.filter((each) => each.seen === "declared" && isLate(each));
    const referred = breaking.filter(({ seen }) => seen === "referenced");
    const stopped = passing.filter((each) => each.seen === "referenced" && isStopped(each));
    program(...late.map(dynamic), ...late.map(plugin), ...[...referred, ...stopped].map(reference));
    const judged = await judge(stack, ["preview"], config);
    assert.notEqual(judged.code, 0);
    assertBroken(judged, [...late, ...late.map(asPlugin), ...referred]);
    assertPassed(judged, stopped);
  });

  it("pass it when they are mended, declared and referenced", async () => {
    const list = passing.filter((each) => each.seen !== "live" && !isStopped(each));
    const declared = list.filter(({ seen }) => seen === "declared");
    const referred = list.filter(({ seen }) => seen === "referenced");
    program(
      ...declared.map((each) => resource(each, false, { lease: LEASE })),
      ...declared.map((each) => resource(asPlugin(each), true, { lease: LEASE })),
      ...referred.map(reference),
    );
    const judged = await judge(stack, ["preview"], config);
    assert.equal(judged.code, 0, judged.summary);
    assertPassed(judged, [...list, ...declared.map(asPlugin)]);
    assert.doesNotMatch(judged.summary, /can't run/); // All that is declared is known.
    assert.deepEqual(repeated(judged.violations), []);
  });

  it("break it when they drifted, found by an analysis after a refresh", async () => {
    const { notebooks, mounts, images } = stack.simulator;
    for (const { id } of notebooks.list()) notebooks.remove(id);
    const live = [...breaking, ...passing].filter(({ seen }) => seen === "live");
    const isBroken = (each: Case) => breaking.includes(each);
    const wires = new Map(live.map(({ name, example }) => [name, wireOf(valueOf(example.live))]));
    const isDrift = ({ example }: Case) => example.declared !== undefined;
    const lines = live.map((each, index) =>
      resource(each, index % 2 === 1, { name: each.name, ...(!isDrift(each) && { lease: LEASE }) }),
    );
    program(...lines, ...twins());

    // What is changed while it is being made differs from its declaration from then on.
    for (const { name } of live.filter(isDrift)) changes.set(name, wires.get(name) ?? {});
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const made = await judge(stack, ["policy", "analyze"], config);
    const drifts = live.filter(isDrift);
    assertBroken(made, drifts.filter(isBroken));
    assertPassed(
      made,
      drifts.filter((each) => !isBroken(each)),
    );

    // What the simulator adds of itself is not part of an example.
    const none = { workspace_id: null, user: null, pool: null, volume: null };
    const missing = { ...none, image: { create_at: null } };
    for (const { id, name = "" } of notebooks.list()) {
      const wire = wires.get(name);
      if (wire !== undefined) notebooks.change(id, { ...missing, ...wire });
    }
    for (const mount of mounts.list()) {
      mounts.put(mount.id, { ...mount, ...wires.get(hosts.get(mount.notebook_id) ?? "") });
    }
    for (const image of images.list()) {
      images.put(image.id ?? "", { ...image, ...(wires.get(image.name ?? "") as object) });
    }
    await stack.ok(["refresh", "--yes", "--skip-preview"]);
    const judged = await judge(stack, ["policy", "analyze"], config);
    assert.notEqual(judged.code, 0);
    const rest = live.filter((each) => !isDrift(each));
    assertBroken(judged, rest.filter(isBroken));
    assertPassed(
      judged,
      rest.filter((each) => !isBroken(each)),
    );

    const ofStack = judged.violations.filter(({ rule }) => rule === "limit-running-notebooks");
    assert.match(ofStack[0]?.text ?? "", /notebooks of the stack run/);
    const duplicates = judged.violations.filter(({ rule }) => rule === "disallow-duplicates");
    assert.deepEqual(
      duplicates.map(({ name, level }) => `${level} ${name.slice(0, -1)}`),
      ["mandatory twin-"], // Of the two, that of which the engine tells later.
    );
  });

  /** One notebook that a program imports under two names. */
  const twins = () => {
    const { id } = stack.simulator.notebooks.add({
      name: "twin",
      status: "RUNNING",
      flavor: NOTEBOOK.flavor,
      image: { id: NOTEBOOK.imageId },
      volume: { ...NOTEBOOK.volume, capacity: 5 },
    });
    const inputs = JSON.stringify({ ...NOTEBOOK, name: "twin" });
    // Each type has a process of its own, which knows what it imported itself.
    return [
      `new Notebook("twin-1", ${inputs}, { import: "${id}" });`,
      `new pulumi.CustomResource("modelarts:index:Notebook", "twin-2", ${inputs}, { import: "${id}" });`,
    ];
  };
});
