/** What programs of the model declare: for each field some values, and how a change of the program chooses among them. */
import fc from "fast-check";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import { defaultVolumeGb } from "../../provider/wire/facts/limits";
import type { CloudName } from "../../provider/wire/facts/clouds";

export const HOUR_MS = 3_600_000;

const ssh = (...allowedAccessIps: string[]) => [
  { service: "SSH" as const, allowedAccessIps, keyPairNames: ["team"] },
];

/** Null: the program does not declare the field (any more). */
const choices = {
  name: ["notebook-1", "notebook-2"],
  description: [null, "first", "second"],
  flavor: ["modelarts.vm.cpu.2u", "modelarts.vm.cpu.8u"],
  imageId: ["e1a07296-22a8-4f05-8bc8-e936c8e54090", "0f3c2a58-7c1e-4b7a-9d55-2f0c6a7b1e10"],
  category: ["EVS", "EFS"],
  /** GB to add to the declared size of an EVS disk. */
  growth: [30, 120, 250],
  endpoints: [null, ssh(), ssh("203.0.113.7"), ssh("203.0.113.8", "203.0.113.9")],
  workspaceId: [null, "team-workspace"],
  hooks: [null, { containerHooks: { preStart: { type: "SCRIPT", script: "/home/a.sh" } } }],
  lease: [
    null,
    { duration: 2 * HOUR_MS, type: "idle" },
    { duration: 3 * HOUR_MS, type: "timing" },
    { enable: false },
  ],
  desiredStatus: [null, "RUNNING", "STOPPED"],
  tags: [null, {}, { environment: "test" }, { environment: "live", team: "vision" }],
} as const;

type Choices = typeof choices;
export type Change = { [Key in keyof Choices]?: Choices[Key][number] };

/** How often each field is part of a change, relative to the others. A replacement ends a story, so it is rare. */
const weights: Partial<Record<keyof Choices, number>> = { category: 1, workspaceId: 1, hooks: 1 };

export const changeArbitrary: fc.Arbitrary<Change> = fc.record(
  Object.fromEntries(
    Object.entries(choices).map(([key, values]) => {
      const chosen = fc.constantFrom(...(values as readonly unknown[]));
      const weight = weights[key as keyof Choices] ?? 4;
      return [
        key,
        fc.oneof(
          { weight: 12 - weight, arbitrary: fc.constant(undefined) },
          { weight, arbitrary: chosen },
        ),
      ];
    }),
  ),
) as fc.Arbitrary<Change>;

/** The least that a program declares. */
const LEAST: Inputs = {
  name: choices.name[0],
  flavor: choices.flavor[0],
  imageId: choices.imageId[0],
  volume: { category: "EVS", ownership: "MANAGED" },
};

/** @param before the inputs so far; undefined for a new resource. */
export function changed(before: Inputs = LEAST, change: Change, cloud: CloudName): Inputs {
  const { category, growth, ...plainFields } = change;
  const inputs: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(plainFields)) {
    if (value === undefined) continue;
    if (cloud === "otc" && ["tags", "workspaceId", "hooks"].includes(key)) continue;
    if (value === null) delete inputs[key];
    else inputs[key] = value;
  }
  inputs["volume"] = volume(before.volume, category ?? undefined, growth ?? undefined);
  // The product refuses a lease for a notebook that is to be stopped.
  if (inputs["desiredStatus"] === "STOPPED") delete inputs["lease"];
  return inputs as unknown as Inputs;
}

function volume(
  before: Inputs["volume"],
  category: "EVS" | "EFS" | undefined,
  growth: number | undefined,
): Inputs["volume"] {
  if (category !== undefined && category !== before?.category) {
    return { category, ownership: "MANAGED" };
  }
  if (growth === undefined || before?.category !== "EVS") return before;
  return { ...before, capacity: (before.capacity ?? defaultVolumeGb("EVS") ?? 0) + growth };
}
