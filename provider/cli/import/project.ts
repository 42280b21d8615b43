/** Whether the engine will find the plugin that reads notebooks for it. */
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ModelArtsError } from "../../client/errors";
import { say } from "../terminal/say";

/** The project's file above a folder, as pulumi looks for it. */
export function findProject(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(at, name)).find(existsSync);
    if (found !== undefined || at === dirname(at)) return found;
  }
}

export function namesPlugin(project: string): boolean {
  const { parse } = require("yaml") as typeof import("yaml");
  try {
    const content = parse(readFileSync(project, "utf8"), { logLevel: "error" }) as Project | null;
    return content?.plugins?.providers?.some(({ name }) => name === "modelarts") ?? false;
  } catch (error) {
    const [line = ""] = (error as Error).message.split("\n");
    throw new ModelArtsError(`${project} can't be read: ${line.replace(/:$/, "")}`, {
      cause: error,
    });
  }
}

interface Project {
  plugins?: { providers?: { name?: string }[] };
}

/** npx and npm scripts put the executables of installed packages on PATH, where the engine looks too. */
export function isPluginOnPath(path = process.env["PATH"] ?? ""): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, "pulumi-resource-modelarts"), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @throws ModelArtsError if pulumi is to run and could not find the plugin. */
export function checkProject(folder: string, willRun: boolean): void {
  const project = findProject(folder);
  if (project === undefined) {
    if (!willRun) return;
    throw new ModelArtsError(
      `There is no Pulumi.yaml in ${folder} or above it. Run this in the program's folder.`,
    );
  }
  if (namesPlugin(project)) return;
  const advice = missingPlugin(project);
  if (willRun && !isPluginOnPath()) throw new ModelArtsError(advice);
  say(`note: ${advice}`);
}

function missingPlugin(project: string): string {
  return (
    `${project} does not say where pulumi finds the plugin that reads notebooks. Add these lines:\n` +
    "  plugins:\n" +
    "    providers:\n" +
    "      - name: modelarts\n" +
    "        path: node_modules/pulumi-modelarts"
  );
}
