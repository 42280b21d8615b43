/** A kind of resource, whole: what the fronts, the schema and the reference in docs/ need of it. */
import type { z } from "zod";
import type { CheckFailure } from "../engine/check-failure";
import type { Field } from "./notebook/fields";
import type { UpdateSettings } from "../client/settings";
import type { Carried } from "./notebook/inputs";
import type { Context } from "./shared/wait";

/** Inputs or state of any kind; each kind's own lifecycle says what they hold. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Properties = Record<string, any> & Carried;

export interface Diff {
  changes: boolean;
  /** Paths whose change needs another resource. */
  replaces: string[];
  /** Whether the old one stands in the new one's way. */
  deleteBeforeReplace?: boolean;
}

export interface NoteSurroundings {
  /** What takes the resource to another place, and so replaces it. */
  moved?: readonly string[];
  /** What the user allows of updates. */
  updates?: UpdateSettings;
}

/**
 * One life, the same for every front. Deciding (check, diff) is pure. Written as methods, so that a
 * kind can name its own inputs and state.
 */
export interface Lifecycle {
  /** All violations at once, before anything is sent. `olds` are the inputs of the state. */
  check(olds: Properties, news: Properties): { inputs: Properties; failures: CheckFailure[] };
  /** `state` is the live resource as it was last read. */
  diff(state: Properties, news: Properties): Diff;
  /** What a preview has to say beside the changes, a line each. */
  notes?(state: Properties, news: Properties, around: NoteSurroundings): string[];
  /** @throws PartialFailure once there is an id. */
  create(context: Context, inputs: Properties): Promise<{ id: string; outs: object }>;
  /** Reads what there is no state of yet. @throws ModelArtsError if there is nothing under that id. */
  readFirst(
    context: Context,
    id: string,
  ): Promise<{ id: string; props: object; inputs: object | undefined }>;
  /** An empty id: it is gone. */
  read(
    context: Context,
    id: string,
    state: Properties,
  ): Promise<{ id: string; props: object; inputs?: object }>;
  /** @throws PartialFailure with what was freshly read. */
  update(
    context: Context,
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ outs: object }>;
  delete(context: Context, id: string, state: Properties): Promise<void>;
  /** Why what exists can't be adopted as the program declares it. No failures: it can. */
  examine(context: Context, id: string, inputs: Properties): Promise<{ failures: CheckFailure[] }>;
}

/** What everybody but the kind itself needs to know of a field. */
export type Row = Pick<Field, "path" | "of" | "change">;

export interface Kind {
  /** As sentences say it: "Importing the notebook failed". */
  noun: string;
  /** As the plugin's schema says it. */
  description: string;
  lifecycle: Lifecycle;
  /** What a program declares, under the API's names. */
  inputs: z.ZodObject;
  /** What the API answers. */
  outputs: z.ZodObject;
  /** Names of inputs that are kept in the state because the API does not return them. */
  held: readonly string[];
  fields: readonly Row[];
  /** The rows that differ. */
  changed(inputs: Properties, state: Properties): readonly Row[];
  /** Outputs that stay as they are through any change in place. */
  lasting: readonly string[];
  /** How many an id has that holds slashes itself, as `notebookId/storageId` does; 1 by default. */
  idParts?: number;
  /** Whether a `name` that is not declared is made from the logical one. */
  hasAutomaticName: boolean;
}
