/**
 * Patterns in settings: `*` stands for any characters, slashes and colons too, since what is matched are
 * URNs, flavors and addresses of images, not files; `?` stands for one character that is not a slash.
 * Everything else stands for itself.
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
