/** policies/presets/: the rules' levels and settings in each preset, for `--policy-pack-config`. */
import { rules } from "../../policies/rules";

export const presetNames = ["recommended", "strict", "cost", "audit"] as const;
export type Preset = (typeof presetNames)[number];

type Config = Record<string, { enforcementLevel: string }>;

/** The level of every rule, and each setting that differs from the rule's default. */
export function presetOf(preset: Preset): Config {
  return Object.fromEntries(
    rules.map(({ name, level, presets = {} }) => {
      if (preset === "audit") return [name, { enforcementLevel: "advisory" }];
      const own = preset === "recommended" ? {} : presets[preset];
      return [name, { enforcementLevel: level, ...own }];
    }),
  );
}

export const presetFiles: Record<string, () => string> = Object.fromEntries(
  presetNames.map((name) => [
    `policies/presets/${name}.json`,
    () => JSON.stringify(presetOf(name)),
  ]),
);
