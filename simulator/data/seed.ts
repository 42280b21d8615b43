/** The content of a simulator at its start, read from JSON. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WireFlavor, WireImage, WireNotebook, WirePool, WireWorkspace } from "../wire";

export interface SeedParts {
  notebooks?: readonly Partial<WireNotebook>[];
  images?: WireImage[];
  flavors?: WireFlavor[];
  /** In addition to the default workspace. */
  workspaces?: readonly WireWorkspace[];
  /** Instead of the default pool. */
  pools?: readonly WirePool[];
}

const partNames = ["notebooks", "images", "flavors", "workspaces", "pools"];

/** One notebook, a list of notebooks, or an object of lists: see `SeedParts`. */
export type Seed = Partial<WireNotebook> | readonly Partial<WireNotebook>[] | SeedParts;

/** The example of the API reference's page on notebook details. */
export const exampleSeedFile = join(__dirname, "..", "..", "seeds", "show-notebook.json");

export function seedParts(seed: Seed): SeedParts {
  if (Array.isArray(seed)) return { notebooks: seed };
  const isParts = partNames.some((key) => key in seed);
  return isParts ? (seed as SeedParts) : { notebooks: [seed as Partial<WireNotebook>] };
}

/** @throws Error if the file can't be read, or holds neither an object nor a list. */
export function readSeedFile(file: string): Seed {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`The seed ${file} can't be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (typeof json !== "object" || json === null) {
    throw new Error(`The seed ${file} holds neither a notebook nor a list of them.`);
  }
  return json;
}
