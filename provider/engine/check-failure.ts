/** What is wrong with one input, as the engine shows it. Source: CheckFailure of the provider protocol. */
export interface CheckFailure {
  /** A property path as Pulumi writes it: `endpoints[0].allowedAccessIps[1]`; empty: the resource. */
  property: string;
  /** Half a sentence that follows the property, e.g. "must not be empty". */
  reason: string;
}
