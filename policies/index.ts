/**
 * The public names of the package. Importing them starts no server: only pack.ts and `definePack` do.
 *
 * `Rule` is the type for a user's own rule, which may still have the names of version 0.2.
 */
export { definePack } from "./engine/define-pack";
export type { OwnRule as Rule, Sight } from "./engine/former-names";
export { policiesOf, type PackOptions } from "./engine/pack-policies";
export {
  defaultSettings,
  defineRule,
  sentence,
  type CheckContext,
  type Finding,
  type PropertySource,
  type PropertySource as Seen,
} from "./engine/rule";
export {
  formatExemptionMessage,
  parseExemptionMessage,
  EXEMPTION_RULE,
  type ExemptionFacts,
  type ExemptionKind,
} from "./exemptions/exemption-message";
export { policyExemptions } from "./exemptions/exemption-tag";
export { rules } from "./rules";
