/**
 * The secret `__inputs` of the state: the parts of the last applied inputs that the API does not return and that
 * the state holds nowhere else. docs/decisions/applied-inputs.md says why.
 */
import type { DeclaredLease } from "../../wire/facts/lease-time";
import type { Carried } from "../resource-kind";
import { defined } from "../shared/objects";
import type { NotebookInputs, NotebookState } from "./inputs";

export interface AppliedInputs {
  /** The keys of the tags that the program has set. They are removed when it no longer declares them. */
  tags?: string[];
  /** The lease as it was last applied; `true` if a lease is declared but not known to be applied. */
  lease?: LeaseRecord | true;
  /** The flavor that was declared together with `customSpec`: the API returns another one. */
  flavor?: string;
  /** Of each data volume, the properties that the API does not return. */
  dataVolumes?: Partial<NonNullable<NotebookInputs["dataVolumes"]>[number]>[];
}

export interface LeaseRecord extends DeclaredLease {
  /** The live lease as a program would declare it; undefined if it is the applied one. */
  live?: DeclaredLease;
}

/** The additional properties in the inputs and the state of a notebook. */
export interface NotebookCarried extends Omit<Carried, "__inputs">, OlderKeys {
  __inputs?: AppliedInputs;
}

/** The keys of versions before 0.3.0 for the same facts. They are still read, and no longer written. */
interface OlderKeys {
  __tags?: AppliedInputs["tags"];
  __lease?: AppliedInputs["lease"];
  __flavor?: AppliedInputs["flavor"];
  __dataVolumes?: AppliedInputs["dataVolumes"];
  /** The notebook was imported although its creation had failed. Replaced by `__import`. */
  __importedFailed?: boolean;
}

export type Inputs = NotebookInputs & NotebookCarried;
export type State = NotebookState & NotebookCarried;

/** What a new state takes from the previous state, or from the inputs that were applied. */
export type Retained = Partial<Omit<NotebookState, "id">> & NotebookCarried;

/** @param state written by this version or by an older one. */
export function appliedInputs(state: NotebookCarried): AppliedInputs {
  const { __inputs, __tags, __lease, __flavor, __dataVolumes } = state;
  return (
    __inputs ??
    defined({ tags: __tags, lease: __lease, flavor: __flavor, dataVolumes: __dataVolumes })
  );
}

/** @returns what the state holds; undefined if there is nothing to keep. */
export function recordOf(applied: AppliedInputs): AppliedInputs | undefined {
  const known = defined(applied);
  return Object.keys(known).length > 0 ? known : undefined;
}

/** @returns the id that the notebook was imported with; undefined if it was not imported. */
export function importedAs(
  id: string,
  { __import, __importedFailed }: NotebookCarried,
): string | undefined {
  return __import ?? (__importedFailed === true ? id : undefined);
}
