/** Messages about what a program declares. */
import { listOf } from "./message";

export const inputMessages = listOf({
  "modelarts/invalid-input": {
    texts: [
      "is not …; known here: …",
      "The arguments of … are wrong:",
      "is empty: ….get needs the id of",
    ],
    meaning:
      "An input of a resource, or an argument of a function, is missing, misspelled or of the wrong type.",
    remedy: "Correct the property that the message names. Nothing was sent.",
  },
  "modelarts/contradicting-inputs": {
    texts: [
      "is required unless enable is false",
      "is only for a running notebook, but desiredStatus is STOPPED",
    ],
    meaning: "Two inputs are each valid, and not allowed together.",
    remedy: "Change one of them. Nothing was sent.",
  },
  "modelarts/disk-shrinks": {
    texts: [
      "must not be less than the current … GB: a disk can only grow",
      "A disk can only grow: declare at least … GB. Nothing was changed.",
      "a disk can only grow, so the update will fail. Declare at least … GB",
    ],
    meaning: "The program declares less than the disk has.",
    remedy: "Declare the live size.",
  },
  "modelarts/preview-check": {
    texts: [
      "… [modelarts:previewChecks]",
      "can't be created: notebooks are switched off for this user",
    ],
    meaning:
      "`modelarts:previewChecks` asked the API, and the flavor, the image or the quota does not allow the notebook.",
    remedy:
      "Choose one of the names that the message suggests. The setting switches the check off.",
  },
  "modelarts/preview-unchecked": {
    texts: [
      "modelarts:previewChecks could not read the account's …, and checks nothing that needs them.",
    ],
    meaning: "A right is missing, or a list could not be read. The preview goes on.",
    remedy: "Give the right that [rights.md](rights.md) names, or switch the setting off.",
  },
});
