/**
 * Data volumes, of which the API answers a part and calls `uri` `url`. The rest is compared with what was
 * declared last, which the state keeps.
 */
import { isDeepStrictEqual } from "node:util";
import { appliedInputs, type State } from "./applied-inputs";
import type { NotebookInputs, NotebookState } from "./inputs";
import { isSubset } from "../shared/subset";

type Declared = NonNullable<NotebookInputs["dataVolumes"]>;
type Answered = NonNullable<NotebookState["dataVolumes"]>;

/** As the API would answer it. */
export function answeredVolume({ category, mountPath, uri }: Declared[number]): Answered[number] {
  return { category, mountPath, url: uri };
}

/** As a program would declare those that the API answers. */
export function declaredVolumes(state: State): object[] | undefined {
  const { dataVolumes: applied = [] } = appliedInputs(state);
  return state.dataVolumes?.map(({ category, mountPath, url }, index) => {
    return { ...unanswered(applied[index]), category, mountPath, uri: url };
  });
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

/** The API may answer a folder without the slash at its end. */
function slashless({ mountPath, url, ...rest }: Answered[number]): Answered[number] {
  return { ...rest, mountPath: withoutSlash(mountPath), url: withoutSlash(url) };
}

export function withoutSlash(path: string | undefined): string | undefined {
  return path?.replace(/(?<=[^/])\/$/, "");
}

function unanswered(volume: Partial<Declared[number]> = {}): object {
  const { category: _, mountPath: __, uri: ___, ...rest } = volume;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}
