/** Lets the engine do something, and compares each of its steps with the simulator's books. */
import { faults as faultTable, type Fault, type WireNotebook } from "pulumi-modelarts-simulator";
import { ModelArtsError } from "../../provider/client/errors";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import { UnchangedError } from "../../provider/resources/shared/errors";
import type { Step } from "./engine";
import { applied, attempted, differences, hooksOf, newExpected, unasked } from "./expectation";
import type { Played, Story } from "./story";
import type { PlannedFault } from "./world";

const MINUTE_MS = 60_000;
/** How much longer than its timeout an operation may take: for one look after the deadline. */
const OVERTIME_MS = MINUTE_MS / 2;
const TIMEOUTS_MS: Partial<Record<Step["verb"], number>> = {
  create: 20 * MINUTE_MS,
  update: 20 * MINUTE_MS,
  delete: 10 * MINUTE_MS,
  read: 2 * MINUTE_MS,
  import: 2 * MINUTE_MS,
};

export async function play(
  story: Story,
  faults: readonly PlannedFault[],
  work: () => Promise<Step[]>,
): Promise<Step[]> {
  const played = await story.run(faults, work);
  for (const step of played.steps) note(story, step, played);
  findLost(story);
  return played.steps;
}

function note(story: Story, step: Step, { faults, before }: Played): void {
  const { slot, verb, id, error, ms } = step;
  story.counts.operations += 1;
  story.trace(`  ${verb} ${slot} ${id?.slice(0, 4) ?? ""} ${error?.message ?? "ok"} (${ms} ms)`);
  if (error !== undefined) story.counts.failed += 1;
  if (error !== undefined && verb !== "check" && !(error instanceof ModelArtsError)) {
    story.complain("bug", `${verb}: ${error.stack ?? error.message}`);
  }
  const limit = TIMEOUTS_MS[verb];
  if (limit !== undefined && ms > limit + OVERTIME_MS) {
    story.complain("beyond its timeout", `${verb} took ${Math.round(ms / 1000)} s`);
  }
  if (verb === "check") noteRefusal(story, step);
  if (verb === "create") noteCreate(story, step, before);
  if (verb === "read" && error === undefined && !story.engine.store.resources.has(slot)) {
    const book = story.book(id);
    if (book !== undefined)
      story.complain("forgotten", `a refresh drops ${slot}, which is ${book.status}`);
  }
  if (verb === "delete" && error === undefined && !isHeld(story, id)) {
    if (story.book(id) !== undefined) {
      story.complain("not deleted", `${slot} is ${story.book(id)?.status} after its deletion`);
    }
    story.expected.delete(id ?? "");
  }
  if (verb === "create" || verb === "update") noteChange(story, step, faults);
}

/** A create of the same run has taken this notebook for the one that it asked for: the delete then keeps it. */
function isHeld({ engine }: Story, id: string | undefined): boolean {
  return [...engine.store.resources.values()].some((resource) => resource.id === id);
}

/** The only refusal of the model's programs: a colleague has grown a disk beyond its declared size. */
function noteRefusal(story: Story, { slot, error }: Step): void {
  const declared = story.program[slot]?.volume?.capacity ?? 0;
  const live = story.book(story.engine.store.resources.get(slot)?.id)?.volume?.capacity ?? 0;
  if (live <= declared) story.complain("inputs refused", error?.message ?? "");
}

