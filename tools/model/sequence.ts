/** Random sequences: a setting, and what the user, colleagues, the clock and the service's faults do, one after the other. */
import fc from "fast-check";
import type { FaultName } from "pulumi-modelarts-simulator";
import { changeArbitrary, HOUR_MS, type Change } from "./declaration";
import { faultArbitrary } from "./faults";
import type { PlannedFault, Setting } from "./world";

export const slots = ["a", "b", "c"] as const;
export type Slot = (typeof slots)[number];

export const deeds = [
  "stop",
  "start",
  "rename",
  "tag",
  "retag",
  "untag",
  "grow",
  "open",
  "renew",
  "remove",
] as const;
/** What a colleague does to a notebook in the console. */
export type Deed = (typeof deeds)[number];

export type Command =
  | { kind: "up"; slot: Slot; change: Change; faults: PlannedFault[] }
  | { kind: "drop"; slot: Slot; faults: PlannedFault[] }
  | { kind: "refresh"; faults: PlannedFault[] }
  | { kind: "colleague"; slot: Slot; deed: Deed }
  | { kind: "foreign"; change: Change }
  | { kind: "import"; slot: Slot; faults: PlannedFault[] }
  | { kind: "wait"; ms: number };

export interface Sequence {
  setting: Setting;
  /** Whether the last up follows a refresh at once, or another up. */
  refreshesFirst: boolean;
  commands: Command[];
}

const settingArbitrary: fc.Arbitrary<Setting> = fc.record({
  cloud: fc.constantFrom("huawei" as const, "huawei" as const, "otc" as const),
  assume: fc.record(
    {
      whitelist: fc.constantFrom("stopped", "online"),
      rename: fc.constantFrom("online", "stopped"),
      "delete-running": fc.constantFrom("yes", "no"),
      "lease-stamp": fc.constantFrom("running", "start"),
      "stop-stamps-lease": fc.constantFrom("yes", "no"),
      "renew-answers": fc.constantFrom("lease", "nothing"),
      "renew-off": fc.constantFrom("taken", "refused"),
      "update-id": fc.constantFrom("no", "yes"),
      "create-status": fc.constantFrom("creating", "running"),
      "grow-stopped": fc.constantFrom("no", "yes"),
      "stop-stopped": fc.constantFrom("6357", "6307"),
      "start-running": fc.constantFrom("6357", "6305"),
    },
    { requiredKeys: [] },
  ),
  // A rename that the cloud refuses for a running notebook fails unless the user allows the stop.
  updates: fc.record({ onlineUpdates: fc.boolean(), stopToRename: fc.constant(true) }),
  transitionMs: fc.constantFrom(700, 3000),
});

/**
 * @param names the faults that may happen; empty: none.
 * @param length the most commands.
 */
export function sequenceArbitrary(
  names: readonly FaultName[],
  length: number,
): fc.Arbitrary<Sequence> {
  const none = fc.constant([] as PlannedFault[]);
  const some = (most: number) =>
    names.length === 0
      ? none
      : fc.oneof(
          { weight: 1, arbitrary: none },
          {
            weight: 2,
            arbitrary: fc.array(faultArbitrary(names), { minLength: 1, maxLength: most }),
          },
        );
  const slot = fc.constantFrom(...slots);
  const command: fc.Arbitrary<Command> = fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant("up" as const),
        slot,
        change: changeArbitrary,
        faults: some(3),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("drop" as const), slot, faults: some(2) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("refresh" as const), faults: some(2) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("colleague" as const),
        slot,
        deed: fc.constantFrom(...deeds),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("foreign" as const), change: changeArbitrary }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("import" as const), slot, faults: some(1) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("wait" as const),
        ms: fc.constantFrom(1000, 60_000, HOUR_MS / 2, 4 * HOUR_MS),
      }),
    },
  );
  return fc.record({
    setting: settingArbitrary,
    refreshesFirst: fc.boolean(),
    commands: fc.array(command, { minLength: 1, maxLength: length }),
  });
}
