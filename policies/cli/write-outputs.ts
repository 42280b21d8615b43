/** Writes a report in each format that was asked for. */
import { writeFileSync } from "node:fs";
import { csv } from "../report/formats/csv";
import { github } from "../report/formats/github";
import { page } from "../report/formats/html/page";
import { json } from "../report/formats/json";
import { junit } from "../report/formats/junit";
import { markdown } from "../report/formats/markdown";
import { sarif } from "../report/formats/sarif";
import { text } from "../report/formats/text";
import { InputError } from "../report/input-error";
import type { Report } from "../report/model/report";
import type { Format, Output } from "./outputs";

/** The stream is a terminal; only the text differs there. */
const writers: Readonly<Record<Format, (report: Report, stream?: NodeJS.WriteStream) => string>> = {
  text,
  json,
  csv,
  sarif,
  junit,
  github,
  markdown,
  html: page,
};

export function writeOutputs(report: Report, outputs: readonly Output[]): void {
  for (const { format, path } of outputs) {
    const isTerminal = path === "-" && process.stdout.isTTY;
    const content = writers[format](report, isTerminal ? process.stdout : undefined);
    if (path === "-") {
      process.stdout.write(content);
      continue;
    }
    try {
      writeFileSync(path, content);
    } catch (error) {
      const { message } = error as Error;
      throw new InputError(
        "modelarts/report-output",
        `Writing ${path} failed: ${message}. Choose another with --output.`,
        {
          cause: error,
        },
      );
    }
  }
}
