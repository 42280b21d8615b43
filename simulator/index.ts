export { createSimulator } from "./simulator";
export type { ListenOptions, RunningSimulator, Simulator, SimulatorOptions } from "./simulator";
export type { Fault } from "./faults/fault";
export { faultNames, faults, type FaultName } from "./faults/faults";
export { Faults, type FaultRequest, type PendingFault } from "./faults/pending-faults";
export { Notebooks, type Patch } from "./data/notebooks";
export { exampleSeedFile, readSeedFile, type Seed, type SeedParts } from "./data/seed";
export type { Registry } from "./data/registry";
export type { Exchange } from "./http/exchange";
export type { LogEntry } from "./http/log";
export type { Change } from "./state/history";
export { StatusStore } from "./state/status-store";
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
