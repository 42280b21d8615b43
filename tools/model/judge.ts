/** Compares the simulator's books with what the model expects, and the product's diff with their differences. */
import { applied, differences, unasked } from "./expectation";
import type { Story } from "./story";

export function compareDiffs(story: Story): void {
  for (const [slot, { id }] of story.engine.store.resources) {
    const [book, expected, inputs] = [story.book(id), story.expected.get(id), story.program[slot]];
    if (book === undefined || expected === undefined || inputs === undefined) continue;
    const { must, may } = differences(inputs, book, expected, story.world.clock.now());
    const rows = (story.engine.diff(slot, inputs)?.rows ?? []).map(({ path }) => path);
    if (must.length > 0 && rows.length === 0) {
      story.complain("no diff of unequal", `${slot} differs in ${must.join(", ")}`);
    }
    if (must.length === 0 && may.length === 0 && rows.length > 0) {
      story.complain("diff of equal", `${slot}: ${rows.join(", ")}`);
    }
  }
}

export function judge(story: Story): void {
  const { resources } = story.engine.store;
  for (const [slot, inputs] of Object.entries(story.program)) {
    const id = resources.get(slot)?.id ?? "";
    const [book, expected] = [story.book(id), story.expected.get(id)];
    if (book === undefined || expected === undefined) {
      story.complain("lost", `${slot} does not exist`);
      continue;
    }
    const { must } = differences(inputs, book, expected, story.world.clock.now());
    const found = [...must, ...unasked(inputs, book, expected)];
    if (found.length > 0) story.complain("not as declared", `${slot}: ${found.join("; ")}`);
    applied(expected, inputs, book);
  }
  const names = Object.values(story.program).map(({ name }) => name);
  for (const { id, name, status } of story.unknown()) {
    const kind = names.includes(name ?? "") ? "doubled" : "orphaned";
    story.complain(kind, `${id.slice(0, 4)} (${name}, ${status}) is in no state`);
  }
}

export function judgeForeign(story: Story): void {
  for (const [id, { name, flavor, tags, endpoints }] of story.foreign) {
    const book = story.book(id);
    const now = book && [book.name, book.flavor, book.tags, book.endpoints];
    if (JSON.stringify(now) !== JSON.stringify([name, flavor, tags, endpoints])) {
      story.complain("foreign changed", `${name} is not as its owner left it`);
    }
  }
}
