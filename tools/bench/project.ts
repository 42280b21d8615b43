/** A contestant's project, and what the CLI does in it. */
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PulumiCli } from "../pulumi/cli";
import { makeProject, projectEnvironment, stateFile } from "../pulumi/project";
import { contestants, type Contestant, type ContestantName } from "./contestants";
import { runCli, type CliRun } from "./run-cli";

export interface Project {
  contestant: ContestantName;
  notebooks: number;
  /** @throws Error with the CLI's output, unless the exit code is 0. */
  pulumi(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<CliRun>;
  /** The text of the state's file. */
  state(): string;
  remove(): void;
}

/** The stack that stays empty: all notebooks of a preview are new there. */
export const EMPTY_STACK = "empty";

/** Makes a project with two stacks that hold nothing. */
export async function openProject(
  cli: PulumiCli,
  contestant: ContestantName,
  notebooks: number,
  url: string,
): Promise<Project> {
  const { files, settings, typescript, outputs = 0 }: Contestant = contestants[contestant];
  const folder = makeProject("modelarts-bench-", settings, typescript);
  for (const [name, source] of Object.entries(files)) {
    copyFileSync(join(__dirname, "programs", source), join(folder, name));
  }
  const own = {
    ...projectEnvironment(cli, folder, url),
    BENCH_NOTEBOOKS: String(notebooks),
    BENCH_OUTPUTS: String(outputs),
  };
  const pulumi = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const all = [...args, "--non-interactive", "--color", "never"];
    const run = await runCli(cli.path, all, folder, { ...own, ...env });
    if (run.code === 0) return run;
    throw new Error(
      `"pulumi ${args.join(" ")}" of ${contestant} with ${notebooks} notebooks ended with ${run.code}:\n${run.text}`,
    );
  };
  for (const name of ["test", EMPTY_STACK]) await pulumi(["stack", "init", name]);
  return {
    ...{ contestant, notebooks, pulumi },
    state: () => readFileSync(stateFile(folder), "utf8"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The variables with which the file backend writes the state only at the end: for steps that are not measured. */
export const WRITE_ONCE = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
