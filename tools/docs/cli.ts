/** docs/cli.md: the commands and their options, as the programs declare them. */
import type { Command } from "commander";
import { doctorCommand } from "../../provider/cli/doctor/command";
import { importCommand } from "../../provider/cli/import/import";
import {
  listCommand,
  showCommand,
  sshConfigCommand,
  startCommand,
  stopCommand,
} from "../../provider/cli/notebook/commands";
import { tableOf } from "./simulator-readme";

interface Page {
  command: () => Command;
  example: string;
  /** What the options do not say. */
  text: string;
}

const PAGES: readonly Page[] = [
  {
    command: listCommand,
    example: "npx pulumi-modelarts list --status RUNNING",
    text:
      "A line on standard error says what was searched. " +
      "`AUTO STOP` is the time left. If a notebook still runs after that time, the column says `in use` for an idle " +
      "lease, which each use extends, and else `over`. `SSH` is `open` if every public address may connect.",
  },
  {
    command: showCommand,
    example: "npx pulumi-modelarts show lab",
    text: "`Image ID` is the value for a program's `imageId`. `--json` prints every field of the reference, without the token that opens the notebook.",
  },
  {
    command: sshConfigCommand,
    example: "npx pulumi-modelarts ssh-config lab --identity-file ~/.ssh/team.pem",
    text: "Append the entry to `~/.ssh/config`, and `ssh lab` opens the notebook. The program's function is `sshConfig`.",
  },
  {
    command: startCommand,
    example: "npx pulumi-modelarts start lab --for 2h",
    text:
      "A running notebook with `--for` gets a new lease. A stack that declares another lease or `desiredStatus` " +
      "changes the notebook back at its next `pulumi up --refresh`.",
  },
  {
    command: stopCommand,
    example: "npx pulumi-modelarts stop lab",
    text: "The stop of a notebook that is stopped already changes nothing, and succeeds.",
  },
  {
    command: importCommand,
    example: "npx pulumi-modelarts import --out modelarts-import.json",
    text:
      "[import.md](import.md) tells what happens, and what to do afterwards; [terraform.md](terraform.md) does so for " +
      "`--from-tfstate`, which reads the resources of the state by their ids, whoever owns them. The filters choose " +
      "among what is listed, what `--fill` searches, or what the state has. No file is overwritten unasked.",
  },
  {
    command: doctorCommand,
    example: "npx pulumi-modelarts doctor",
    text: "Every request is a read. The exit code is 1 if a check failed.",
  },
];

const INTRO = `# The command line

\`pulumi-modelarts\` shows, starts, stops and imports notebooks. Credentials and location come from the same sources as
for programs: the configuration of the current stack, and the environment ([configuration.md](configuration.md)). The
commands need no program and no stack, except for \`import --run\`, \`import --exclude-managed\` and \`import --fill\`. \`pulumi-modelarts-policies\` has [a page of its own](report.md).

A notebook is named by its id or by its whole name. Results go to standard output: a table, or JSON with \`--json\`.
Messages go to standard error, and \`-v\` adds each request. Colors are only used on a terminal, and not if \`NO_COLOR\`
is set or \`TERM\` is \`dumb\`.

| exit code | meaning                                        |
| --------- | ---------------------------------------------- |
| 0         | done                                           |
| 1         | failed; the message says what to do            |
| 2         | the command line is wrong, and nothing was sent |

\`npx pulumi-modelarts completion bash\` prints the script that completes commands and options in a shell; so do \`zsh\`,
\`fish\` and \`powershell\`.
`;

export function cliReference(): string {
  return [INTRO, ...PAGES.map(section)].join("\n");
}

function section({ command: make, example, text }: Page): string {
  const command = make();
  const rows = command.options.map(({ flags, description }) => [`\`${flags}\``, description]);
  return `## ${command.name()}

\`\`\`sh
${example}
\`\`\`

${command.description()} ${text}

${tableOf(["option", "what it does"], rows)}
`;
}
