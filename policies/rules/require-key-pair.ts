import { iso, nist } from "../rule-lib/frameworks";
import { matchesAny } from "../rule-lib/patterns";
import { defineRule } from "../engine/rule";
import { checkEach } from "../rule-lib/unknown-value";

const PROPERTY = "endpoints[SSH].keyPairNames";
const ssh = (...keyPairNames: string[]) => ({
  endpoints: [{ service: "SSH", allowedAccessIps: ["198.51.100.7"], keyPairNames }],
});

export const requireKeyPair = defineRule({
  name: "require-key-pair",
  description:
    "Require key pairs on SSH endpoints, and only allowed ones if the settings list them.",
  why: "Without a key pair nobody knows who can log in, and nobody can revoke a person's own key pair.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("IA-5"), nist("AC-17"), iso("A.8.5")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      allowedKeyPairs: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "The names of key pairs that may be used, `*` for any characters; empty: all.",
      },
    },
  },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    missing: "{property} is empty: it is not known who can log in. Name a key pair.",
    unknown: "{property} holds {found}, which is not among {allowed}. Use one of those.",
  },
  remedy: "Set keyPairNames of the SSH endpoint to key pairs of the organization.",
  whenNot: "On a cloud whose API does not return key pairs, for referenced notebooks.",
  examples: {
    settings: { allowedKeyPairs: ["team-*"] },
    breaks: [
      { given: "no key pair", declared: ssh(), messages: ["missing"] },
      { given: "a key pair that is not listed", live: ssh("mine"), messages: ["unknown"] },
    ],
    passes: [
      { given: "a listed key pair", declared: ssh("team-vision") },
      { given: "a listed key pair on a live notebook", live: ssh("team-audio") },
      {
        given: "any key pair, if none is listed",
        live: ssh("mine"),
        settings: { allowedKeyPairs: [] },
      },
      { given: "no SSH endpoint", declared: {} },
    ],
  },

  *checkNotebook({ endpoints }, { allowedKeyPairs }) {
    yield* checkEach(endpoints, function* ({ service, keyPairNames }) {
      if (service !== "SSH") return;
      if ((keyPairNames ?? []).length === 0) yield { message: "missing", property: PROPERTY };
      yield* checkEach(allowedKeyPairs.length > 0 ? keyPairNames : [], (found) => {
        if (matchesAny(allowedKeyPairs, found)) return [];
        const data = { found, allowed: allowedKeyPairs.join(", ") };
        return [{ message: "unknown", property: PROPERTY, data }];
      });
    });
  },
});
