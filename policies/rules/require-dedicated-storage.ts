import { iso, nist } from "../rule-lib/frameworks";
import type { Finding, Rule } from "../engine/rule";
import { allKnown, eachKnown } from "../engine/unknown-value";

export const requireDedicatedStorage: Rule = {
  name: "require-dedicated-storage",
  description: "Require storage of your own, which can be encrypted with your key.",
  why:
    "The API has no field for a key, so that encryption can only be judged by proxy: managed storage is " +
    "encrypted as the service likes, and deleted with the notebook; a file system of your own has the key " +
    "that you gave it, which this rule can't see.",
  level: "disabled",
  severity: "medium",
  frameworks: [nist("SC-28"), iso("A.8.24")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "advisory" } },
  messages: {
    managed:
      "{property} is {found}: it can't be encrypted with your key, and goes with the notebook. " +
      "Use a DEDICATED file system that is encrypted.",
  },
  remedy: "Set volume to an encrypted EFS of your own; protect notebooks that hold data.",
  whenNot: "Where the service's own encryption is enough.",
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
      { given: "storage that the API does not answer", live: {} },
    ],
  },

  *judge({ volume, dataVolumes }) {
    yield* allKnown(
      () => judgeOwnership(volume?.ownership, "volume.ownership"),
      () =>
        eachKnown(dataVolumes, ({ ownership }, index) =>
          judgeOwnership(ownership, `dataVolumes[${index}].ownership`),
        ),
    );
  },
};

function judgeOwnership(found: string | undefined, property: string): Finding[] {
  return found === "MANAGED" ? [{ message: "managed", property, data: { found } }] : [];
}
