/**
 * Every rule's examples as resources of the real engine: declared in a preview, referenced in the first
 * preview, live after a refresh. A run takes seconds, so each run has the examples of all rules.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LogEntry, WireNotebook } from "pulumi-modelarts-simulator";
import { write } from "../../../provider/wire/shape";
import type { Example, Properties, Rule, PropertySource } from "../../../policies/engine/rule";
import { rules } from "../../../policies/rules";
import type { ResourceKind } from "../../../policies/rule-lib/resource-properties";
import { runExample } from "../../unit/rules/run-example";
import { runPack, repeated, type PackRun } from "./run-pack";
import { newStack, NOTEBOOK, PLUGIN_SETTING, type Stack } from "../stack";

const HOUR = 3_600_000;
const LEASE = { enable: true, duration: 4 * HOUR, type: "idle" };
const KINDS: ResourceKind[] = ["notebook", "storage", "image"];
const CLASSES = { notebook: "Notebook", storage: "NotebookStorage", image: "NotebookImage" };

/** One example with one source of properties. */
interface Case {
  rule: Rule;
  kind: ResourceKind;
  source: PropertySource;
  /** The resource's logical name. */
  name: string;
  example: Example<object>;
}

const valueOf = (form: Example<object>["live"]): Properties =>
  typeof form === "function" ? form(Date.now()) : (form ?? {});

const isStopping = (live: Example<object>["live"]) => valueOf(live).status === "STOPPED";

/** A refresh keeps the volume that the state has if the answer lacks it, so a live notebook without one can't be made. */
const isKept = ({ name }: Rule, source: string, { volume }: Properties) =>
  name === "require-dedicated-storage" && source === "live" && volume === undefined;

/** Disabled rules run as advisory, all others at their own level. */
const levelOf = ({ level }: Rule) => (level === "disabled" ? "advisory" : level);

/** Examples with settings of their own run in the unit tests only: a run has one set of settings. */
function cases(which: "breaks" | "passes"): Case[] {
  return rules.flatMap((rule) =>
    (rule.examples[which] as Example<object>[]).flatMap((example, index) => {
      const { kind = "notebook", declared, live, settings } = example;
      if (settings !== undefined) return [];
      return (rule.appliesTo[kind] ?? []).flatMap((source): Case[] => {
        const isFit = source === "declared" ? declared && !live : live;
        // A reference has no declaration, and a notebook does not stop while it is created.
        if (!isFit || (declared && live && (source === "referenced" || isStopping(live))))
          return [];
        if (isKept(rule, source, valueOf(live))) return [];
        return [{ rule, kind, source, name: `${rule.name}-${which}-${source}-${index}`, example }];
      });
    }),
  );
}

/** A program can mount object storage only, and the run's setting allows it. */
const UNIT_TESTS_ONLY = ["limit-volumes: storage declared"];

const breaking = cases("breaks");
const passing = cases("passes");

/** True if the violation is reported from the outputs only, because the property is undeclared. */
const isLate = ({ rule, example }: Case) =>
  runExample(rule, example).some((findings) => findings.some((each) => each.isUndeclared));

/** True if the example, which passes its own rule, breaks a mandatory rule. */
const isStopped = ({ kind, source, example: { declared, live } }: Case) =>
  rules.some(
    (rule) =>
      rule.level === "mandatory" &&
      !rule.checkStack &&
      rule.appliesTo[kind]?.includes(source) &&
      runExample(rule, {
        given: "",
        kind,
        ...(source === "declared"
          ? { declared: { ...NOTEBOOK, lease: LEASE, ...valueOf(declared) } }
          : { live: { lease: LEASE, ...valueOf(live) } }),
      }).some((findings) => findings.length > 0),
  );

/** The properties as the API returns them. */
function wireOf({ tags, ...rest }: Properties): Partial<WireNotebook> {
  const list = Object.entries(tags ?? {}).map(([key, value]) => ({ key, value: String(value) }));
  return { ...write<object>(rest), ...(tags && { tags: list }) };
}

