/** Behind the API's back: what a test or a demo does to notebooks without asking the API. */
import { randomUUID } from "node:crypto";
import { Notebook } from "pulumi-modelarts/wire/notebook";
import type { NotebookState } from "../state/notebook";
import type { NotebookStore } from "../state/store";
import type { WireNotebook } from "../wire";

/** A patch as in RFC 7396: objects merge, `null` removes, everything else replaces. */
export type Patch<T> = {
  [K in keyof T]?: (NonNullable<T[K]> extends readonly unknown[] ? T[K] : Patch<T[K]>) | null;
};

export class Notebooks {
  constructor(private readonly store: NotebookStore) {}

  list(): WireNotebook[] {
    return this.store.all().map((state) => this.store.present(state));
  }

  get(id: string): WireNotebook | undefined {
    const state = this.store.get(id);
    return state && this.store.present(state);
  }

  /**
   * Adds a notebook exactly as given, so that what it lacks is lacking in the answers too; only an
   * id and a status are made where they are missing. The status stays until somebody acts.
   */
  add(notebook: Partial<WireNotebook>): WireNotebook {
    const whole = { id: randomUUID(), status: "RUNNING", ...notebook };
    return this.store.put({ notebook: checked(whole), since: this.store.now(), isHeld: true });
  }

  /** Changes a notebook as somebody in the console would; a status that is set stays. */
  change(id: string, patch: Patch<WireNotebook>): WireNotebook {
    const state = this.state(id);
    const notebook = checked(merge(state.notebook, { ...patch, id }));
    return this.store.put({
      ...state,
      notebook,
      ...(patch.status !== undefined && { since: this.store.now(), isHeld: true }),
    });
  }

  /** Removes a notebook at once; false if there was none. */
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
