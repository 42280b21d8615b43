/** Access to the notebooks without the API, for tests and demos. */
import { randomUUID } from "node:crypto";
import { Notebook } from "pulumi-modelarts/wire/notebook";
import type { NotebookStore } from "../state/notebook-store";
import type { NotebookState } from "../state/notebook-transitions";
import type { WireNotebook } from "../wire";

/** A merge patch (RFC 7396): objects merge, `null` removes a field, every other value replaces. */
export type Patch<T> = {
  [K in keyof T]?: (NonNullable<T[K]> extends readonly unknown[] ? T[K] : Patch<T[K]>) | null;
};

export class Notebooks {
  constructor(private readonly store: NotebookStore) {}

  list(): WireNotebook[] {
    return this.store.all().map((state) => this.store.answer(state));
  }

  get(id: string): WireNotebook | undefined {
    const state = this.store.get(id);
    return state && this.store.answer(state);
  }

  /**
   * Adds a notebook exactly as given: answers lack the fields that it lacks. Only a missing id and a missing
   * status (RUNNING) are filled in. The status stays until a request changes it.
   *
   * @throws Error if the object violates the notebook's shape.
   */
  add(notebook: Partial<WireNotebook>): WireNotebook {
    const whole = { id: randomUUID(), status: "RUNNING", ...notebook };
    return this.store.put({
      notebook: checked(whole),
      since: this.store.now(),
      hasForcedStatus: true,
    });
  }

  /**
   * Changes a notebook, as somebody in the console would. A status that the patch sets stays until a request
   * changes it.
   *
   * @throws Error if there is no such notebook, or the result violates the notebook's shape.
   */
  change(id: string, patch: Patch<WireNotebook>): WireNotebook {
    const state = this.state(id);
    const notebook = checked(merge(state.notebook, { ...patch, id }));
    return this.store.put({
      ...state,
      notebook,
      ...(patch.status !== undefined && { since: this.store.now(), hasForcedStatus: true }),
    });
  }

  /** Removes the notebook at once; false if there was none. */
  remove(id: string): boolean {
    return this.store.remove(id);
  }

  private state(id: string): NotebookState {
    const state = this.store.get(id);
    if (state === undefined) throw new Error(`The simulator has no notebook ${id}.`);
    return state;
  }
}

function checked(notebook: unknown): WireNotebook {
  const result = Notebook.safeParse(notebook);
  if (result.success) return notebook as WireNotebook;
  const [issue] = result.error.issues;
  throw new Error(`Not a notebook: ${issue?.path.join(".")}: ${issue?.message}`);
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
