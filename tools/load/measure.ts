/** Runs up, refresh and destroy, and watches the processes and connections meanwhile. */
import { spawn } from "node:child_process";
import { createSimulator } from "pulumi-modelarts-simulator";
import { connectionsTo, peakMemory, processesOf } from "./processes";
import { newProject, type Front, type Project } from "./project";

export interface Load {
  notebooks: number;
  parallel: number;
  front: Front;
}

export interface Figures {
  operation: string;
  /** In milliseconds. */
  wallMs: number;
  /** The most memory of the provider's and of the program's process, in bytes; 0 if there was no such process. */
  providerBytes: number;
  programBytes: number;
  /** The most connections to the API at the same time. */
  connections: number;
  requests: number;
}

const SAMPLE_MS = 100;
const roles = {
  provider: /dynamic-provider\/index\.js|pulumi-resource-modelarts/,
  program: /@pulumi\/pulumi\/cmd\/run\/index\.js/,
};

/** @throws Error if a command fails, or if the simulator does not have the right notebooks after it. */
export async function measure(load: Load, report: (line: string) => void): Promise<Figures[]> {
  let requests = 0;
  const simulator = createSimulator({ log: () => requests++ });
  const server = await simulator.listen();
  const project = await newProject(load.front, load.notebooks, server.url);
  try {
    await run(project, ["stack", "init", "load"], () => undefined);
    const figures: Figures[] = [];
    for (const operation of ["up", "refresh", "destroy"]) {
      report(`${operation} of ${load.notebooks} notebooks, --parallel ${load.parallel} …`);
      const seen = { provider: 0, program: 0, connections: 0 };
      const sample = () => {
        seen.connections = Math.max(seen.connections, connectionsTo(server.port));
        for (const { pid, command } of processesOf(project.env)) {
          for (const role of ["provider", "program"] as const) {
            if (roles[role].test(command)) seen[role] = Math.max(seen[role], peakMemory(pid));
          }
        }
      };
      requests = 0;
      const began = performance.now();
      const args = [operation, "--yes", "--skip-preview", "--parallel", String(load.parallel)];
      await run(project, [...args, "--suppress-outputs", "--suppress-progress"], sample);
      figures.push({
        operation,
        wallMs: performance.now() - began,
        providerBytes: seen.provider,
        programBytes: seen.program,
        connections: seen.connections,
        requests,
      });
      const expected = operation === "destroy" ? 0 : load.notebooks;
      const found = simulator.notebooks.list().length;
      if (found !== expected)
        throw new Error(`After ${operation} there are ${found} notebooks, not ${expected}.`);
    }
    return figures;
  } finally {
    await server.close();
    project.remove();
  }
}

/** Runs the CLI, and calls `sample` again and again meanwhile. @throws Error with the end of its output. */
function run({ cli, folder, env }: Project, args: string[], sample: () => void): Promise<void> {
  const child = spawn(cli, [...args, "--non-interactive", "--color", "never"], {
    cwd: folder,
    env,
  });
  let text = "";
  const keep = (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4000));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const timer = setInterval(sample, SAMPLE_MS);
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      clearInterval(timer);
      if (code === 0) resolve();
      else reject(new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${text}`));
    });
  });
}

/** The figures as a Markdown table. */
export function rows(figures: readonly Figures[]): string[] {
  const megabytes = (bytes: number) =>
    bytes === 0 ? "–" : `${Math.round(bytes / 1024 / 1024)} MB`;
  return [
    "| operation | wall time | provider, peak | program, peak | connections, at most | requests |",
    "| --- | --- | --- | --- | --- | --- |",
    ...figures.map(
      ({ operation, wallMs, providerBytes, programBytes, connections, requests }) =>
        `| ${operation} | ${Math.round(wallMs / 1000)} s | ${megabytes(providerBytes)} | ` +
        `${megabytes(programBytes)} | ${connections} | ${requests} |`,
    ),
  ];
}
