/** The public names. Importing them starts no server: that is pack.ts, or `definePack`. */
export { definePack } from "./define-pack";
export {
  formatExemptionMessage,
  parseExemptionMessage,
  EXEMPTION_RULE,
  type ExemptionFacts,
  type ExemptionKind,
} from "./exemption-message";
export { policiesOf, type PackOptions } from "./policies";
export { policyExemptions } from "./policy-exemptions";
export { defaultSettings, sentence, type Finding, type Rule, type Seen, type Sight } from "./rule";
export { rules } from "./rules";
