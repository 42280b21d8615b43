/** The public names. Importing them starts no server: that is pack.ts, or `definePack`. */
export { definePack } from "./engine/define-pack";
export {
  formatExemptionMessage,
  parseExemptionMessage,
  EXEMPTION_RULE,
  type ExemptionFacts,
  type ExemptionKind,
} from "./exemptions/exemption-message";
export { policiesOf, type PackOptions } from "./engine/pack-policies";
export { policyExemptions } from "./exemptions/policy-exemptions";
export {
  defaultSettings,
  sentence,
  type Finding,
  type Rule,
  type Seen,
  type Sight,
} from "./engine/rule";
export { rules } from "./rules";
