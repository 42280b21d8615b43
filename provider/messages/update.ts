/** Messages of updates, and of previews of updates. */
import { listOf } from "./message";

export const updateMessages = listOf({
  "modelarts/will-stop": {
    texts: ["it will be stopped… for …", "if ModelArts refuses that,"],
    meaning: "A preview's note: this change stops the notebook, or may have to.",
    remedy: "Tell its users, or leave the change out.",
  },
  "modelarts/will-start": {
    texts: ["it will be started: an earlier update stopped it and has not seen it run since"],
    meaning: "An earlier update failed or was killed.",
    remedy: "Nothing: this `up` starts the notebook.",
  },
  "modelarts/volume-loss": {
    texts: ["replacing the notebook (for …) deletes its … volume"],
    meaning: "The change can't be made in place. The managed disk goes with the notebook.",
    remedy: "Save the data first, or undo the change.",
  },
  "modelarts/replaced-later": {
    texts: ["changes only the state; the next one replaces the … for …"],
    meaning:
      "The old registration of the image must first lose `forceDelete`, so that its deletion keeps the content.",
    remedy: "Run `pulumi up` twice.",
  },
  "modelarts/stop-required": {
    texts: ["while it runs. Stop the notebook first, or allow a stop and a start with"],
    meaning: "ModelArts refused a new name or description of a running notebook.",
    remedy: "Stop it, or set `modelarts:stopToRename`.",
  },
  "modelarts/disk-needs-running": {
    texts: [
      "grows only while the notebook runs, and the notebook is …",
      "its disk grows only while it runs: the update will fail.",
    ],
    meaning: "A stopped notebook's disk can't grow.",
    remedy: 'Start it, or set `desiredStatus: "RUNNING"`.',
  },
  "modelarts/immutable-drift": {
    texts: ["which the API can't change. Run `pulumi refresh`, then check with"],
    meaning: "Somebody changed the notebook since the last refresh.",
    remedy: "Refresh, and look at the preview.",
  },
  "modelarts/flavor-switch": {
    texts: ["can't change to flavor …, which is"],
    meaning: "A notebook can change only to some flavors, and not to one that is sold out.",
    remedy:
      "Choose one that the message lists. With `modelarts:previewChecks`, the preview finds such a flavor.",
  },
  "modelarts/incomplete-notebook": {
    texts: ["ModelArts answers notebook … without its …, so … can't be changed."],
    meaning: "The answer lacks what the update would change.",
    remedy: "Run the command again.",
  },
  "modelarts/lease-waits": {
    texts: ["it is STOPPED, so the lease waits for its next start"],
    meaning: "The API takes a lease only for a running notebook.",
    remedy: "Nothing; the lease is sent with the next start.",
  },
  "modelarts/no-marker": {
    texts: ["the description leaves no room for the marker that modelarts:createMarker adds"],
    meaning:
      "The notebook is created without the marker, so a lost create is found by its name and inputs only.",
    remedy: "Shorten the description.",
  },
  "modelarts/journal": {
    texts: ["the journal in … can't be written (…)."],
    meaning:
      "`PULUMI_HOME` is read-only or full. The run goes on, and a kill would not be repaired.",
    remedy: "Make space on the disk, or set `PULUMI_HOME` to a folder that can be written.",
  },
  "modelarts/force-delete": {
    texts: ["can't be replaced: the old registration must be deleted first, and forceDelete: true"],
    meaning: "The replacement would delete the content that the new registration needs.",
    remedy: "Declare `forceDelete: false` first, as the message says.",
  },
});
