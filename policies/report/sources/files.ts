/** Where the project lies in its repository: scanners' results name files as seen from its root. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Place } from "../model/report";

export interface Files {
  /**
   * The project's file. Where there is none, as in an audit, its name all the same: code scanning refuses
   * results without a file.
   */
  project: Place;
  /** A place as seen from the project's folder → as seen from the repository's root. */
  place(inProject: Place): Place;
}

/** @param folder where the command runs: in the project, or below it. */
export function findFiles(folder: string, environment: NodeJS.ProcessEnv): Files {
  const project = above(folder, ["Pulumi.yaml", "Pulumi.yml"]);
  const root =
    dirnameOf(above(folder, [".git"])) ??
    environment["GITHUB_WORKSPACE"] ??
    environment["CI_PROJECT_DIR"] ??
    folder;
  const home = dirnameOf(project) ?? folder;
  const seen = (path: string) => relative(root, path).split(sep).join("/");
  return {
    project: { file: project === undefined ? "Pulumi.yaml" : seen(project), line: 1 },
    place: ({ file, ...rest }) => ({ file: seen(resolve(home, file)), ...rest }),
  };
}

function dirnameOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : dirname(path);
}

function above(folder: string, names: readonly string[]): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = names.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined || at === dirname(at)) return found;
  }
}
