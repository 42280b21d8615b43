/** What a kind of resource is: all that the servers, the schema and the reference in docs/ need of it. */
import type { z } from "zod";
import type { UpdateSettings } from "../client/settings";
import type { CheckFailure } from "../engine/check-failure";
import type { Context } from "./shared/task";

/** What a change of a field leads to. */
export type Consequence =
  /** Updated while the notebook runs; some clouds may refuse that. Of other kinds: only the state changes. */
  | "online"
  /** Updated while the notebook is stopped, or tried while it runs where the user allows that. */
  | "whitelist"
  /** Grown while the notebook runs, in steps. */
  | "disk"
  /** Updated while the notebook is stopped; one that runs is stopped and started again. */
  | "stopped"
  /** Renewed while the notebook runs; on a stopped one the next start brings it. */
  | "lease"
  /** Started or stopped. */
  | "status"
  /** Put on and taken off while the notebook runs or not, by operations of their own. */
  | "tags"
  /** The API can't change it: a new resource takes the old one's place. */
  | "replace"
  /** The API alone sets it. */
  | "read";

/** A field of a kind, as everybody but the kind itself needs to know it. */
export interface Row {
  /** The path in the inputs and in the state. */
  path: string;
  /** Which of the path's values the row is about, where it is not all of them. */
  of?: string;
  change: Consequence;
}

/** Go durations such as `20m`, as `customTimeouts` gives them. */
export interface Timeouts {
  create?: string;
  update?: string;
  delete?: string;
}

/** What the engine does not hand to a provider, and so travels with the properties. */
export interface Carried {
  __timeouts?: Timeouts;
  /**
   * In the inputs: the id of an existing resource that is adopted instead of a new one being created. In the
   * state: the resource was imported although its creation had failed; nothing replaces it until the program
   * changes something.
   */
  __import?: string;
  /** The program only refers to the resource, so there are no inputs of it. */
  __reference?: boolean;
  /** A notebook that was stopped for an update could not be started again; the next update starts it. */
  __restart?: boolean;
  /** What was last applied and the API does not answer; see `notebook/applied-inputs.ts`. */
  __inputs?: object;
}

/** Inputs or state of any kind; each kind's own lifecycle says what they hold. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Properties = Record<string, any> & Carried;

/** How the declared resource differs from the live one. The servers render this, and add nothing. */
export interface Diff {
  /** The fields that differ, with what each leads to. */
  rows: readonly Row[];
  /** Whether anything has to be done. */
  changes: boolean;
  /** Paths whose change needs another resource. */
  replaces: readonly string[];
  /** Whether the old one stands in the new one's way. */
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

export function isReplacing({ change }: Row): boolean {
  return change === "replace";
}

export interface PreviewSettings {
  /** Parts of the location that replace the resource. */
  locationReplaces?: readonly string[];
  /** What the user allows of updates. */
  updates?: UpdateSettings;
}

/**
 * One life, the same behind every server. Deciding (check, diff) is pure. Written as methods, so that a
 * kind can name its own inputs and state.
 */
export interface Lifecycle {
  /** All violations at once, before anything is sent. `oldInputs` are the inputs of the state. */
  check(
    oldInputs: Properties,
    newInputs: Properties,
  ): { inputs: Properties; failures: CheckFailure[] };
  /** `state` is the live resource as it was last read. @throws ModelArtsError if the API can't do what is declared. */
  diff(state: Properties, newInputs: Properties): Diff;
  /** Lines that a preview shows beside the changes. */
  previewNotes(state: Properties, newInputs: Properties, settings: PreviewSettings): string[];
  /** @throws PartialFailure once there is an id. */
  create(context: Context, inputs: Properties): Promise<{ id: string; outs: object }>;
  /** Reads an existing resource and the inputs that declare it. @throws ModelArtsError if it does not exist. */
  import(context: Context, id: string): Promise<{ id: string; props: object; inputs: object }>;
  /** Reads an existing resource for `.get`. @throws ModelArtsError if it does not exist. */
  get(context: Context, id: string): Promise<{ id: string; props: object }>;
  /** A refresh. An empty id: the resource is gone. */
  read(
    context: Context,
    id: string,
    state: Properties,
  ): Promise<{ id: string; props: object; inputs?: object }>;
  /** @throws PartialFailure with what was freshly read. */
  update(
    context: Context,
    id: string,
    state: Properties,
    newInputs: Properties,
  ): Promise<{ outs: object }>;
  delete(context: Context, id: string, state: Properties): Promise<void>;
  /** Why an existing resource can't be adopted as the program declares it. No failures: it can. */
  checkImport(
    context: Context,
    id: string,
    inputs: Properties,
  ): Promise<{ failures: CheckFailure[] }>;
}

export interface Kind {
  /** As sentences say it: "Importing the notebook failed". */
  noun: string;
  /** As the plugin's schema says it. */
  description: string;
  lifecycle: Lifecycle;
  /** What a program declares, under the programs' names. */
  inputs: z.ZodObject;
  /** What the API answers, under the programs' names. */
  outputs: z.ZodObject;
  /** Names of inputs that are kept in the state because the API does not return them. */
  retained: readonly string[];
  fields: readonly Row[];
  /** Outputs that stay as they are through any change in place. */
  stableOutputs: readonly string[];
  /** How many parts an id has that holds slashes itself, as `notebookId/storageId` does; 1 by default. */
  idPartCount?: number;
  /** Whether a `name` that is not declared is made from the logical one. */
  hasAutomaticName: boolean;
}