describe("every rule's examples under the real engine", () => {
  let stack: Stack;
  let config: string;
  /** By name, changes to a notebook that happen while it is created. */
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
    appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
    config = join(stack.folder, "policies.json");
    const settings = rules.map((rule) => {
      return [rule.name, { enforcementLevel: levelOf(rule), ...rule.examples.settings }];
    });
    writeFileSync(config, JSON.stringify(Object.fromEntries(settings)));
  });
  after(() => stack.close());

  /** By id, the case for which a mount or an image needs the notebook. */
  const hosts = new Map<string, string>();
  const host = (name: string) => {
    const { id } = stack.simulator.notebooks.add({ name: "host" });
    hosts.set(id, name);
    return id;
  };

  /** The required inputs of each kind. Each mount and each image has a notebook of its own. */
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

  function assertBroken(packRun: PackRun, list: Case[]) {
    assert.notEqual(list.length, 0);
    for (const { rule, name, example } of list) {
      const found = packRun.of(rule.name, name);
      assert.equal(found.length, example.messages?.length, `${name}:\n${packRun.summary}`);
      assert.ok(found.every((each) => each.level === levelOf(rule)));
    }
    assert.deepEqual(repeated(packRun.violations), []);
  }

  function assertPassed(packRun: PackRun, list: Case[]) {
    for (const { rule, name } of list) assert.deepEqual(packRun.of(rule.name, name), []);
  }

  it("include a violation and a pass for every kind and source that a rule applies to", () => {
    const missing = rules.flatMap(({ name, appliesTo, checkStack }) =>
      KINDS.flatMap((kind) =>
        (appliesTo[kind] ?? []).map((source) => `${name}: ${kind} ${source}`),
      ).filter(
        (way) =>
          !checkStack &&
          !UNIT_TESTS_ONLY.includes(way) &&
          [breaking, passing].some(
            (list) =>
              !list.some(({ rule, kind, source }) => `${rule.name}: ${kind} ${source}` === way),
          ),
      ),
    );
    assert.deepEqual(missing, []);
  });

  it("are violations as declared, with both types, before anything is created", async () => {
    const list = breaking.filter((each) => each.source === "declared" && !isLate(each));
    const stopped = passing.filter((each) => each.source === "declared" && isStopped(each));
    program(...list.map(dynamic), ...list.map(plugin), ...stopped.map(dynamic));
    const packRun = await runPack(stack, ["preview"], config);
    assert.notEqual(packRun.code, 0);
    assertBroken(packRun, list);
    assertBroken(packRun, list.map(asPlugin));
    assertPassed(packRun, stopped);
  });

  it("are violations as undeclared and as referenced, in the first preview", async () => {
    const late = breaking.filter((each) => each.source === "declared" && isLate(each));
    const referred = breaking.filter(({ source }) => source === "referenced");
    const stopped = passing.filter((each) => each.source === "referenced" && isStopped(each));
    program(...late.map(dynamic), ...late.map(plugin), ...[...referred, ...stopped].map(reference));
    const packRun = await runPack(stack, ["preview"], config);
    assert.notEqual(packRun.code, 0);
    assertBroken(packRun, [...late, ...late.map(asPlugin), ...referred]);
    assertPassed(packRun, stopped);
  });

  it("pass after a fix, declared and referenced", async () => {
    const list = passing.filter((each) => each.source !== "live" && !isStopped(each));
    const declared = list.filter(({ source }) => source === "declared");
    const referred = list.filter(({ source }) => source === "referenced");
    program(
      ...declared.map((each) => resource(each, false, { lease: LEASE })),
      ...declared.map((each) => resource(asPlugin(each), true, { lease: LEASE })),
      ...referred.map(reference),
    );
    const packRun = await runPack(stack, ["preview"], config);
    assert.equal(packRun.code, 0, packRun.summary);
    assertPassed(packRun, [...list, ...declared.map(asPlugin)]);
    assert.doesNotMatch(packRun.summary, /can't run/); // All declared values are known.
    assert.deepEqual(repeated(packRun.violations), []);
  });

  it("are violations after drift, in an analysis after a refresh", async () => {
    const { notebooks, mounts, images } = stack.simulator;
    for (const { id } of notebooks.list()) notebooks.remove(id);
    const live = [...breaking, ...passing].filter(({ source }) => source === "live");
    const isBroken = (each: Case) => breaking.includes(each);
    const wires = new Map(live.map(({ name, example }) => [name, wireOf(valueOf(example.live))]));
    const isDrift = ({ example }: Case) => example.declared !== undefined;
    const lines = live.map((each, index) =>
      resource(each, index % 2 === 1, { name: each.name, ...(!isDrift(each) && { lease: LEASE }) }),
    );
    program(...lines, ...twins());

    // A change during the creation leaves a notebook that differs from its declaration.
    for (const { name } of live.filter(isDrift)) changes.set(name, wires.get(name) ?? {});
    await stack.ok(["up", "--yes", "--skip-preview"]);
    const made = await runPack(stack, ["policy", "analyze"], config);
    const drifts = live.filter(isDrift);
    assertBroken(made, drifts.filter(isBroken));
    assertPassed(
      made,
      drifts.filter((each) => !isBroken(each)),
    );

    // Examples don't include the defaults that the simulator adds.
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
    const packRun = await runPack(stack, ["policy", "analyze"], config);
    assert.notEqual(packRun.code, 0);
    const rest = live.filter((each) => !isDrift(each));
    assertBroken(packRun, rest.filter(isBroken));
    assertPassed(
      packRun,
      rest.filter((each) => !isBroken(each)),
    );

    const ofStack = packRun.violations.filter(({ rule }) => rule === "limit-running-notebooks");
    assert.match(ofStack[0]?.text ?? "", /notebooks of the stack run/);
    const duplicates = packRun.violations.filter(({ rule }) => rule === "disallow-duplicates");
    assert.deepEqual(
      duplicates.map(({ name, level }) => `${level} ${name.slice(0, -1)}`),
      ["mandatory twin-"], // The second one that the engine shows.
    );
  });

  /** One notebook that the program imports under two names. */
  const twins = () => {
    const { id } = stack.simulator.notebooks.add({
      name: "twin",
      status: "RUNNING",
      flavor: NOTEBOOK.flavor,
      image: { id: NOTEBOOK.imageId },
      volume: { ...NOTEBOOK.volume, capacity: 5 },
    });
    const inputs = JSON.stringify({ ...NOTEBOOK, name: "twin" });
    // Each type has a process of its own, and a process rejects only its own duplicates.
    return [
      `new Notebook("twin-1", ${inputs}, { import: "${id}" });`,
      `new pulumi.CustomResource("modelarts:index:Notebook", "twin-2", ${inputs}, { import: "${id}" });`,
    ];
  };
});
