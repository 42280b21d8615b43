/** Messages of the commands of all packages. */
import { listOf } from "./message";

export const commandLineMessages = listOf({
  "modelarts/usage": {
    texts: [
      "It must be key=value, such as team=vision.",
      "--format and --output come in pairs, but there are … and ….",
      "--run needs a file that pulumi can read: give --out another name than -.",
    ],
    meaning:
      "The command line is wrong: an option is unknown, lacks a value, or contradicts another one. The exit code is 2.",
    remedy: "Correct the option; `--help` lists them. Nothing was sent.",
  },
  "modelarts/file-exists": {
    texts: ["… would be overwritten, so nothing was done."],
    meaning: "The output file exists with another content.",
    remedy: "Choose another file, or add `--yes`.",
  },
  "modelarts/no-ssh": {
    texts: ["… has no SSH endpoint. Declare one:", "… has no SSH address yet: its status is …."],
    meaning: "The notebook has no address for SSH now.",
    remedy: "Declare an SSH endpoint, or wait until the notebook runs.",
  },
});
