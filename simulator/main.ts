/** The command `pulumi-modelarts-simulator`. */
import { InvalidArgumentError, Option, program } from "commander";
import { assumptions, type AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import { cloudNames } from "pulumi-modelarts/wire/facts/clouds";
import { withCode } from "pulumi-modelarts/wire/printable";
import { parseAssumptions } from "./assumptions";
import { readSeedFile } from "./data/seed";
import { createSimulator, type SimulatorOptions } from "./simulator";

interface CommandLine extends Omit<SimulatorOptions, "seed" | "log" | "logFile" | "clock"> {
  port: number;
  host: string;
  seed?: string;
  log?: string;
}

program
  .name("pulumi-modelarts-simulator")
  .description(
    "Serves a local ModelArts notebook API over HTTP, and the IAM calls for tokens, projects and accounts at /v3.",
  )
  .option("--port <number>", "the port to listen on; 0 is any free port", wholeNumber(65535), 8080)
  .option("--host <address>", "the address to listen on", "127.0.0.1")
  .addOption(
    new Option("--cloud <name>", "the cloud to simulate").choices(cloudNames).default("huawei"),
  )
  .option(
    "--assume <name=value>",
    "choose the value of an assumption; repeat the option, or separate several values by commas",
    parseAssume,
  )
  .option(
    "--transition-ms <ms>",
    "how long each of CREATING, STARTING, STOPPING, DELETING and RESIZING lasts",
    wholeNumber(),
    1000,
  )
  .option("--latency-ms <ms>", "the delay of every answer", wholeNumber(), 0)
  .option(
    "--seed <file>",
    "start with this JSON: a notebook, a list, or {notebooks, images, flavors, workspaces, pools}",
  )
  .option(
    "--access-key <key>",
    "with --secret-key: every request must be signed with this key, or have a token",
  )
  .option("--secret-key <key>", "the secret of --access-key")
  .option("--user-name <name>", "the only user who gets a token; by default any")
  .option(
    "--password <password>",
    "the only password that gets a token; every request then needs a token or a signature",
  )
  .option("--log <file>", "append one line of JSON for each request to this file")
  .addHelpText(
    "after",
    `\nAssumptions for --assume, and their values:\n${assumptionLines().join("\n")}`,
  );

// 2 is the code of a wrong command line, as in the other packages.
program
  .configureOutput({
    outputError: (text, write) => write(`${withCode(text.trimEnd(), "modelarts/usage")}\n`),
  })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

main(program.parse().opts<CommandLine>()).catch((error: Error) => {
  console.error(withCode(`error: ${error.message}`, "modelarts/simulator"));
  process.exitCode = 1;
});

async function main({ port, host, seed, log, ...options }: CommandLine): Promise<void> {
  const simulator = createSimulator({
    ...options,
    ...(seed !== undefined && { seed: readSeedFile(seed) }),
    ...(log !== undefined && { logFile: log }),
  });
  const running = await simulator.listen({ port, host });
  console.log(`ModelArts simulator listening on ${running.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void running.close());
  }
}

function assumptionLines(): string[] {
  return Object.entries(assumptions).map(
    ([name, { values }]) => `  ${name.padEnd(22)} ${Object.keys(values).join(", ")}`,
  );
}

/** @param before the values of the option's earlier occurrences. */
function parseAssume(text: string, before: Partial<AssumedValues> = {}): Partial<AssumedValues> {
  try {
    return { ...before, ...parseAssumptions(text) };
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function wholeNumber(maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number <= maximum) return number;
    const limit = maximum === Number.MAX_SAFE_INTEGER ? "" : ` up to ${maximum}`;
    throw new InvalidArgumentError(`It must be a whole number${limit}.`);
  };
}
