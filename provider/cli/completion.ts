/** The completion of commands and options in a shell. */
import { Argument, Command } from "commander";

const SHELLS = ["bash", "zsh", "fish", "powershell"];

/**
 * Adds `completion <shell>`, which prints the shell's script, and the hidden command that the script calls.
 *
 * @param build makes the program without these two commands. The library adds its own two to another such program.
 */
export function withCompletion(build: () => Command): Command {
  const program = build();
  const run = async () => {
    const { default: complete } = await import("@bomb.sh/tab/commander");
    const completed = build();
    complete(completed, { completionCommandName: "completion" });
    await completed.parseAsync();
  };
  const completion = new Command("completion")
    .description("Print the script that completes this command in a shell.")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .addHelpText(
      "after",
      `\nFor bash, add to ~/.bashrc: source <(${program.name()} completion bash)`,
    )
    .action(run);
  const complete = new Command("complete").argument("[words...]").action(run);
  return program
    .addCommand(completion.exitOverride())
    .addCommand(complete.exitOverride(), { hidden: true });
}
