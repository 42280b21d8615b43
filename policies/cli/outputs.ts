/** The options `--format` and `--output`, in pairs. */
import { InvalidArgumentError, type Command } from "commander";
import { UsageError } from "pulumi-modelarts/cli/usage";
import { severities, type Severity } from "../report/model/report";

const formats = ["text", "json", "csv", "sarif", "junit", "github", "markdown", "html"] as const;
export type Format = (typeof formats)[number];

export interface OutputOptions {
  format?: readonly Format[];
  output?: readonly string[];
  failOn?: Severity;
}

export interface Output {
  format: Format;
  /** `-` is standard output. */
  path: string;
}

export function outputOptions(command: Command): Command {
  return command
    .option("--format <format>", `${formats.join(", ")}; may be repeated`, parseFormat)
    .option("--output <file>", "file for the preceding --format; - is standard output", parsePath)
    .option(
      "--fail-on <severity>",
      `${severities.join(", ")}; exit code 1 for a violation of at least this severity`,
      parseSeverity,
    );
}

/**
 * @param isTerminal whether standard output is a terminal: text is the default there, else Markdown.
 * @throws UsageError if formats and outputs are not in pairs. A single format needs no output.
 */
export function outputsOf(
  { format: chosen, output }: OutputOptions,
  isTerminal = process.stdout.isTTY,
): Output[] {
  const format: readonly Format[] = chosen ?? [isTerminal ? "text" : "markdown"];
  const paths = output ?? (format.length === 1 ? ["-"] : []);
  if (paths.length !== format.length) {
    throw new UsageError(
      `--format and --output come in pairs, but there are ${format.length} and ${paths.length}. ` +
        "Write each as --format sarif --output policies.sarif.",
    );
  }
  const duplicate = paths.find((path, index) => paths.indexOf(path) !== index);
  if (duplicate !== undefined) {
    throw new UsageError(`Two formats can't go to the same output "${duplicate}".`);
  }
  return format.map((each, index) => ({ format: each, path: paths[index] ?? "-" }));
}

function parseFormat(text: string, before: readonly Format[] = []): Format[] {
  const format = formats.find((each) => each === text.toLowerCase());
  if (format === undefined)
    throw new InvalidArgumentError(`It must be one of ${formats.join(", ")}.`);
  return [...before, format];
}

function parsePath(text: string, before: readonly string[] = []): string[] {
  if (text.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return [...before, text];
}

function parseSeverity(text: string): Severity {
  const severity = severities.find((each) => each === text.toLowerCase());
  if (severity !== undefined) return severity;
  throw new InvalidArgumentError(`It must be one of ${severities.join(", ")}.`);
}
