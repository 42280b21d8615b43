/** policies/presets/: levels and settings for `--policy-pack-config`, from what the rules say. */
import { rules } from "../../policies/rules";

export const presetNames = ["recommended", "strict", "cost", "audit"] as const;
export type Preset = (typeof presetNames)[number];

type Config = Record<string, { enforcementLevel: string }>;

/** Every rule's level, and the settings that are not its defaults. */
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
