/** Messages about the configuration, and about what must be installed. */
import { listOf } from "./message";

export const startMessages = listOf({
  "modelarts/not-configured": {
    texts: [
      "ModelArts is not configured:",
      'The connection "…" is not configured:',
      "The configuration of ModelArts is wrong:",
      'The configuration of the connection "…" is wrong:',
      "credentials are missing; set one of",
      'must begin with https, since "…" is not on this machine',
      'must be a URL such as https://host, but is "…"',
      "must end with its host, as … does",
      'must be a duration such as 30s or 5m, but is "…"',
      'must be true or false, but is "…"',
    ],
    meaning:
      "Settings are missing or wrong. The lines of the message name each one, with the ways to set it. An endpoint with " +
      "`http://` is refused, because the credentials would be readable on the way; only a simulator on this machine may " +
      "have one.",
    remedy: "Set what the message names: [configuration.md](configuration.md).",
  },
  "modelarts/last-up": {
    texts: ["do not run the program, and have the stack configuration of the last"],
    meaning: "Settings are missing in a refresh or destroy, which uses what the last `up` had.",
    remedy: "Run `pulumi up` first, or add `--run-program`.",
  },
  "modelarts/unknown-connection": {
    texts: ['there is no connection "…": …'],
    meaning: "The stack does not configure a connection of this name.",
    remedy: "Correct the name, or add the connection: [regions.md](regions.md).",
  },
  "modelarts/project-needed": {
    texts: ["is required with region …: the configured project belongs to region"],
    meaning: "A resource names another region, and each region has its own projects.",
    remedy: "Declare `projectId`, too.",
  },
  "modelarts/invalid-setting": {
    texts: [
      "is not a setting of this provider; known here: …",
      "modelarts:connections must be an object of connections by their names.",
    ],
    meaning: "A key of `modelarts:` is misspelled, or has a value of another form.",
    remedy:
      "`pulumi config rm` the key, and set the right one: [configuration.md](configuration.md).",
  },
  "modelarts/clouds-yaml": {
    texts: ['OS_CLOUD names the cloud "…", but', "… is not valid YAML: … in line …."],
    meaning: "clouds.yaml is missing, lacks the entry, or can't be read.",
    remedy: "Correct the file, or unset `OS_CLOUD`.",
  },
  "modelarts/unknown-type": {
    texts: [
      "There is no resource type …; this plugin has",
      "There is no function …; this provider has",
    ],
    meaning: "The program uses a type or a function of another version of this package.",
    remedy: "Update the package.",
  },
  "modelarts/provider-option": {
    texts: ["uses the stack's configuration and takes no provider. For another account or region,"],
    meaning: "A function got the option `provider`.",
    remedy: "Use the argument `connection`: [regions.md](regions.md#what-works-where).",
  },
  "modelarts/no-pulumi": {
    texts: ["there is no `pulumi` on PATH", "`pulumi` could not be started: …"],
    meaning: "The command needs the Pulumi CLI, for example for a stack's configuration.",
    remedy: "Install the CLI.",
  },
  "modelarts/no-project": {
    texts: ["There is no Pulumi.yaml in … or above it."],
    meaning: "The command runs in a folder without a program, or the project file can't be read.",
    remedy: "Run the command in the program's folder.",
  },
  "modelarts/no-plugin": {
    texts: ["… does not say where pulumi finds the plugin that reads notebooks. Add these lines:"],
    meaning: "Pulumi.yaml does not name the plugin's folder.",
    remedy: "Add the four lines that the message shows.",
  },
  "modelarts/stack-unreadable": {
    texts: ["Reading … of … failed: …"],
    meaning:
      "The Pulumi CLI could not read the state or the configuration of a stack. Its reason follows.",
    remedy: "Select the stack, log in to its backend, or give the right name with `--stack`.",
  },
  "modelarts/bug": {
    texts: ["This is a bug of …."],
    meaning: "The provider or the command met something that it does not expect.",
    remedy:
      "Report the message and the stack trace, which a command shows with `DEBUG=1` in the environment.",
  },
});
