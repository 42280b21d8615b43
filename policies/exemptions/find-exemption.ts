/** Finds the exemption of one resource from one rule. */
import type { Notebook } from "../rule-lib/resource-properties";
import { knownOr } from "../rule-lib/unknown-value";
import { isExpired, isFor, type Exemption } from "./exemption";
import { taggedExemption } from "./exemption-tag";

/** A resource that may be exempted. */
export interface ExemptibleResource {
  /** Its logical name. */
  name: string;
  urn: string;
  props: Pick<Notebook, "tags">;
}

/**
 * The exemption that counts: a valid one before an expired one, the tag before the rule's settings.
 *
 * @param configured the exemptions in the rule's settings.
 * @param now milliseconds since 1970 (UTC).
 * @returns `"malformed"` if there is only a tag that can't be read.
 */
export function findExemption(
  rule: string,
  { props, name, urn }: ExemptibleResource,
  configured: readonly Exemption[],
  now: number,
): Exemption | "malformed" | undefined {
  const tagged = knownOr(undefined, () => taggedExemption(rule, props, name));
  const candidates = configured.filter((exemption) => isFor(exemption, name, urn));
  if (typeof tagged === "object") candidates.unshift(tagged);
  const valid = candidates.find((exemption) => !isExpired(exemption, now));
  return valid ?? (tagged === "malformed" ? tagged : candidates[0]);
}
