/** The notebooks of one simulator, each followed up to now whenever it is looked at. */
import type { WireNotebook } from "../wire";
import { settle, type NotebookState, type Pace } from "./notebook";
import { present } from "./present";

export class NotebookStore {
  private readonly states = new Map<string, NotebookState>();
  readonly transitionMs: number;

  constructor(
    readonly now: () => number,
    private readonly pace: Pace,
  ) {
    this.transitionMs = pace.transitionMs;
  }

  get(id: string): NotebookState | undefined {
    const state = this.states.get(id);
    if (state === undefined) return undefined;
    const settled = settle(state, this.now(), this.pace);
    if (settled === undefined) this.states.delete(id);
    else this.states.set(id, settled);
    return settled;
  }

  /** As it was left, before the time that has passed since is accounted for. */
  peek(id: string): NotebookState | undefined {
    return this.states.get(id);
  }

  /** In the order in which they came. */
  all(): NotebookState[] {
    return [...this.states.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** Keeps the state and answers it as the API does. */
  put(state: NotebookState): WireNotebook {
    this.states.set(state.notebook.id, state);
    return this.present(state);
  }

  remove(id: string): boolean {
    return this.states.delete(id);
  }

  present(state: NotebookState): WireNotebook {
    return present(state, this.now(), this.transitionMs);
  }
}
