/** Messages of reads, refreshes and deletions. */
import { listOf } from "./message";

export const refreshMessages = listOf({
  "modelarts/gone": {
    texts: [
      "… failed: … … is gone. Run `pulumi refresh`, then `pulumi up`, to create it again.",
      "… failed: the notebook is gone.",
    ],
    meaning: "Somebody deleted the resource outside of the stack, for example in the console.",
    remedy:
      "Refresh. The next `up` then creates the resource, unless you remove it from the program.",
  },
  "modelarts/other-endpoint": {
    texts: ["stays in the state, since it may exist in that region. Unset"],
    meaning:
      "`MODELARTS_ENDPOINT` names another server than the stack's region, often a simulator's, and the resource is not there.",
    remedy: "Unset the variable, or give the stack the endpoint: [regions.md](regions.md).",
  },
  "modelarts/frozen": {
    texts: ["Pay the account's open bills: ModelArts then unfreezes the notebook."],
    meaning: "The notebook is FROZEN.",
    remedy: "Pay; nothing else helps.",
  },
  "modelarts/interrupted": {
    texts: [
      "Pulumi was interrupted, and this operation with it. Run the same command again.",
      "Interrupted. Run the same command again, with --yes:",
    ],
    meaning: "Ctrl-C, in an update or in a command.",
    remedy: "Run the same command again.",
  },
  "modelarts/not-running": {
    texts: [
      "and the API allows this only while it is RUNNING. Start the notebook and run the command again.",
      "Start the notebook first.",
    ],
    meaning: "A mount or an image needs a running notebook.",
    remedy: "Start the notebook.",
  },
  "modelarts/kept": {
    texts: [
      "… removed from the state without unmounting",
      "kept … …: this run found it after a lost answer",
      "kept …, because the program imports it",
    ],
    meaning: "For information: the resource left the state, or stays, without a deletion.",
    remedy: "Nothing, unless you wanted the deletion: then delete the resource in the console.",
  },
});
