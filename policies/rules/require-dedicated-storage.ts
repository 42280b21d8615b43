import { iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";
import { runChecks, checkEach } from "../rule-lib/unknown-value";

export const requireDedicatedStorage = defineRule({
  name: "require-dedicated-storage",
  description: "Require storage of your own, which can be encrypted with your key.",
  why:
    "The API has no field for an encryption key, so the rule checks the ownership of storage instead. The " +
    "service decides how managed storage is encrypted, and deletes it with the notebook. A file system of " +
    "your own is encrypted with the key that you chose, which this rule can't see.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("SC-28"), iso("A.8.24")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "advisory" } },
  messages: {
    managed:
      "{property} is {found}: it can't be encrypted with your key, and goes with the notebook. " +
      "Use a DEDICATED file system that is encrypted.",
  },
  remedy:
    "Set volume to an encrypted EFS of your own. Set the option protect on notebooks with data.",
  whenNot: "If the service's own encryption is enough.",
  examples: {
    breaks: [
      {
        given: "a managed disk",
        declared: { volume: { category: "EVS", ownership: "MANAGED" } },
        messages: ["managed"],
      },
      {
        given: "a live managed disk",
        live: { volume: { category: "EVS", ownership: "MANAGED", capacity: 5 } },
        messages: ["managed"],
      },
      {
        given: "a managed data volume",
        declared: {
          volume: {
            category: "EFS",
            ownership: "DEDICATED",
            uri: "efs.example.com:/",
            id: "efs-1",
          },
          dataVolumes: [
            { category: "EFS", ownership: "MANAGED", id: "efs-1", mountPath: "/data/a/" },
          ],
        },
        messages: ["managed"],
      },
    ],
    passes: [
      {
        given: "a file system of your own",
        declared: {
          volume: {
            category: "EFS",
            ownership: "DEDICATED",
            uri: "efs.example.com:/",
            id: "efs-1",
          },
        },
      },
      {
        given: "a live file system of your own",
        live: { volume: { category: "EFS", ownership: "DEDICATED" } },
      },
      { given: "an answer without storage", live: {} },
    ],
  },

  *checkNotebook({ volume, dataVolumes }) {
    yield* runChecks(
      () => checkOwnership(volume?.ownership, "volume.ownership"),
      () =>
        checkEach(dataVolumes, ({ ownership }, index) =>
          checkOwnership(ownership, `dataVolumes[${index}].ownership`),
        ),
    );
  },
});

function checkOwnership(found: string | undefined, property: string): Finding<"managed">[] {
  return found === "MANAGED" ? [{ message: "managed", property, data: { found } }] : [];
}
