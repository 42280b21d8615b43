/** What the benchmark compares: the programs in `programs/`, each in a project of its own. */

export interface Contestant {
  /** A line of the documentation. */
  description: string;
  /** The files of the project, by name, each with its source in `programs/`. */
  files: Readonly<Record<string, string>>;
  typescript?: boolean;
  /** Further lines of Pulumi.yaml. */
  settings?: string;
  /** The outputs of each notebook that the floor declares and nobody reads. */
  outputs?: number;
  /** True if the program has no resources, so that nothing grows with the number of notebooks. */
  isEmpty?: boolean;
}

const floor = { "index.js": "floor.js", "lifecycle.js": "floor-lifecycle.js" };

export const contestants = {
  empty: {
    description: "a program without resources",
    files: { "index.js": "empty.js" },
    isEmpty: true,
  },
  floor: {
    description: "a dynamic provider with a constant handler and an empty lifecycle",
    files: floor,
  },
  wide: {
    description: "the floor with 36 outputs that nobody reads, as a notebook has",
    files: floor,
    outputs: 36,
  },
  "full-state": {
    description: "the floor, with as much in the state as a notebook of the simulator has",
    files: { ...floor, "outputs.json": "notebook-outputs.json" },
  },
  naive: {
    description:
      "closures, a connection for each call, a poll every 10 s, as Pulumi's documentation teaches",
    files: { "index.js": "naive.js" },
  },
  ours: {
    description: "this package's class in a JavaScript program",
    files: { "index.js": "ours.js" },
  },
  "ours-ts": {
    description: "this package's class in a TypeScript program",
    files: { "index.ts": "ours.ts" },
    typescript: true,
  },
  plugin: {
    description: "this package's plugin, without a class",
    files: { "index.js": "plugin.js" },
    settings:
      "plugins:\n  providers:\n    - name: modelarts\n      path: node_modules/pulumi-modelarts\n",
  },
} as const satisfies Record<string, Contestant>;

export type ContestantName = keyof typeof contestants;
export const contestantNames = Object.keys(contestants) as ContestantName[];
