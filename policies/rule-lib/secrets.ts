/**
 * Finds text that looks like a secret. A result names the kind and the line, never the secret.
 *
 * The text may be long, and an answer may be written to make a search slow. So the time of each pattern grows with the
 * length of the line: what can begin at many places of a line is bounded, or is read in one way only.
 */

const KINDS: readonly [kind: string, pattern: RegExp][] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["an AWS access key", /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a GitHub token", /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/],
  ["a GitLab token", /\bglpat-[\w-]{20,}/],
  ["a Slack token", /\bxox[abprs]-[\w-]{10,}/],
  ["a Hugging Face token", /\bhf_[A-Za-z0-9]{30,}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b/],
  // Requires a digit and a long part without dashes, so that names with dashes don't match.
  ["an API key", /\bsk-(?=[\w-]{0,200}\d)(?=[\w-]{0,40}[A-Za-z0-9]{16})[\w-]{20,}/],
  ["an Azure storage key", /\bAccountKey\s*=\s*[A-Za-z0-9+/]{20,}/i],
  [
    // Requires a digit or mixed case, so that "Basic authentication" doesn't match.
    "an authorization header",
    /\b[Aa]uthorization["']?\s*[:=]\s*["']?(?:[Bb]earer|[Bb]asic|[Tt]oken)\s+(?=\S*(?:\d|[a-z][A-Z]))[\w.~+/=-]{8,}/,
  ],
  [
    // Stops at the next command, where -u may be the user and group of a container.
    "a password for curl",
    /\bcurl\s(?:(?!&&)[^|;]){0,300}?(?<=\s)(?:-(?:[A-Za-z]*u(?![A-Za-z])|[A-Za-tv-z]*u)|--(?:proxy-)?user)[\s=]*(?:["'][^\s:"']+|[^\s:"'=][^\s:"']*|(?<==)):(?![${(<*%])[^\s"']{3,}/,
  ],
  ["a JSON web token", /\beyJ[\w-]{8,1000}\.eyJ[\w-]{8,}\.[\w-]+/],
  [
    // Looks back for the scheme. One may begin at each dash, so reading ahead from there would take quadratic time.
    "a password in a URL",
    /:\/\/(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/:@]+:(?![${<*])[^\s/@]{3,}@/i,
  ],
  [
    // Excludes variables, placeholders, and words of a sentence.
    "a password or key",
    /(?:pass(?:word|wd|phrase)|secret|token|(?:access|secret|api|private)[_-]?key|\b[as]k)\b["']?\s*(?:=|:(?!\/))\s*["']?(?![$<{(%*])(?=[^\s"']{0,200}[\d!#%&^+/_-])[^\s"'<>,;]{8,}/i,
  ],
];

/** No pattern matches a shorter text. */
const MIN_SECRET_LENGTH = 10;

/** The text, or "(hidden)" if it looks like a secret. */
export function shown(text: string): string {
  return text.length >= MIN_SECRET_LENGTH && findSecrets(text).length > 0 ? "(hidden)" : text;
}

export interface FoundSecret {
  kind: string;
  /** Counted from 1. */
  line: number;
}

/** At most one result for each line. */
export function findSecrets(text: string): FoundSecret[] {
  return text.split("\n").flatMap((line, index) => {
    const found = KINDS.find(([, pattern]) => pattern.test(line));
    return found ? [{ kind: found[0], line: index + 1 }] : [];
  });
}
