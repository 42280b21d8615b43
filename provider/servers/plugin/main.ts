/**
 * The executable `pulumi-resource-modelarts`. The engine starts it with its own address, and with flags for logs
 * and traces. A person may start it, too.
 */
const { version } = require("pulumi-modelarts/package.json") as { version: string };

const HELP = `pulumi-resource-modelarts ${version}

The Pulumi plugin "modelarts". The Pulumi CLI starts it; there is nothing to do with it by hand.
The commands for people are those of pulumi-modelarts: run \`npx pulumi-modelarts --help\`.

Options:
  --version   prints the version
  --help, -h  prints this text`;

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) console.log(HELP);
else if (args.includes("--version")) console.log(version);
else require("./serve");
