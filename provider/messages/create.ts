/** Messages of creations. */
import { listOf } from "./message";

export const createMessages = listOf({
  "modelarts/failed-status": {
    texts: ["… failed: notebook … is … (…).", "Fix the cause and run"],
    meaning: "The resource reached a failed status. The brackets have the API's reason.",
    remedy:
      "Correct the cause and run `pulumi up` again: a failed create is replaced, a failed start is repeated.",
  },
  "modelarts/timeout": {
    texts: [
      "Run the command again to go on waiting, or give it more time with customTimeouts.",
      "If the API is only slow, give it more time with customTimeouts.",
    ],
    meaning: "The operation's timeout is over. If the resource has an id, the state has it.",
    remedy: "Run `pulumi up` again to go on waiting, or set `customTimeouts`.",
  },
  "modelarts/create-unknown": {
    texts: [
      "ended before the answer was recorded, and what is listed here may be the result",
      "Whether the image was … is unknown",
      "for another resource of the program, which asks for the same.",
    ],
    meaning:
      "The answer to a create was lost, or a run was killed. A notebook may exist; its name alone proves nothing.",
    remedy:
      "Look at the resources that the message lists. Import the right one, delete what nobody needs, or delete the file " +
      "that the message names.",
  },
  "modelarts/create-found": {
    texts: [
      ": adopted … …, which an earlier run of this stack created without recording it",
      "the answer to the create request was lost; found it as …",
      "adopted … …, which is as the program declares it.",
    ],
    meaning: "For information: the resource was found, and nothing was created twice.",
    remedy: "Nothing.",
  },
  "modelarts/changed-since-create": {
    texts: ["an earlier run created … …, and the program has changed since"],
    meaning: "A killed run created the resource from an older program.",
    remedy:
      "Run `pulumi up` again; for a property that the API does not show, import or delete the resource first.",
  },
  "modelarts/mount-path-taken": {
    texts: ["… failed: … of notebook … is in use by"],
    meaning: "Another mount has this path in the notebook.",
    remedy: "Choose another `mountPath`, or import that mount.",
  },
});
