export { createSimulator } from "./simulator";
export type { ListenOptions, RunningSimulator, Simulator, SimulatorOptions } from "./simulator";
export { Faults, type AskedFault, type FaultRequest } from "./asked-faults";
export { faultNames, faults, type Fault, type FaultName } from "./faults";
export { Notebooks, type Patch } from "./notebooks";
export { exampleSeedFile, readSeedFile, type Seed, type SeedParts } from "./seed";
export type { Registry } from "./registry";
export { PassingStore } from "./state/passing";
export type { LogEntry } from "./log";
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
