/** Texts that look like secrets. What is found is told by its kind and its line, never by itself. */

const KINDS: readonly [kind: string, pattern: RegExp][] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["an AWS access key", /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a GitHub token", /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/],
  ["a GitLab token", /\bglpat-[\w-]{20,}/],
  ["a Slack token", /\bxox[abprs]-[\w-]{10,}/],
  ["a Hugging Face token", /\bhf_[A-Za-z0-9]{30,}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b/],
  // A digit and a long part without dashes: names with dashes have no such part.
  ["an API key", /\bsk-(?=[\w-]{0,200}\d)(?=[\w-]{0,40}[A-Za-z0-9]{16})[\w-]{20,}/],
  ["an Azure storage key", /\bAccountKey\s*=\s*[A-Za-z0-9+/]{20,}/i],
  [
    // Basic authentication is a word, and dXNlcjpwYXNz is none.
    "an authorization header",
    /\b[Aa]uthorization["']?\s*[:=]\s*["']?(?:[Bb]earer|[Bb]asic|[Tt]oken)\s+(?=\S*(?:\d|[a-z][A-Z]))[\w.~+/=-]{8,}/,
  ],
  [
    // Up to the next command: there, -u may be the user and group of a container.
    "a password for curl",
    /\bcurl\s(?:(?!&&)[^|;]){0,300}?(?<=\s)(?:-[A-Za-z]*u|--(?:proxy-)?user)[\s=]*["']?[^\s:"']+:(?![${(<*%])[^\s"']{3,}/,
  ],
  ["a JSON web token", /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/],
  ["a password in a URL", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:(?![${<*])[^\s/@]{3,}@/i],
  [
    // A variable or a placeholder is none, nor is a word in a sentence.
    "a password or key",
    /(?:pass(?:word|wd|phrase)|secret|token|(?:access|secret|api|private)[_-]?key|\b[as]k)\b["']?\s*(?:=|:(?!\/))\s*["']?(?![$<{(%*])(?=[^\s"']*[\d!#%&^+/_-])[^\s"'<>,;]{8,}/i,
  ],
];

/** No pattern finds anything in less. */
const SHORTEST_SECRET = 10;

/** The text as a message may show it. */
export function shown(text: string): string {
  return text.length >= SHORTEST_SECRET && findSecrets(text).length > 0 ? "(hidden)" : text;
}

export interface FoundSecret {
  kind: string;
  /** From 1. */
  line: number;
}

/** One for each line at most. */
export function findSecrets(text: string): FoundSecret[] {
  return text.split("\n").flatMap((line, index) => {
    const found = KINDS.find(([, pattern]) => pattern.test(line));
    return found ? [{ kind: found[0], line: index + 1 }] : [];
  });
}
