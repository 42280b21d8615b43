/** Copies documents into the package, before it is packed. The arguments are their names in the repository's `docs`. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const names = process.argv.slice(2);
const readme = `../${basename(process.cwd())}/README.md`;

mkdirSync("docs", { recursive: true });
for (const name of names) {
  const text = readFileSync(new URL(`../docs/${name}`, import.meta.url), "utf8");
  writeFileSync(`docs/${name}`, text.replace(/\[([^\]]+)\]\(([^)]+)\)/g, link));
}

/** Links as seen from the package. A link to a document outside the package becomes plain text. */
function link(whole, label, target) {
  const [path] = target.split("#");
  if (path === readme) return `[${label}](${target.replace(readme, "../README.md")})`;
  return path === "" || names.includes(path) || target.includes("://") ? whole : label;
}
