import {
  imageStatuses,
  mountStatuses,
  notebookStatuses,
  type StatusMeaning,
} from "pulumi-modelarts/wire/facts/statuses";
import { iso, nist } from "../rule-lib/frameworks";
import { defineRule, type Finding } from "../engine/rule";

export const disallowFailedStatus = defineRule({
  name: "disallow-failed-status",
  description: "Disallow notebooks, mounts and images that failed or are frozen.",
  why: "A failed resource may still be billed, although nobody can use it. The service deletes a resource that stays frozen.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-8"), iso("A.8.9")],
  appliesTo: {
    notebook: ["live", "referenced"],
    storage: ["live", "referenced"],
    image: ["live"], // A program can't read a failed image: the read itself fails.
  },
  settings: { properties: {} },
  messages: {
    failed: "{property} is {found}. Fix it or delete it.",
    frozen: "{property} is FROZEN: the account is in arrears. Pay, before the service deletes it.",
  },
  remedy: "Read failReason, then start the notebook again or replace it.",
  whenNot: "If another tool monitors the status.",
  examples: {
    breaks: [
      {
        given: "a notebook that did not start",
        live: { status: "START_FAILED" },
        messages: ["failed"],
      },
      { given: "a frozen notebook", live: { status: "FROZEN" }, messages: ["frozen"] },
      {
        given: "a mount that can't be removed",
        kind: "storage",
        live: { status: "UNMOUNT_FAILED" },
        messages: ["failed"],
      },
      {
        given: "an image that could not be saved",
        kind: "image",
        live: { status: "CREATE_FAILED" },
        messages: ["failed"],
      },
    ],
    passes: [
      { given: "a running notebook", live: { status: "RUNNING" } },
      { given: "a mount", kind: "storage", live: { status: "MOUNTED" } },
      { given: "an image", kind: "image", live: { status: "ACTIVE" } },
    ],
  },

  checkNotebook: ({ status }) => checkStatus(status, failedNotebook),
  checkStorage: ({ status }) => checkStatus(status, failedMount),
  checkImage: ({ status }) => checkStatus(status, failedImage),
});

type Statuses = Readonly<Record<string, StatusMeaning>>;

const failedIn = (statuses: Statuses) =>
  new Set(Object.keys(statuses).filter((status) => statuses[status] === "failed"));

const failedNotebook = failedIn(notebookStatuses);
const failedImage = failedIn(imageStatuses);
// The mount still works, so it counts as settled for waits. But somebody must remove it.
const UNMOUNT_FAILED = "UNMOUNT_FAILED" satisfies keyof typeof mountStatuses;
const failedMount = failedIn(mountStatuses).add(UNMOUNT_FAILED);

function checkStatus(
  found: string | undefined,
  failed: ReadonlySet<string>,
): Finding<"failed" | "frozen">[] {
  if (!found || !failed.has(found)) return [];
  if (found === "FROZEN") return [{ message: "frozen", property: "status" }];
  return [{ message: "failed", property: "status", data: { found } }];
}
