/** A kind of resource, as the servers, the plugin's schema and the reference in docs/ need to know it. */
import type { z } from "zod";
import type { UpdateSettings } from "../client/settings";
import type { CheckFailure } from "../engine/check-failure";
import type { Journal } from "../journal/journal";
import type { Context } from "./tasks/task";

/** What a change of a field leads to. */
export const consequences = {
  /** Updated while the notebook runs, which some clouds may refuse. */
  online: { isInUpdateBody: true, keepsRunning: true },
  /** Updated while the notebook is stopped; tried while it runs if the user allows that. */
  whitelist: { isInUpdateBody: true, keepsRunning: false },
  /** Updated while the notebook is stopped; a running notebook is stopped and started again. */
  stopped: { isInUpdateBody: true, keepsRunning: false },
  /** Grown in steps while the notebook runs. */
  disk: { isInUpdateBody: false, keepsRunning: true },
  /** Renewed while the notebook runs; a stopped notebook gets the lease with its next start. */
  lease: { isInUpdateBody: false, keepsRunning: false },
  /** Started or stopped. */
  status: { isInUpdateBody: false, keepsRunning: false },
  /** Added and removed by separate operations, whether the notebook runs or not. */
  tags: { isInUpdateBody: false, keepsRunning: false },
  /** Changed in the state alone. */
  state: { isInUpdateBody: false, keepsRunning: true },
  /** The API can't change the field: the resource is replaced. */
  replace: { isInUpdateBody: false, keepsRunning: false },
  /** Set by the API alone. */
  read: { isInUpdateBody: false, keepsRunning: false },
} as const;

export type Consequence = keyof typeof consequences;

/** A field of a kind. The notebook's own rows hold more; see `Field` in `notebook/fields.ts`. */
export interface Row {
  /** The path in the inputs and in the state. */
  path: string;
  /** The volume category that the row is for; undefined: all of them. */
  of?: string;
  change: Consequence;
}

/** Go durations such as `20m`, as `customTimeouts` gives them. */
export interface Timeouts {
  create?: string;
  update?: string;
  delete?: string;
}

/**
 * Values that the engine does not pass to a dynamic provider, so inputs and state contain them as additional
 * properties.
 */
export interface Carried {
  __timeouts?: Timeouts;
  /**
   * In the inputs: the id of an existing resource to adopt instead of creating a new one. In the state: the
   * id of an imported notebook whose creation had failed. It prevents a replacement while the program is unchanged.
   */
  __import?: string;
  /** Identifies the resource in the journal; see `engine/journal-key.ts`. In the inputs only. */
  __journalKey?: string;
  /** The program only reads the resource (`.get`), so the resource has no inputs. */
  __reference?: boolean;
  /** An update stopped the notebook, which has not been seen RUNNING since; the next update starts it. */
  __restart?: boolean;
  /** The last applied inputs that the API does not return; see `notebook/applied-inputs.ts`. */
  __inputs?: object;
}

/** Inputs or state of any kind. Each kind's lifecycle has the exact types. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Properties = Record<string, any> & Carried;

/** How the declared resource differs from the live one. The servers only translate this for the engine. */
export interface Diff {
  /** The fields that differ. */
  rows: readonly Row[];
  /** Whether an update or a replacement is needed. */
  changes: boolean;
  /** Paths whose change replaces the resource. */
  replaces: readonly string[];
  /** Whether the old resource must be deleted before the new one is created. */
  deleteBeforeReplace: boolean;
}

export function diffOf(rows: readonly Row[], deleteBeforeReplace = false): Diff {
  return {
    rows,
    changes: rows.length > 0,
    replaces: rows.filter(isReplacing).map(({ path }) => path),
    deleteBeforeReplace,
  };
}

/** @returns the paths of the rows, for messages. */
export function joinPaths(rows: readonly Row[]): string {
  return rows.map(({ path }) => path).join(", ");
}

export function isReplacing({ change }: Row): boolean {
  return change === "replace";
}

export interface PreviewSettings {
  /** The parts of the location (`region`, `projectId`, `connection`) whose change replaces the resource. */
  locationReplaces?: readonly string[];
  /** What the user allows an update to do. */
  updates?: UpdateSettings;
}

/**
 * The engine's lifecycle calls, the same behind every server. `check`, `diff` and `previewNotes` are pure.
 * Written as methods, so that a kind can use its own types of inputs and state.
 */
export interface Lifecycle {
  /** Returns all violations at once; sends nothing. `oldInputs` is empty for a new resource. */
  check(
    oldInputs: Properties,
    newInputs: Properties,
  ): { inputs: Properties; failures: CheckFailure[] };
  /** `state` is the live resource as it was last read. @throws ModelArtsError if the API can't make the change. */
  diff(state: Properties, newInputs: Properties): Diff;
  /** The state, with what only the journal knows: work that a killed run has left unfinished. */
  recall(journal: Pick<Journal, "find">, state: Properties): Properties;
  /** The messages that a preview shows beside the changes. */
  previewNotes(state: Properties, newInputs: Properties, settings: PreviewSettings): string[];
  /** @throws PartialFailure if it fails after the resource got an id. */
  create(context: Context, inputs: Properties): Promise<{ id: string; outs: object }>;
  /** Reads an existing resource and the inputs that declare it. @throws ModelArtsError if it does not exist. */
  import(context: Context, id: string): Promise<{ id: string; props: object; inputs: object }>;
  /** Reads an existing resource for `.get`. @throws ModelArtsError if it does not exist. */
  get(context: Context, id: string): Promise<{ id: string; props: object }>;
  /** Refreshes the state. Returns an empty id if the resource is gone. */
  read(
    context: Context,
    id: string,
    state: Properties,
  ): Promise<{ id: string; props: object; inputs?: object }>;
  /** @throws PartialFailure with the state that was read after the failure. */
  update(
    context: Context,
    id: string,
    state: Properties,
    newInputs: Properties,
  ): Promise<{ outs: object }>;
  delete(context: Context, id: string, state: Properties): Promise<void>;
  /**
   * What the API says against a new or changed resource, before anything is changed. Sends reads, and is called only
   * with `modelarts:previewChecks`. Undefined: the kind has no such checks.
   */
  previewFailures?(
    context: Context,
    oldInputs: Properties,
    newInputs: Properties,
  ): Promise<CheckFailure[]>;
  /** Why the import option can't adopt an existing resource; no failures if it can. */
  checkImport(
    context: Context,
    id: string,
    inputs: Properties,
  ): Promise<{ failures: CheckFailure[] }>;
}

export interface Kind {
  /** For messages: "Importing the notebook failed". */
  noun: string;
  /** For the plugin's schema. */
  description: string;
  lifecycle: Lifecycle;
  /** The inputs, under the names that programs use. */
  inputs: z.ZodObject;
  /** The outputs that the API returns, under the names that programs use. */
  outputs: z.ZodObject;
  /** Names of inputs that are kept in the state because the API does not return them. */
  retained: readonly string[];
  /** Names of further inputs that the state keeps if an answer lacks them. */
  kept?: readonly string[];
  fields: readonly Row[];
  /** Outputs that no update in place changes. A preview of an update knows their values. */
  stableOutputs: readonly string[];
  /** How many parts, separated by slashes, an id has: 2 for `notebookId/storageId`; 1 by default. */
  idPartCount?: number;
  /** Whether an undeclared `name` is made from the logical name. */
  hasAutomaticName: boolean;
}
