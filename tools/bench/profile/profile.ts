/** A CPU profile of the program or of the provider process in one run of the CLI. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { findPulumi } from "../../pulumi/cli";
import type { ContestantName } from "../contestants";
import { commands, needsState } from "../measures/lifecycle";
import { roles } from "../memory";
import { EMPTY_STACK, openProject, WRITE_ONCE } from "../project";
import { markdown } from "../report/markdown";
import type { OperationName } from "../result";
import { startSimulator } from "../simulator";
import { functionTimes, packageTimes, type CpuProfile } from "./function-times";

export interface ProfileOptions {
  contestant: ContestantName;
  process: "program" | "provider";
  operation: OperationName;
  notebooks: number;
  /** Gets a folder of its own for each profiled run. */
  folder: string;
}

const SHOWN = 20;

/** @returns the functions and packages with the most self time, as tables. @throws Error if no such process ran. */
export async function profile(options: ProfileOptions): Promise<string> {
  const { contestant, process: role, operation, notebooks } = options;
  const name = [contestant, operation, notebooks, role].join("-");
  const folder = resolve(options.folder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const simulator = await startSimulator(0);
  const project = await openProject(await findPulumi(), contestant, notebooks, simulator.url);
  try {
    if (needsState(operation)) await project.pulumi(commands.up, WRITE_ONCE);
    await project.pulumi(commands[operation], {
      ...(operation === "preview" && { PULUMI_STACK: EMPTY_STACK }),
      NODE_OPTIONS: `--require ${join(__dirname, "hook.js")}`,
      BENCH_PROFILE: roles[`${role}Mb`].source,
      BENCH_PROFILE_FOLDER: folder,
      BENCH_PROFILE_PAUSE: role === "provider" ? "1000" : "0",
    });
  } finally {
    project.remove();
    simulator.close();
  }
  return report(folder);
}

function report(folder: string): string {
  const files = readdirSync(folder).filter((file) => file.endsWith(".cpuprofile"));
  if (files.length === 0) throw new Error("The CLI started no such process.");
  const profiles = files.map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as CpuProfile,
  );
  const times = functionTimes(profiles);
  const total = times.reduce((sum, { selfMs }) => sum + selfMs, 0);
  const share = (ms: number) => `${((ms / total) * 100).toFixed(1)} %`;
  const functions = markdown({
    title: "",
    head: ["function", "self ms", "self", "with calls", "where"],
    rows: times
      .slice(0, SHOWN)
      .map(({ functionName, location, selfMs, totalMs }) => [
        ...[functionName, selfMs.toFixed(0), share(selfMs), share(totalMs), location],
      ]),
  });
  const packages = markdown({
    title: "",
    head: ["package or file", "self ms", "self"],
    rows: packageTimes(times)
      .slice(0, SHOWN)
      .map(([name, ms]) => [name, ms.toFixed(0), share(ms)]),
  });
  const work = `${Math.round(total)} ms of work; the profiles are in ${folder}`;
  return [work, functions, packages].join("\n\n");
}