function noteCreate(story: Story, step: Step, before: Played["before"]): void {
  const { slot, id, replaces, hadFailed } = step;
  const inputs = story.program[slot] as Inputs;
  const old = replaces === undefined ? undefined : before.get(replaces);
  // A fault may have changed the status of a notebook that failed, after the state was written.
  const hasNoData = hadFailed === true || ["CREATE_FAILED", "DELETING"].includes(old?.status ?? "");
  if (old !== undefined && !hasNoData) {
    const isNeeded =
      old.volume?.category !== inputs.volume?.category ||
      (inputs.workspaceId !== undefined && String(old.workspace_id) !== inputs.workspaceId);
    if (!isNeeded) story.complain("replaced without need", `${slot}: its data is lost`);
  }
  if (id === undefined) {
    story.lastFailedCreate = step;
    if (/was created is unknown/.test(step.error?.message ?? "")) story.unknownCreates.add(slot);
    return;
  }
  const lookAlike = takenLookAlike(story, slot, id, before);
  if (story.foreign.has(id)) {
    story.complain("foreign adopted", `${slot} is a colleague's notebook`);
  }
  if ([...story.engine.store.resources].some(([other, each]) => other !== slot && each.id === id)) {
    story.complain("adopted twice", `${slot} is the notebook of another resource`);
  }
  story.lost.delete(id);
  const theirs = lookAlike?.tags?.map(({ key = "", value = "" }) => [key, value] as const) ?? [];
  story.expected.set(id, { ...newExpected(inputs), colleagueTags: Object.fromEntries(theirs) });
  if (lookAlike !== undefined) story.lookAlikes.add(id);
}

/**
 * Nothing tells a young look-alike from the lost notebook (docs/decisions/lost-creates.md, "Consequence"). A
 * colleague has made it, or it belongs to a resource that the program no longer has: the engine does not ask about
 * such a resource before it deletes it, which is after the create.
 */
function takenLookAlike(
  { unknownCreates, foreign, expected }: Story,
  slot: string,
  id: string,
  before: Played["before"],
): WireNotebook | undefined {
  const theirs = unknownCreates.delete(slot) ? foreign.get(id) : undefined;
  if (theirs !== undefined) foreign.delete(id);
  return theirs ?? (expected.has(id) ? before.get(id) : undefined);
}

function noteChange(story: Story, step: Step, faults: readonly PlannedFault[]): void {
  const { slot, id = "", error, verb } = step;
  const inputs = story.program[slot] as Inputs;
  const expected = story.expected.get(id);
  const book = story.book(id);
  if (expected === undefined) return;
  if (error !== undefined) {
    if (!(error instanceof UnchangedError)) attempted(expected, inputs);
    return;
  }
  // What a young notebook does not show may differ in a look-alike: the next up changes it.
  if (story.lookAlikes.delete(id)) return attempted(expected, inputs);
  // Faults that change notebooks may do so after the last look at them.
  const isDisturbed = faults.some(({ name }) => {
    const { changeNotebook }: Fault = faultTable[name];
    return changeNotebook !== undefined;
  });
  if (isDisturbed) return attempted(expected, inputs);
  if (book === undefined) return story.complain("untrue success", `${slot} is gone after ${verb}`);
  expected.hooks = hooksOf(inputs);
  const { must } = differences(inputs, book, expected, story.world.clock.now());
  const isShrinking = (inputs.volume?.capacity ?? Infinity) < expected.capacity.min;
  const wrong = must.filter((field) => !(isShrinking && field === "volume.capacity"));
  const found = [...wrong, ...unasked(inputs, book, expected)];
  if (found.length > 0) {
    return story.complain("untrue success", `${verb} of ${slot} leaves: ${found.join("; ")}`);
  }
  const rows = story.engine.diff(slot, inputs)?.rows ?? [];
  if (rows.length > 0 && !isShrinking) {
    const paths = rows.map(({ path }) => path).join(", ");
    story.complain("diff of equal", `after ${verb} of ${slot}: ${paths}`);
  }
  applied(expected, inputs, book);
}

/** Notebooks that neither the state nor a colleague knows: failed creates have made them. */
function findLost(story: Story): void {
  for (const { id } of story.unknown()) {
    const { lastFailedCreate } = story;
    if (story.lost.has(id) || story.expected.has(id)) continue;
    if (lastFailedCreate === undefined) {
      story.complain("doubled", `${id.slice(0, 4)} was made by no failed create`);
      continue;
    }
    const { slot, error } = lastFailedCreate;
    story.lost.set(id, { slot, isNamed: error?.message.includes(id) === true });
    if (/nothing was created|was not created/i.test(error?.message ?? "")) {
      story.complain("untrue message", `${slot}: ${error?.message}`);
    }
  }
}
