/** docs/performance.md: the tables in it are made from the JSON, the rest is written by hand. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { contestants } from "../contestants";
import { ROOT } from "../environment";
import type { Result } from "../result";
import { chart } from "./chart";
import { markdown } from "./markdown";
import { tables } from "./tables";

const PAGE = join(ROOT, "docs/performance.md");
const CHART = join(ROOT, "docs/performance.svg");
const START = '<!-- tables: made by "npm run bench" -->';
const END = "<!-- end of tables -->";

/** Writes the tables and the chart. @throws Error if the page has no place for the tables. */
export async function writeDocumentation(result: Result): Promise<void> {
  const page = readFileSync(PAGE, "utf8");
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`docs/performance.md has no ${START} … ${END}`);
  const text = `${page.slice(0, start)}${START}\n\n${generated(result)}\n\n${page.slice(end)}`;
  const options = { ...(await resolveConfig(PAGE)), filepath: PAGE };
  writeFileSync(PAGE, await format(text, options));
  writeFileSync(CHART, chart(result));
}

function generated(result: Result): string {
  const { machine, versions, plan, began, minutes, parallel } = result;
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `The ${plan} plan on ${began.slice(0, 10)}, in ${Math.round(minutes)} minutes: ${machine.cpu}, ${machine.cores} cores, ` +
      `${machine.memoryGb} GB, ${machine.system}; ${software.join(", ")}. The engine runs ${parallel} operations at the same time.`,
    "![Seconds over the number of notebooks, without latency](performance.svg)",
    Object.entries(contestants)
      .map(([name, { description }]) => `- \`${name}\`: ${description}`)
      .join("\n"),
    ...tables(result).map((table) => `### ${table.title}\n\n${markdown(table)}`),
  ].join("\n\n");
}
