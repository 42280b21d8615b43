/** Checks that pulumi will find the plugin that reads notebooks for an import. */
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ModelArtsError } from "../../client/errors";
import { withCode } from "../../wire/printable";
import { printLines } from "../terminal/messages";

/** Where pulumi finds the plugin, and what to do if Pulumi.yaml does not say that. */
export interface PluginPlace {
  place: "Pulumi.yaml" | "PATH" | "nowhere" | "no project";
  advice: string;
}

/** @throws ModelArtsError if Pulumi.yaml can't be read. */
export function findPlugin(folder: string): PluginPlace {
  const project = findProject(folder);
  if (project === undefined) {
    const advice = `There is no Pulumi.yaml in ${folder} or above it. Run this in the program's folder.`;
    return { place: "no project", advice };
  }
  const advice = missingPlugin(project);
  if (namesPlugin(project)) return { place: "Pulumi.yaml", advice };
  return { place: isPluginOnPath() ? "PATH" : "nowhere", advice };
}

/**
 * Prints a note if Pulumi.yaml does not say where the plugin is.
 *
 * @param isRequired true if pulumi is going to run.
 * @throws ModelArtsError if pulumi is going to run and would not find the plugin.
 */
export function checkPlugin(folder: string, isRequired: boolean): void {
  const { place, advice } = findPlugin(folder);
  if (isRequired && (place === "nowhere" || place === "no project")) {
    throw new ModelArtsError(
      place === "no project" ? "modelarts/no-project" : "modelarts/no-plugin",
      advice,
    );
  }
  if (place === "PATH" || place === "nowhere") {
    printLines(withCode(`note: ${advice}`, "modelarts/no-plugin"));
  }
}

/** The project file in the folder or in one above it, as pulumi finds it. */
export function findProject(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const names = ["Pulumi.yaml", "Pulumi.yml"];
    const found = names.map((name) => join(current, name)).find(existsSync);
    if (found !== undefined || current === dirname(current)) return found;
  }
}

interface Project {
  plugins?: { providers?: { name?: string }[] };
}

function namesPlugin(project: string): boolean {
  const { parse } = require("yaml") as typeof import("yaml");
  try {
    const content = parse(readFileSync(project, "utf8"), { logLevel: "error" }) as Project | null;
    return content?.plugins?.providers?.some(({ name }) => name === "modelarts") ?? false;
  } catch (error) {
    const [line = ""] = (error as Error).message.split("\n");
    throw new ModelArtsError(
      "modelarts/no-project",
      `${project} can't be read: ${line.replace(/:$/, "")}`,
      { cause: error },
    );
  }
}

/** npx and npm scripts add the folder of installed executables to PATH, and pulumi searches PATH. */
function isPluginOnPath(path = process.env["PATH"] ?? ""): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, "pulumi-resource-modelarts"), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function missingPlugin(project: string): string {
  return (
    `${project} does not say where pulumi finds the plugin that reads notebooks. Add these lines:\n` +
    "  plugins:\n" +
    "    providers:\n" +
    "      - name: modelarts\n" +
    "        path: node_modules/pulumi-modelarts\n" +
    // The code of the message follows, and must not be in the lines that users copy.
    "Without them, pulumi looks for the plugin on PATH."
  );
}
