export { createSimulator } from "./simulator";
export type { ListenOptions, RunningSimulator, Simulator, SimulatorOptions } from "./simulator";
export { Faults, type AskedFault, type FaultRequest } from "./faults/asked-faults";
export { faultNames, faults, type Fault, type FaultName } from "./faults/faults";
export { Notebooks, type Patch } from "./data/notebooks";
export { exampleSeedFile, readSeedFile, type Seed, type SeedParts } from "./data/seed";
export type { Registry } from "./data/registry";
export { PassingStore } from "./state/passing";
export type { LogEntry } from "./http/log";
export type {
  WireEndpoint,
  WireFlavor,
  WireImage,
  WireLease,
  WireMount,
  WireNotebook,
  WirePool,
  WireVolume,
  WireWorkspace,
} from "./wire";
