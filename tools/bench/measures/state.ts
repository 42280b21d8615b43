/** The size of the state. */
import type { PulumiCli } from "../../pulumi/cli";
import { openProject, type Project } from "../project";
import type { StateRow } from "../result";
import { published, startCanned } from "./canned";

interface StateFile {
  checkpoint: { latest?: { resources?: StoredResource[] } };
}

interface StoredResource {
  type: string;
  inputs?: { __provider?: string };
}

/**
 * The plain case: the API answers what its page shows as an example. The simulator also answers user, volume and
 * endpoints, as the walk-through does.
 */
export async function measurePlainStates(cli: PulumiCli): Promise<StateRow[]> {
  const server = await startCanned({ ...published, status: "RUNNING" });
  const rows: StateRow[] = [];
  try {
    for (const contestant of ["ours", "plugin"] as const) {
      const project = await openProject(cli, contestant, 1, server.url);
      try {
        await project.pulumi(["up", "--yes", "--skip-preview"]);
        const row = stateRow(project);
        if (row !== undefined) rows.push({ ...row, answers: "example" });
      } finally {
        project.remove();
      }
    }
  } finally {
    server.close();
  }
  return rows;
}

/** @returns undefined if the state holds no notebook. */
export function stateRow({ contestant, notebooks, state }: Project): StateRow | undefined {
  const text = state();
  const { checkpoint } = JSON.parse(text) as StateFile;
  const stored = (checkpoint.latest?.resources ?? []).filter(({ type }) =>
    /[:/]Notebook$|^pulumi-nodejs:dynamic:Resource$/.test(type),
  );
  if (stored.length === 0) return undefined;
  const bytes = stored.map((resource) => Buffer.byteLength(JSON.stringify(resource)));
  return {
    ...{ contestant, notebooks, answers: "simulator" },
    fileBytes: Buffer.byteLength(text),
    notebookBytes: Math.round(bytes.reduce((sum, each) => sum + each, 0) / bytes.length),
    providerCodeBytes: Buffer.byteLength(stored[0]?.inputs?.__provider ?? ""),
  };
}
