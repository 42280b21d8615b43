/** Writes a report in each format that was asked for. */
import { writeFileSync } from "node:fs";
import { github } from "../report/formats/github";
import { page } from "../report/formats/html/page";
import { junit } from "../report/formats/junit";
import { markdown } from "../report/formats/markdown";
import { sarif } from "../report/formats/sarif";
import { InputError } from "../report/input-error";
import type { Report } from "../report/model/report";
import type { Format, Output } from "./outputs";

const writers: Readonly<Record<Format, (report: Report) => string>> = {
  sarif,
  junit,
  github,
  markdown,
  html: page,
};

export function writeOutputs(report: Report, outputs: readonly Output[]): void {
  for (const { format, path } of outputs) {
    const text = writers[format](report);
    if (path === "-") {
      process.stdout.write(text);
      continue;
    }
    try {
      writeFileSync(path, text);
    } catch (error) {
      const { message } = error as Error;
      throw new InputError(`Writing ${path} failed: ${message}. Choose another with --output.`, {
        cause: error,
      });
    }
  }
}
