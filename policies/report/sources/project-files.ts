/** Where the project is in its repository. Scanners' results name files relative to the repository's root. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { FilePosition } from "../model/report";

export interface ProjectFiles {
  /**
   * Line 1 of the project's file. Without a project, as in an audit, the file is "Pulumi.yaml", because
   * code scanning rejects results without a file.
   */
  project: FilePosition;
  /** Converts a position relative to the project's folder into one relative to the repository's root. */
  inRepository(inProject: FilePosition): FilePosition;
}

/** @param folder the folder in which the command runs: the project's folder or one below. */
export function findProjectFiles(folder: string, environment: NodeJS.ProcessEnv): ProjectFiles {
  const project = findUpwards(folder, ["Pulumi.yaml", "Pulumi.yml"]);
  const root =
    dirnameOf(findUpwards(folder, [".git"])) ??
    environment["GITHUB_WORKSPACE"] ??
    environment["CI_PROJECT_DIR"] ??
    folder;
  const projectFolder = dirnameOf(project) ?? folder;
  const fromRoot = (path: string) => relative(root, path).split(sep).join("/");
  return {
    project: { file: project === undefined ? "Pulumi.yaml" : fromRoot(project), line: 1 },
    inRepository: ({ file, ...rest }) => ({
      file: fromRoot(resolve(projectFolder, file)),
      ...rest,
    }),
  };
}

function dirnameOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : dirname(path);
}

function findUpwards(folder: string, names: readonly string[]): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const found = names.map((name) => join(current, name)).find((path) => existsSync(path));
    if (found !== undefined || current === dirname(current)) return found;
  }
}
