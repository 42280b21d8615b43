/** The notebooks of one simulator. The status is computed at each read. */
import type { WireNotebook } from "../wire";
import { notebookAnswer } from "./notebook-answer";
import { settle, type NotebookState, type Timing } from "./notebook-transitions";

export class NotebookStore {
  private readonly states = new Map<string, NotebookState>();
  private scheduled: { at: number; operation: () => void }[] = [];
  readonly transitionMs: number;

  constructor(
    readonly now: () => number,
    private readonly timing: Timing,
  ) {
    this.transitionMs = timing.transitionMs;
  }

  /** The notebook at this moment; undefined if there is none, or none any more. */
  get(id: string): NotebookState | undefined {
    this.performDue();
    const state = this.states.get(id);
    if (state === undefined) return undefined;
    const settled = settle(state, this.now(), this.timing);
    if (settled === undefined) this.states.delete(id);
    else this.states.set(id, settled);
    return settled;
  }

  /** The notebook as it was last stored, without the transitions since then. */
  stored(id: string): NotebookState | undefined {
    return this.states.get(id);
  }

  /** All notebooks, in the order in which they were stored first. */
  all(): NotebookState[] {
    this.performDue();
    return [...this.states.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** Stores the notebook and returns what the API answers for it. */
  put(state: NotebookState): WireNotebook {
    this.states.set(state.notebook.id, state);
    return this.answer(state);
  }

  /** Removes the notebook at once; false if there was none. */
  remove(id: string): boolean {
    return this.states.delete(id);
  }

  answer(state: NotebookState): WireNotebook {
    return notebookAnswer(state, this.now(), this.transitionMs);
  }

  /** Lets an operation take place later: when somebody reads a notebook at that time or after it. */
  schedule(at: number, operation: () => void): void {
    this.scheduled.push({ at, operation });
  }

  private performDue(): void {
    const due = this.scheduled.filter(({ at }) => at <= this.now());
    if (due.length === 0) return;
    this.scheduled = this.scheduled.filter((each) => !due.includes(each));
    for (const { operation } of due) {
      try {
        operation();
      } catch {
        // The operation is refused by now, and nobody waits for its answer.
      }
    }
  }
}
