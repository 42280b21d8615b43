/**
 * What the state keeps of the last declaration that took effect, because no answer of the API holds it: the
 * secret `__inputs`. Nothing in it stands elsewhere in the state. docs/decisions/applied-inputs.md says why.
 */
import type { DeclaredLease } from "../../wire/lease-time";
import type { Carried } from "../resource-kind";
import { defined } from "../shared/objects";
import type { NotebookInputs, NotebookState } from "./inputs";

export interface AppliedInputs {
  /** The keys of the tags that a declaration has put on, and that go with the declaration. */
  tags?: string[];
  /** The lease as it was last applied; `true` where it is only known that one is declared. */
  lease?: LeaseRecord | true;
  /** The flavor that was declared beside a machine made to measure, for which the API answers another. */
  flavor?: string;
  /** The data volumes, of which the API answers a part. */
  dataVolumes?: NotebookInputs["dataVolumes"];
}

export interface LeaseRecord extends DeclaredLease {
  /** The live lease as a program would declare it, while it is another one than the applied. */
  live?: DeclaredLease;
}

/** What travels with the properties of a notebook. */
export interface NotebookCarried extends Omit<Carried, "__inputs">, OlderKeys {
  __inputs?: AppliedInputs;
}

/** How versions before 0.3.0 kept the same. Each key is read, and none is written. */
interface OlderKeys {
  __tags?: AppliedInputs["tags"];
  __lease?: AppliedInputs["lease"];
  __flavor?: AppliedInputs["flavor"];
  __dataVolumes?: AppliedInputs["dataVolumes"];
  /** The notebook was imported although its creation had failed, which `__import` says today. */
  __importedFailed?: boolean;
}

export type Inputs = NotebookInputs & NotebookCarried;
export type State = NotebookState & NotebookCarried;

/** What a new state takes from the previous state, or from the declaration that took effect. */
export type Retained = Partial<Omit<NotebookState, "id">> & NotebookCarried;

/** @param state written by this version or by an older one. */
export function appliedInputs(state: NotebookCarried): AppliedInputs {
  const { __inputs, __tags, __lease, __flavor, __dataVolumes } = state;
  return (
    __inputs ??
    defined({ tags: __tags, lease: __lease, flavor: __flavor, dataVolumes: __dataVolumes })
  );
}

/** As the state holds it; undefined where there is nothing to keep. */
export function recordOf(applied: AppliedInputs): AppliedInputs | undefined {
  const known = defined(applied);
  return Object.keys(known).length > 0 ? known : undefined;
}

/** The id that the notebook was imported under, if it was; also of a state that an older version wrote. */
export function importedAs(
  id: string,
  { __import, __importedFailed }: NotebookCarried,
): string | undefined {
  return __import ?? (__importedFailed === true ? id : undefined);
}
