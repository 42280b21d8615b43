/** Messages of imports, by the command and by the option `import`. */
import { listOf } from "./message";

export const importMessages = listOf({
  "modelarts/nothing-to-import": {
    texts: [
      "Nothing was imported: ModelArts lists no notebook",
      "Nothing was imported: nothing of the Terraform state from … was found.",
    ],
    meaning: "No notebook, or none that matches the filters.",
    remedy: "Add `--all-users`; check filters, project and region.",
  },
  "modelarts/none-readable": {
    texts: ["No … can be read, so nothing was imported."],
    meaning: "The list works, and each single read fails.",
    remedy: "The reason follows in the message; often a right is missing.",
  },
  "modelarts/left-out": {
    texts: [
      "Notebooks may be missing. Not looked at: …",
      "marked as tainted. Terraform would replace what is tainted; Pulumi does not",
    ],
    meaning:
      "A warning that ends with `left out:`, `left as it was:` or a reason: these resources were not found, could not be " +
      "read, or were not looked for.",
    remedy: "Correct the reason, and run the command again.",
  },
  "modelarts/failed-create-imported": {
    texts: ["failed (CREATE_FAILED); such a notebook can't be"],
    meaning: "The notebook never ran. It is imported, and replaced at the first change.",
    remedy: "Better delete it: [import.md](import.md#what-failed).",
  },
  "modelarts/names-differ": {
    texts: [
      "The next update renames these; write their names into the program:",
      "The names that the program declares are unknown, so notebooks are found by",
    ],
    meaning: "Names in the program and in the cloud differ, or the program could not be previewed.",
    remedy: "Write the live names into the program.",
  },
  "modelarts/ids-missing": {
    texts: ["Nothing was imported: … lacks ids."],
    meaning: "With `--fill`, some resources of the file have no notebook.",
    remedy: "Write their ids into the file, or remove them from the file.",
  },
  "modelarts/import-incomplete": {
    texts: [
      "the same command again, with --yes; it leaves out what is in the stack by then.",
      "It is unknown what was imported: …. Run the same command again, with --yes.",
      "… came into the stack, but … lacks the code.",
      "pulumi import ended with …, although everything is in the stack.",
    ],
    meaning: "`pulumi import` failed or was interrupted, or its code was not written.",
    remedy: "Correct the errors above the message, and run the same command again, with `--yes`.",
  },
  "modelarts/import-file": {
    texts: [
      "It must be what `pulumi preview --import-file …` writes.",
      "Choose another file with --out.",
    ],
    meaning: "The import file can't be read or written, or has another form.",
    remedy: "Give the file that the message describes, or another path.",
  },
  "modelarts/terraform-state": {
    texts: [
      "Reading the Terraform state from … failed: …",
      "There is nothing to import: the Terraform state from",
    ],
    meaning: "The file is no Terraform state, or has nothing of ModelArts.",
    remedy: "Pull the state of the right folder and workspace: [terraform.md](terraform.md).",
  },
  "modelarts/import-option": {
    texts: ["the import option can't be used: …"],
    meaning:
      "The id of the option `import` is wrong, or the notebook is not in this project and region.",
    remedy: "Correct id, project and region.",
  },
  "modelarts/not-importable": {
    texts: ["notebook … is being deleted"],
    meaning:
      "What is being deleted, or a mount or an image that failed, can't be imported or read with `.get`.",
    remedy: "Choose another one.",
  },
  "modelarts/import-differs": {
    texts: ["the program says …, but notebook … has ….", "Importing the … failed: …."],
    meaning: "The option `import` adopts only what is equal.",
    remedy: "Declare the live value, or import with `pulumi import`.",
  },
  "modelarts/import-taken": {
    texts: [
      "failed: another resource imports … too.",
      "can't be imported: the program already manages … under this name",
      "has taken … … for another resource of the program, because an earlier run created it",
      "this run has just adopted it for another resource",
    ],
    meaning:
      "Two resources of the program would have one id, and a deletion of one would delete both.",
    remedy: "Remove one of the two from the program, or from the state as the message says.",
  },
  "modelarts/deletes-for-all": {
    texts: [
      "Without the option protect or retainOnDelete, a destroy of this stack deletes the …",
      "A stack that has imported a notebook deletes it when the stack is destroyed",
    ],
    meaning:
      "For information: neither the engine nor the API knows whether another stack has the notebook, too. `pulumi " +
      "import` sets the option `protect`, unless `--protect=false` is given.",
    remedy:
      "Keep `protect`, or set `retainOnDelete`, while another stack or somebody needs the notebook.",
  },
  "modelarts/import-adopted": {
    texts: ["adopted the existing … …; nothing was created or changed."],
    meaning: "For information: the option `import` took the resource into the state.",
    remedy: "Nothing. A later destroy deletes it.",
  },
});
