/** The class `shared`: two runs on one stack, two stacks in one account, and a disk that is full. */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { NOTEBOOK } from "../notebook-args";
import { isLocked } from "./locks";
import { startCli } from "./processes";
import { stateBackup } from "./state-backup";
import {
  errorsOf,
  idsInState,
  newProject,
  type Declared,
  type Front,
  type Project,
} from "./project";
import { compare, violation, type Outcome, type Violation } from "./verdict";

export interface SharedCase {
  name: string;
  front: Front;
  scenario: ScenarioName;
}

const UP = ["up", "--yes", "--skip-preview", "--continue-on-error"];
const NAME = "shared";
const notebook: Declared = { kind: "Notebook", name: NAME, inputs: NOTEBOOK, timeout: "60s" };

/** Each begins with an empty stack and ends before `destroy`. */
const scenarios = {
  /** The stack is locked: one of the two does all of the work. */
  async "two-ups"({ stack, declare }) {
    declare([notebook]);
    const runs = await Promise.all([startCli(stack, UP).done, startCli(stack, UP).done]);
    const failed = runs.filter(({ code }) => code !== 0);
    if (failed.length === 2) return [violation("not recovered", failed[0]?.text ?? "")];
    return one(stack.simulator);
  },

  /** Somebody else's notebook of the same name and content exists; our create is reset before it takes place. */
  async "two-stacks"({ stack, declare }) {
    const body = JSON.stringify({
      ...{ name: NAME, flavor: NOTEBOOK.flavor, image_id: NOTEBOOK.imageId },
      volume: NOTEBOOK.volume,
    });
    const url = `${stack.url}/v1/test-project/notebooks`;
    const other = (await (await fetch(url, { method: "POST", body })).json()) as { id: string };
    declare([notebook]);
    await startCli(stack, UP).done;
    const [own] = idsInState(stack, "Notebook", NAME);
    await startCli(stack, ["destroy", "--yes", "--skip-preview"]).done;
    const { notebooks } = stack.simulator;
    const found: Violation[] = [];
    if (own === other.id) found.push(violation("false report", "it took somebody else's notebook"));
    if (notebooks.get(other.id) === undefined) {
      found.push(violation("lost", "destroy deleted somebody else's notebook"));
    }
    notebooks.remove(other.id);
    return found;
  },

  /** Two stacks of one program, at the same time, in one account. */
  async "two-stacks-at-once"({ stack, declare }) {
    declare([notebook]);
    const second = { PULUMI_BACKEND_URL: `file://${join(stack.folder, "backend2")}` };
    cpSync(join(stack.folder, "backend"), join(stack.folder, "backend2"), { recursive: true });
    const runs = [startCli(stack, UP).done, startCli(stack, UP, { env: second }).done];
    const failed = (await Promise.all(runs)).filter(({ code }) => code !== 0);
    const count = stack.simulator.notebooks.list().length;
    await startCli(stack, ["destroy", "--yes", "--skip-preview"], { env: second }).done;
    rmSync(join(stack.folder, "backend2"), { recursive: true });
    const found = failed.map(({ text }) => violation("not recovered", text));
    if (count !== 2) found.push(violation("lost", `${count} notebooks of two stacks`));
    return [...found, ...one(stack.simulator)];
  },

  "disk-full-16": (project) => diskFull(project, 16),
  "disk-full-4": (project) => diskFull(project, 4),
  "disk-full-1": (project) => diskFull(project, 1),
} satisfies Record<string, (project: Project) => Promise<Violation[]>>;

type ScenarioName = keyof typeof scenarios;

export function sharedCases(front: Front): SharedCase[] {
  return (Object.keys(scenarios) as ScenarioName[]).map((scenario) => ({
    ...{ front, scenario },
    name: `shared-${front}--${scenario}`,
  }));
}

export async function runShared({ name, front, scenario }: SharedCase): Promise<Outcome> {
  const project = await newProject(front, { transitionMs: 300 });
  const { stack } = project;
  try {
    const violations = await scenarios[scenario](project);
    await startCli(stack, ["destroy", "--yes", "--skip-preview"]).done;
    violations.push(
      ...compare(stack.simulator, { kind: "Notebook", name: NAME, inputs: undefined }),
    );
    return { class: "shared", name, violations };
  } finally {
    await project.close();
  }
}

/** No file can grow beyond some kilobytes, so the state can't be written; then there is space again. */
async function diskFull({ stack, declare }: Project, fileBlocks: number): Promise<Violation[]> {
  declare([notebook]);
  const restoreState = stateBackup(stack.folder);
  const full = await startCli(stack, UP, { fileBlocks }).done;
  const found: Violation[] = [];
  if (full.code === 0) found.push(...one(stack.simulator));
  if (isLocked(stack.folder)) await startCli(stack, ["cancel", "--yes", "test"]).done;
  restoreState();
  const mended = await startCli(stack, UP).done;
  if (mended.code !== 0) {
    const error = errorsOf(mended.text).get(`Notebook ${NAME}`) ?? mended.text;
    found.push(violation("not recovered", error));
  }
  return [...found, ...one(stack.simulator)];
}

function one(simulator: Parameters<typeof compare>[0]): Violation[] {
  return compare(simulator, { kind: "Notebook", name: NAME, inputs: NOTEBOOK });
}
