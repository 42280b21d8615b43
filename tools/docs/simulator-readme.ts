/** The tables in simulator/README.md that the code knows; the rest of that file is written by hand. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assumptions, type Assumption } from "../../provider/wire/facts/assumptions";
import type { Fault } from "../../simulator/faults/fault";
import { faultNames, faults } from "../../simulator/faults/faults";

const README = join(__dirname, "..", "..", "simulator", "README.md");

/** @throws Error if the file has no place for one of the tables. */
export function simulatorReadme(): string {
  const tables = { assumptions: assumptionTable(), faults: faultTable() };
  return Object.entries(tables).reduce(
    (text, [name, table]) => withTable(text, name, table),
    readFileSync(README, "utf8"),
  );
}

/** Replaces the text between the two comments that name the table. */
export function withTable(text: string, name: string, table: string): string {
  const [start, end] = [`<!-- ${name}: made by "npm run docs" -->`, `<!-- end of ${name} -->`];
  const [before, rest] = split(text, start);
  const [, after] = split(rest, end);
  return `${before}${start}\n\n${table}\n\n${end}${after}`;
}

function split(text: string, mark: string): [before: string, after: string] {
  const index = text.indexOf(mark);
  if (index < 0) throw new Error(`simulator/README.md has no line ${mark}`);
  return [text.slice(0, index), text.slice(index + mark.length)];
}

function assumptionTable(): string {
  const rows = Object.entries<Assumption>(assumptions).map(
    ([name, { values, default: usual, question }]) => {
      const defaults =
        typeof usual === "string"
          ? code(usual)
          : Object.entries(usual)
              .map(([cloud, value]) => `${code(value)} (${cloud})`)
              .join(", ");
      return [code(name), Object.keys(values).map(code).join(", "), defaults, question];
    },
  );
  return tableOf(["name", "values", "default", "question"], rows);
}

function faultTable(): string {
  const rows = faultNames.map((name) => {
    const { times = 1, operation, description }: Fault = faults[name];
    return [
      code(name),
      Number.isFinite(times) ? String(times) : "always",
      operation === undefined ? "" : code(operation),
      description,
    ];
  });
  return tableOf(["name", "times", "operation", "what happens"], rows);
}

export function tableOf(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}
