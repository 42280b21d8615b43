/** What the simulator starts with, read from JSON. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WireFlavor, WireImage, WireNotebook, WirePool, WireWorkspace } from "../wire";

export interface SeedParts {
  notebooks?: readonly Partial<WireNotebook>[];
  images?: WireImage[];
  flavors?: WireFlavor[];
  /** Beside the default one, "0". */
  workspaces?: readonly WireWorkspace[];
  /** Instead of the one that is there by default. */
  pools?: readonly WirePool[];
}

const partNames = ["notebooks", "images", "flavors", "workspaces", "pools"];

/** One notebook, several, or notebooks with images, flavors, workspaces and pools of their own. */
export type Seed = Partial<WireNotebook> | readonly Partial<WireNotebook>[] | SeedParts;

/** The detail page's own example. */
export const exampleSeedFile = join(__dirname, "..", "..", "seeds", "show-notebook.json");

export function seedParts(seed: Seed): SeedParts {
  if (Array.isArray(seed)) return { notebooks: seed };
  const isParts = partNames.some((key) => key in seed);
  return isParts ? (seed as SeedParts) : { notebooks: [seed as Partial<WireNotebook>] };
}

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
