#!/usr/bin/env node
/** The simulator by itself, from the command line. */
import { InvalidArgumentError, Option, program } from "commander";
import { assumptions, type AssumedValues } from "pulumi-modelarts/wire/assumptions";
import { cloudNames } from "pulumi-modelarts/wire/clouds";
import { readAssumptions } from "./assume";
import { readSeedFile } from "./data/seed";
import { createSimulator, type SimulatorOptions } from "./simulator";

interface CommandLine extends Omit<SimulatorOptions, "seed" | "log" | "logFile" | "clock"> {
  port: number;
  host: string;
  seed?: string;
  log?: string;
}

program
  .name("modelarts-simulator")
  .description(
    "A local ModelArts notebook API over HTTP. IAM at /v3 answers the token call, projects and accounts.",
  )
  .option("--port <number>", "port to listen on; 0 takes a free one", wholeNumber(65535), 8080)
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .addOption(
    new Option("--cloud <name>", "the cloud that it answers as")
      .choices(cloudNames)
      .default("huawei"),
  )
  .option(
    "--assume <name=value>",
    "the value of a disputed fact; repeat the option, or separate several by commas",
    assumed,
  )
  .option("--transition-ms <ms>", "how long CREATING, STOPPING … take", wholeNumber(), 1000)
  .option("--latency-ms <ms>", "how long every answer waits", wholeNumber(), 0)
  .option(
    "--seed <file>",
    "JSON to start with: a notebook, a list, or {notebooks, images, flavors, workspaces, pools}",
  )
  .option("--access-key <key>", "with --secret-key: requests must be signed with it")
  .option("--secret-key <key>", "the access key's secret")
  .option("--user-name <name>", "the only user who gets a token")
  .option("--password <password>", "the only password that gets a token; tokens are then required")
  .option("--log <file>", "append one line of JSON for every request")
  .addHelpText("after", `\nFacts for --assume, and their values:\n${facts().join("\n")}`);

main(program.parse().opts<CommandLine>()).catch((error: Error) => {
  console.error(`error: ${error.message}`);
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

function facts(): string[] {
  return Object.entries(assumptions).map(
    ([name, { values }]) => `  ${name.padEnd(22)} ${Object.keys(values).join(", ")}`,
  );
}

function assumed(text: string, before: Partial<AssumedValues> = {}): Partial<AssumedValues> {
  try {
    return { ...before, ...readAssumptions(text) };
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function wholeNumber(most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number <= most) return number;
    const limit = most === Number.MAX_SAFE_INTEGER ? "" : ` up to ${most}`;
    throw new InvalidArgumentError(`It must be a whole number${limit}.`);
  };
}
