/** Copies the documents that the policy package's README links to into the package, before it is packed. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const NAMES = ["policies.md", "report.md"];

mkdirSync("docs", { recursive: true });
for (const name of NAMES) {
  const text = readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8");
  writeFileSync(`docs/${name}`, text.replace(/\[([^\]]+)\]\(([^)#]+)\)/g, link));
}

/** Links as seen from the package. A link to a document outside the package becomes plain text. */
function link(whole, label, target) {
  if (target === "../policies/README.md") return `[${label}](../README.md)`;
  return NAMES.includes(target) || target.includes("://") ? whole : label;
}
