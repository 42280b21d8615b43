/** The operations of the matrix: what exists before, and what the program declares afterwards. */
import type { FaultRequest } from "pulumi-modelarts-simulator";
import type { KindName } from "../../provider/engine/type-tokens";
import { NOTEBOOK } from "../notebook-args";

export interface MatrixOperation {
  /** The kind of resource; `Notebook` by default. The other kinds belong to a notebook that runs all the time. */
  kind?: Exclude<KindName, "RegisteredImage">;
  /** What is declared before, without the name; undefined: nothing exists. */
  before?: object;
  /** What is declared afterwards; undefined: it is deleted. */
  after?: object;
  /** `refresh` reads what exists, `import` adopts a notebook that another program made. By default `up`. */
  verb?: "refresh" | "import";
  /** Faults that always happen, so that the operation has requests which it has in trouble only. */
  given?: readonly FaultRequest[];
  /** Changes the name, by which the matrix with the CLI finds the requests of a case. */
  isDirectOnly?: boolean;
}

const HOUR_MS = 3_600_000;
const FULL = {
  ...NOTEBOOK,
  description: "given a description",
  tags: { team: "blue", stage: "test" },
  lease: { duration: 2 * HOUR_MS },
  endpoints: [{ service: "SSH", keyPairNames: ["pair"], allowedAccessIps: ["10.0.0.1"] }],
};
const EVS = { ...NOTEBOOK, volume: { category: "EVS", ownership: "MANAGED", capacity: 50 } };
const grown = (capacity: number) => ({ ...EVS, volume: { ...EVS.volume, capacity } });
const EFS = { ...NOTEBOOK, volume: { category: "EFS", ownership: "MANAGED" } };
const MOUNT = { uri: "obs://team/data/", mountPath: "/data/team/" };
const IMAGE = { namespace: "team", tag: "v1" };
const lost = (operation: FaultRequest["operation"]): FaultRequest[] => [
  { name: "dropConnection", operation },
];

export const matrixOperations = {
  create: { after: NOTEBOOK },
  "create-full": { after: FULL },
  "create-stopped": { after: { ...NOTEBOOK, desiredStatus: "STOPPED" } },
  "create-lost": { after: FULL, given: lost("createNotebook") },
  "create-stopped-lost": {
    after: { ...NOTEBOOK, desiredStatus: "STOPPED" },
    given: lost("createNotebook"),
  },
  refresh: { before: FULL, after: FULL, verb: "refresh" },
  describe: { before: NOTEBOOK, after: { ...NOTEBOOK, description: "new" } },
  rename: { before: NOTEBOOK, after: { ...NOTEBOOK, name: "renamed" }, isDirectOnly: true },
  flavor: { before: FULL, after: { ...FULL, flavor: "modelarts.vm.cpu.8u" } },
  "flavor-undeclared": { before: NOTEBOOK, after: { ...NOTEBOOK, flavor: "modelarts.vm.cpu.8u" } },
  whitelist: {
    before: FULL,
    after: { ...FULL, endpoints: [{ ...FULL.endpoints[0], allowedAccessIps: ["10.0.0.2"] }] },
  },
  grow: { before: EVS, after: grown(120) },
  "grow-steps": { before: EVS, after: grown(220) },
  "grow-and-flavor": { before: EVS, after: { ...grown(120), flavor: "modelarts.vm.cpu.8u" } },
  lease: { before: FULL, after: { ...FULL, lease: { duration: 3 * HOUR_MS } } },
  "lease-off": { before: FULL, after: { ...FULL, lease: { enable: false } } },
  tags: { before: FULL, after: { ...FULL, tags: { team: "red", owner: "ada" } } },
  stop: { before: NOTEBOOK, after: { ...NOTEBOOK, desiredStatus: "STOPPED" } },
  start: {
    before: { ...NOTEBOOK, desiredStatus: "STOPPED" },
    after: { ...NOTEBOOK, desiredStatus: "RUNNING" },
  },
  /** The kind of disk can't be changed: another notebook is created, then the first one is deleted. */
  replace: { before: NOTEBOOK, after: EFS },
  delete: { before: NOTEBOOK },
  import: { before: NOTEBOOK, after: NOTEBOOK, verb: "import" },
  mount: { kind: "NotebookStorage", after: MOUNT },
  "mount-lost": { kind: "NotebookStorage", after: MOUNT, given: lost("attachStorage") },
  "mount-refresh": { kind: "NotebookStorage", before: MOUNT, after: MOUNT, verb: "refresh" },
  unmount: { kind: "NotebookStorage", before: MOUNT },
  image: { kind: "NotebookImage", after: IMAGE },
  "image-lost": { kind: "NotebookImage", after: IMAGE, given: lost("createImage") },
  "image-refresh": { kind: "NotebookImage", before: IMAGE, after: IMAGE, verb: "refresh" },
  "image-delete": { kind: "NotebookImage", before: IMAGE },
} as const satisfies Record<string, MatrixOperation>;

export type OperationKey = keyof typeof matrixOperations;
export const operationKeys = Object.keys(matrixOperations) as OperationKey[];
export const operationOf = (key: OperationKey): MatrixOperation => matrixOperations[key];
/** Operations that create one resource and then delete another one. */
export const isReplacement = (key: OperationKey) => key === "replace";
