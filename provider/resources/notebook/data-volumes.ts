/**
 * Data volumes. The API returns only a part of their properties, with `uri` as `url`. The other properties are
 * compared with the last applied ones, which the state keeps.
 */
import { isDeepStrictEqual } from "node:util";
import { appliedInputs, type State } from "./applied-inputs";
import type { NotebookInputs, NotebookState } from "./inputs";
import { isSubset } from "../shared/subset";

type Declared = NonNullable<NotebookInputs["dataVolumes"]>;
type Answered = NonNullable<NotebookState["dataVolumes"]>;

/** A declared volume as the API returns it. */
export function answeredVolume({ category, mountPath, uri }: Declared[number]): Answered[number] {
  return { category, mountPath, url: uri };
}

/** The live volumes as a program would declare them. */
export function declaredVolumes(state: State): object[] | undefined {
  const { dataVolumes: applied = [] } = appliedInputs(state);
  return state.dataVolumes?.map(({ category, mountPath, url }, index) => {
    return { ...unanswered(applied[index]), category, mountPath, uri: url };
  });
}

/** What the state keeps of declared volumes, in their order; undefined if the API returns all of it. */
export function appliedVolumes(declared: Declared | undefined): object[] | undefined {
  const parts = declared?.map(unanswered);
  return parts?.some((part) => Object.keys(part).length > 0) === true ? parts : undefined;
}

export function haveVolumesChanged(
  { dataVolumes: declared }: Partial<NotebookInputs>,
  state: Partial<State>,
): boolean {
  if (declared === undefined) return false;
  const { dataVolumes: live = [] } = state;
  const { dataVolumes: applied = [] } = appliedInputs(state);
  if (!isSubset(declared.map(answeredVolume).map(slashless), live.map(slashless))) return true;
  return declared.some(
    (volume, index) => !isDeepStrictEqual(unanswered(volume), unanswered(applied[index])),
  );
}

/** Without the slash at the end of a folder, which the API may leave out. */
function slashless({ mountPath, url, ...rest }: Answered[number]): Answered[number] {
  return { ...rest, mountPath: withoutSlash(mountPath), url: withoutSlash(url) };
}

export function withoutSlash(path: string | undefined): string | undefined {
  return path?.replace(/(?<=[^/])\/$/, "");
}

/** The properties that the API does not return. */
function unanswered(volume: Partial<Declared[number]> | undefined = {}): object {
  const { category: _, mountPath: __, uri: ___, ...rest } = volume;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}
