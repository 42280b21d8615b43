/**
 * Runs one sequence, lets the user's next up happen without faults, and compares the simulator's books with what the
 * model expects: nothing doubled, orphaned, lost or left stopped, no lease changed, and a diff that is empty
 * exactly when the declared and the live notebook are equal.
 */
import type { WireNotebook } from "pulumi-modelarts-simulator";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import { createBody } from "../../provider/resources/notebook/inputs";
import { doDeed } from "./colleague";
import { changed } from "./declaration";
import { importedExpected } from "./expectation";
import type { Command, Sequence } from "./sequence";
import { settle } from "./settle";
import { play } from "./steps";
import { Story, type Counts } from "./story";
import { openWorld, type PlannedFault, type World } from "./world";

const MINUTE_MS = 60_000;

export interface Outcome {
  /** What is wrong, each beginning with a kind such as "doubled: ". */
  complaints: string[];
  counts: Counts;
}

/**
 * @param trace is called with each command, request and step.
 * @param tamper is called after the commands. What it changes, nobody has asked for: a test of the model.
 */
export async function runSequence(
  sequence: Sequence,
  trace: (line: string) => void = () => undefined,
  tamper: (world: World) => void = () => undefined,
): Promise<Outcome> {
  const world = await openWorld(sequence.setting);
  const story = new Story(sequence, world, trace);
  const { complaints, counts } = story;
  try {
    for (const command of sequence.commands) {
      await obey(story, command);
      if (complaints.length > 0) return { complaints, counts };
    }
    tamper(world);
    await settle(story);
    return { complaints, counts };
  } finally {
    await world.close();
  }
}

async function obey(story: Story, command: Command): Promise<void> {
  const { engine, program } = story;
  const { cloud } = story.sequence.setting;
  story.trace(`${JSON.stringify(command)}`);
  switch (command.kind) {
    case "up":
      program[command.slot] = changed(program[command.slot], command.change, cloud);
      await play(story, command.faults, () => engine.up(program));
      return;
    case "drop":
      delete program[command.slot];
      await play(story, command.faults, () => engine.up(program));
      return;
    case "refresh":
      await play(story, command.faults, () => engine.refresh());
      return;
    case "import":
      return importForeign(story, command.slot, command.faults);
    case "foreign":
      return addForeign(story, changed(undefined, command.change, cloud));
    case "wait":
      return story.advance(command.ms);
    case "colleague": {
      const resource = engine.store.resources.get(command.slot);
      const expected = resource && story.expected.get(resource.id);
      if (resource === undefined || expected === undefined) return;
      await story.advance(story.sequence.setting.transitionMs);
      doDeed(command.deed, {
        ...{ world: story.world, resource, expected, cloud },
        declared: program[command.slot],
      });
    }
  }
}

async function importForeign(
  story: Story,
  slot: string,
  faults: readonly PlannedFault[],
): Promise<void> {
  const { engine, foreign, program } = story;
  const [id] = foreign.keys();
  if (id === undefined || engine.store.resources.has(slot) || slot in program) return;
  const book = story.book(id);
  if (book === undefined) return;
  let inputs: Inputs | undefined;
  await play(story, faults, async () => {
    const imported = await engine.import(slot, id);
    inputs = imported.inputs;
    return imported.steps;
  });
  if (inputs === undefined) return;
  program[slot] = inputs;
  foreign.delete(id);
  story.expected.set(id, importedExpected(book));
  const rows = engine.diff(slot, inputs)?.rows ?? [];
  if (rows.length > 0) {
    story.complain("import shows changes", rows.map(({ path }) => path).join(", "));
  }
}

/** A colleague makes a notebook in the console. */
async function addForeign(story: Story, inputs: Inputs): Promise<void> {
  const { world } = story;
  const made = await world.client.createNotebook({ body: createBody(inputs) });
  await story.advance(MINUTE_MS);
  const tags = Object.entries(inputs.tags ?? {}).map(([key, value]) => ({ key, value }));
  const isStopped = inputs.desiredStatus === "STOPPED";
  world.simulator.notebooks.change(made.id, {
    ...(tags.length > 0 && { tags }),
    ...(isStopped && { status: "STOPPED" }),
  });
  story.foreign.set(made.id, story.book(made.id) as WireNotebook);
  world.requests();
}
