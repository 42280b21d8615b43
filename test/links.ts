/** The links of Markdown documents that lead nowhere. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Headings as links name them. */
function anchorsOf(file: string): Set<string> {
  const headings = withoutCode(readFileSync(file, "utf8")).matchAll(/^#+ (.*)$/gm);
  const anchors = new Set<string>();
  for (const [, heading = ""] of headings) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\- _]/gu, "").replaceAll(" ", "-");
    let unused = anchor;
    for (let count = 1; anchors.has(unused); count++) unused = `${anchor}-${count}`;
    anchors.add(unused);
  }
  return anchors;
}

const withoutCode = (text: string) => text.replace(/^```[^]*?^```$/gm, "");

/**
 * @param root links must not lead out of this folder.
 * @param files Markdown documents, relative to the root.
 * @returns each broken link with its document. Addresses on the network are not looked up.
 */
export function brokenLinks(root: string, files: readonly string[]): string[] {
  return files.flatMap((name) => {
    const text = withoutCode(readFileSync(join(root, name), "utf8")).replace(/`[^`]*`/g, "code");
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    const isBroken = (target: string) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? join(root, name) : join(root, dirname(name), path);
      if (relative(root, file).startsWith("..") || !existsSync(file)) return true;
      return anchor !== undefined && !anchorsOf(file).has(anchor);
    };
    return targets.filter(isBroken).map((target) => `${name}: ${target}`);
  });
}
