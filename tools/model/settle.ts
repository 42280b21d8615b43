/** What a user does after the faults: the remedies that messages name, and up. The books must then be as declared. */
import { notebookStatuses, type NotebookStatus } from "../../provider/wire/facts/statuses";
import { compareDiffs, judge, judgeForeign } from "./judge";
import type { Step } from "./engine";
import { followMessage, repair } from "./remedies";
import { play } from "./steps";
import type { Story } from "./story";

const MINUTE_MS = 60_000;
/** Longer than the faults of one sequence can delay a status. */
const LONGEST_REST_MS = 6 * 60 * MINUTE_MS;
/** How often a message is followed: each of the three slots may have several lost notebooks. */
const MAX_MESSAGES = 6;

export async function settle(story: Story): Promise<void> {
  const { world, engine, program, complaints } = story;
  await story.advance(2 * MINUTE_MS);
  if (!story.sequence.refreshesFirst) {
    story.trace("up without refresh");
    await play(story, [], () => engine.up(program));
    if (complaints.length > 0) return;
  }
  if (!(await refreshAndUp(story))) return;
  if (isMoving(story)) {
    // An up does not wait for a notebook that will be as declared; the user comes back later.
    await rest(story);
    if (!(await refreshAndUp(story))) return;
  }
  judge(story);
  if (complaints.length > 0) return;
  story.trace("refresh, and up that changes nothing");
  if (!(await succeeds(story, "refresh", () => engine.refresh()))) return;
  compareDiffs(story);
  const steps = await play(story, [], () => engine.up(program));
  if (steps.length > 0 && complaints.length === 0) {
    story.complain("no end", `another up makes ${steps.map(({ verb }) => verb).join(", ")}`);
  }
  story.trace("destroy");
  if (!(await succeeds(story, "destroy", () => engine.up({})))) return;
  const left = world.books().filter(({ id }) => !story.foreign.has(id));
  if (left.length > 0) story.complain("orphaned", `${left.length} after the destroy`);
  judgeForeign(story);
}

/** @returns false if something is wrong. */
async function refreshAndUp(story: Story): Promise<boolean> {
  const { engine } = story;
  remedy(story);
  story.trace("refresh");
  if (!(await succeeds(story, "refresh", () => engine.refresh()))) return false;
  compareDiffs(story);
  remedy(story);
  return upByMessages(story);
}

/** Does what the message of a failed create says, and runs up again. */
async function upByMessages(story: Story): Promise<boolean> {
  const { engine, foreign, lost, program, world } = story;
  const isLost = (id: string) => lost.has(id) && !story.expected.has(id);
  const isForeign = (id: string) => foreign.has(id) || story.expected.has(id);
  for (let rest = MAX_MESSAGES; ; rest--) {
    story.trace("up");
    const error = (await play(story, [], () => engine.up(program))).at(-1)?.error;
    if (error === undefined) return story.complaints.length === 0;
    const { notebooks } = world.simulator;
    if (rest > 0 && followMessage(error.message, notebooks, isLost, isForeign)) continue;
    story.complain("next up fails", error.message);
    return false;
  }
}

function isMoving(story: Story): boolean {
  return [...story.engine.store.resources.values()].some(({ id }) => {
    const status = story.book(id)?.status as NotebookStatus | undefined;
    return status !== undefined && notebookStatuses[status] === "moving";
  });
}

/** The service ends what it has begun; the fault `stuckStatus` has only delayed it. */
async function rest(story: Story): Promise<void> {
  story.trace("the service has time");
  const { clock } = story.world;
  for (const end = clock.now() + LONGEST_REST_MS; isMoving(story) && clock.now() < end;) {
    await story.advance(MINUTE_MS);
  }
}

async function succeeds(story: Story, what: string, work: () => Promise<Step[]>): Promise<boolean> {
  const error = (await play(story, [], work)).at(-1)?.error;
  if (error !== undefined) story.complain(`next ${what} fails`, error.message);
  return error === undefined && story.complaints.length === 0;
}

/** What messages tell the user to do, as far as it is not "run the command again". */
function remedy(story: Story): void {
  const { simulator } = story.world;
  const { resources } = story.engine.store;
  for (const [id, { slot, isNamed }] of story.lost) {
    const book = story.book(id);
    // "Whether it was created is unknown": without the resource in the program, the user looks for it.
    const isUnwanted = !(slot in story.program);
    // "If one of them is, import or delete it": the next create does not take a failed one.
    const isUseless = isNamed && book?.status === "CREATE_FAILED";
    if (book !== undefined && (isUnwanted || isUseless)) simulator.notebooks.remove(id);
  }
  for (const [slot, { id }] of resources) {
    const [expected, inputs] = [story.expected.get(id), story.program[slot]];
    if (expected === undefined || inputs === undefined) continue;
    story.program[slot] = repair(simulator.notebooks, id, inputs, expected);
  }
}
