/** `npm run load`: many notebooks in one stack, by the real CLI on the simulator, and what that takes. Linux only. */
import { program, InvalidArgumentError, Option } from "commander";
import { fronts, type Front } from "./project";
import { measure, rows } from "./measure";

interface Options {
  notebooks: number;
  parallel: number;
  front: Front;
}

program
  .name("npm run load --")
  .description("Create, refresh and destroy many notebooks at once, and print what that took.")
  .option("--notebooks <number>", "how many notebooks", positive, 1000)
  .option(
    "--parallel <number>",
    "how many operations the engine runs at the same time",
    positive,
    50,
  )
  .addOption(
    new Option("--front <name>", "the server of the provider")
      .choices(Object.keys(fronts))
      .default("dynamic"),
  )
  .action(async ({ notebooks, parallel, front }: Options) => {
    const figures = await measure({ notebooks, parallel, front }, (line) => console.error(line));
    console.log(rows(figures).join("\n"));
  })
  .parseAsync()
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });

function positive(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError("It must be a whole number from 1 on.");
  return Number(text);
}
