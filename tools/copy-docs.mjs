/** The policy package holds what its README refers to; the repository keeps one of each. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const NAMES = ["policies.md", "report.md"];

mkdirSync("docs", { recursive: true });
for (const name of NAMES) {
  const text = readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8");
  writeFileSync(`docs/${name}`, text.replace(/\[([^\]]+)\]\(([^)#]+)\)/g, link));
}

/** As seen from the package; what is not in it is only named. */
function link(whole, label, target) {
  if (target === "../policies/README.md") return `[${label}](../README.md)`;
  return NAMES.includes(target) || target.includes("://") ? whole : label;
}
