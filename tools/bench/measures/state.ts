/** The size of the state. */
import type { Project } from "../project";
import type { StateRow } from "../result";

interface StateFile {
  checkpoint: { latest?: { resources?: StoredResource[] } };
}

interface StoredResource {
  type: string;
  inputs?: { __provider?: string };
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
    ...{ contestant, notebooks },
    fileBytes: Buffer.byteLength(text),
    notebookBytes: Math.round(bytes.reduce((sum, each) => sum + each, 0) / bytes.length),
    providerCodeBytes: Buffer.byteLength(stored[0]?.inputs?.__provider ?? ""),
  };
}
