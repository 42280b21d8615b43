/**
 * Patterns in settings. `*` matches any characters, also slashes and colons, because the texts are URNs,
 * flavors and image paths, not files. `?` matches one character that is not a slash. Every other character
 * matches itself.
 */
import picomatch from "picomatch";

const compiled = new Map<string, (text: string) => boolean>();

export function matches(pattern: string, text: string): boolean {
  if (pattern === text) return true;
  let matcher = compiled.get(pattern);
  if (matcher === undefined) {
    matcher = picomatch(pattern.replace(/[^\w*?]/g, "\\$&"), OPTIONS);
    compiled.set(pattern, matcher);
  }
  return matcher(text);
}

export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => matches(pattern, text));
}

const OPTIONS: picomatch.PicomatchOptions = {
  dot: true,
  bash: true, // A star crosses slashes.
  nobrace: true,
  nobracket: true,
  noext: true,
  nonegate: true,
  strictSlashes: true,
};
