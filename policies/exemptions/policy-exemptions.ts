/**
 * Exemptions in a program: tags for the notebook. A tag is the one thing that a declaration, a live
 * notebook, a referenced one and the audit all see, in every language; docs/decisions/exemptions.md
 * says what else was tried.
 */
import { EXEMPTION_TAG, isDate, type Exemption } from "./exemption";

/**
 * The tags that exempt a notebook from rules: `tags: { team: "vision", ...policyExemptions([…]) }`.
 *
 * @param exemptions for each, the rule's name, the last day on which it holds (UTC, YYYY-MM-DD) and the
 *   reason, in characters that a tag can hold.
 * @throws Error naming all that is wrong.
 */
export function policyExemptions(
  exemptions: readonly Omit<Exemption, "resource">[],
): Record<string, string> {
  const wrong = exemptions.flatMap(({ rule, until, reason }, index) => [
    ...(/^[a-z][\w-]*$/.test(rule) ? [] : [`[${index}].rule is ${rule}, which is no rule's name`]),
    ...(isDate(until) ? [] : [`[${index}].until is ${until}, which is no date as YYYY-MM-DD`]),
    ...(reason.trim() === "" ? [`[${index}].reason is empty`] : []),
    ...(FITS.test(reason.trim())
      ? []
      : [
          `[${index}].reason holds characters other than letters, digits, spaces and _.:/=+-@, or ` +
            `more than ${LONGEST} of them, which a tag can't hold`,
        ]),
  ]);
  if (wrong.length > 0) throw new Error(`policyExemptions: ${wrong.join("; ")}.`);
  return Object.fromEntries(
    exemptions.map(({ rule, until, reason }) => [
      EXEMPTION_TAG + rule,
      `${until}: ${reason.trim()}`,
    ]),
  );
}

/** A tag's value has up to 255 characters, of which the date takes 12. Source: CreateNotebook, TmsTag. */
const LONGEST = 243;
const FITS = /^[\p{L}\p{N} _.:/=+\-@]{0,243}$/u;
