/** The report of a run, for a terminal. */
import { assumptions, type AssumptionName } from "../../provider/wire/facts/assumptions";
import { meaningOf, verdicts, type Result, type Verdict } from "./result";

export interface Terminal {
  columns: number;
  hasColours: boolean;
}

const colours: Record<Verdict, string> = {
  confirmed: "32",
  differs: "31",
  "not tried": "33",
  failed: "31",
};

const verdictWidth = Math.max(...verdicts.map(({ length }) => length));
const nameWidth = Math.max(...Object.keys(assumptions).map(({ length }) => length));
const LABEL_WIDTH = "Expected".length;

/** The lines of one result: verdict, name and question, and below them what the server answered. */
export function resultLines(result: Result, { columns, hasColours }: Terminal): string[] {
  const { name, verdict, question } = result;
  const padded = verdict.padEnd(verdictWidth);
  const colouredVerdict = hasColours ? `\x1b[${colours[verdict]}m${padded}\x1b[39m` : padded;
  const [first = "", ...rest] = wrap(question, columns, verdictWidth + nameWidth + 4);
  return [
    `${colouredVerdict}  ${name.padEnd(nameWidth)}  ${first}`,
    ...rest,
    ...details(result).flatMap(([label, text]) => {
      const indent = verdictWidth + 2 + LABEL_WIDTH + 2;
      const [line = "", ...more] = wrap(text, columns, indent);
      return [`${" ".repeat(verdictWidth + 2)}${label.padEnd(LABEL_WIDTH)}  ${line}`, ...more];
    }),
  ];
}

function details({ name, verdict, expected, came = "", why = "", ifWrong = "" }: Result) {
  const rows: Record<Verdict, [label: string, text: string][]> = {
    confirmed: [["Answered", valueText(name, expected)]],
    differs: [
      ["Expected", valueText(name, expected)],
      ["Answered", valueText(name, came)],
      ["Effect", ifWrong],
    ],
    "not tried": [["Because", why]],
    failed: [["Because", why]],
  };
  return rows[verdict];
}

function valueText(name: AssumptionName, value: string): string {
  const meaning = meaningOf(name, value);
  return meaning === undefined ? value : `${value}: ${meaning}`;
}

/** "17 confirmed, 1 differs.", and a line that names the differences. */
export function summary(results: readonly Result[], cloud: string): string[] {
  const counts = verdicts.flatMap((verdict) => {
    const { length } = results.filter((result) => result.verdict === verdict);
    return length > 0
      ? [`${length} ${verdict === "differs" && length > 1 ? "differ" : verdict}`]
      : [];
  });
  const differs = results.filter(({ verdict }) => verdict === "differs");
  const names = differs.map(({ name }) => name).join(", ");
  return [
    `${counts.join(", ")}.`,
    ...(differs.length === 0
      ? []
      : [`${cloud} differs from provider/wire/facts/assumptions.ts in: ${names}.`]),
  ];
}

/** Breaks a text between words. The lines after the first one are indented. */
function wrap(text: string, columns: number, indent: number): string[] {
  const width = Math.max(30, columns - indent);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > width && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each, index) => (index === 0 ? each : " ".repeat(indent) + each));
}
