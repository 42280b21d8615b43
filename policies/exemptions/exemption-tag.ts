/**
 * Exemptions as tags of a notebook: key `policyExemption:<rule>`, value `2027-01-31: the reason`. A tag is
 * the one form that a declaration, a live notebook, a reference and the audit all show, in every language.
 * docs/decisions/exemptions.md lists the alternatives.
 */
import { PackError } from "../rule-lib/pack-error";
import { tagsOf, type Notebook } from "../rule-lib/resource-properties";
import { isDate, type Exemption } from "./exemption";

const KEY_PREFIX = "policyExemption:";

/** A tag's value has at most 255 characters. Source: CreateNotebook, TmsTag. */
const MAX_REASON_LENGTH = 255 - "YYYY-MM-DD: ".length;
const TAG_CHARACTERS = /^[\p{L}\p{N} _.:/=+\-@]*$/u;

/**
 * The tags that exempt a notebook from rules: `tags: { team: "vision", ...policyExemptions([…]) }`.
 *
 * @param exemptions for each, the rule's name, the last day (UTC, YYYY-MM-DD) and the reason, in
 *   characters that a tag can hold.
 * @throws PackError with every problem.
 */
export function policyExemptions(
  exemptions: readonly Omit<Exemption, "resource">[],
): Record<string, string> {
  const problems = exemptions.flatMap(({ rule, until, reason }, index) => [
    ...(/^[a-z][\w-]*$/.test(rule) ? [] : [`[${index}].rule is ${rule}, which is no rule's name`]),
    ...(isDate(until) ? [] : [`[${index}].until is ${until}, which is no date as YYYY-MM-DD`]),
    ...(reason.trim() === "" ? [`[${index}].reason is empty`] : []),
    ...(isTagText(reason.trim())
      ? []
      : [
          `[${index}].reason holds characters other than letters, digits, spaces and _.:/=+-@, or ` +
            `more than ${MAX_REASON_LENGTH} of them, which a tag can't hold`,
        ]),
  ]);
  if (problems.length > 0) {
    throw new PackError("modelarts/policy-exemption", `policyExemptions: ${problems.join("; ")}.`);
  }
  return Object.fromEntries(
    exemptions.map(({ rule, until, reason }) => [KEY_PREFIX + rule, `${until}: ${reason.trim()}`]),
  );
}

function isTagText(reason: string): boolean {
  return TAG_CHARACTERS.test(reason) && [...reason].length <= MAX_REASON_LENGTH;
}

/**
 * The exemption from one rule that the notebook's tags hold.
 *
 * @returns `"malformed"` if the tag's value has another form.
 */
export function taggedExemption(
  rule: string,
  notebook: Pick<Notebook, "tags">,
  name: string,
): Exemption | "malformed" | undefined {
  const tag = tagsOf(notebook).get(KEY_PREFIX + rule);
  if (tag === undefined) return undefined;
  const [, until = "", reason = ""] = /^(\d{4}-\d{2}-\d{2}): *(.*\S)/s.exec(tag) ?? [];
  return isDate(until) && reason !== "" ? { rule, resource: name, reason, until } : "malformed";
}

/** The names of rules in the notebook's exemption tags. */
export function taggedRules(notebook: Pick<Notebook, "tags">): string[] {
  return [...tagsOf(notebook).keys()]
    .filter((key) => key.startsWith(KEY_PREFIX))
    .map((key) => key.slice(KEY_PREFIX.length));
}

/** The sentence that a violation gets if the exemption tag for its rule is malformed. */
export function malformedSentence(rule: string): string {
  return (
    `tags["${KEY_PREFIX}${rule}"] exempts from nothing: ` +
    "write it as YYYY-MM-DD: reason, with the last day on which it holds."
  );
}
