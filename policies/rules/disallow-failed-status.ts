import { nist, iso } from "../rule-lib/frameworks";
import type { Finding, Rule } from "../engine/rule";

export const disallowFailedStatus: Rule = {
  name: "disallow-failed-status",
  description: "Disallow notebooks, mounts and images that failed or are frozen.",
  why: "What failed is billed in part, serves nobody, and is deleted by the service when frozen for long.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-8"), iso("A.8.9")],
  judges: {
    notebook: ["live", "referenced"],
    storage: ["live", "referenced"],
    image: ["live"], // Reading one that failed is an error of its own.
  },
  settings: { properties: {} },
  messages: {
    failed: "{property} is {found}. Mend it or delete it.",
    frozen: "{property} is FROZEN: the account is in arrears. Pay, before the service deletes it.",
  },
  remedy: "Look at failReason, then start the notebook again or replace it.",
  whenNot: "Where another tool watches the status.",
  examples: {
    breaks: [
      {
        given: "a notebook that did not start",
        live: { status: "START_FAILED" },
        messages: ["failed"],
      },
      { given: "a frozen notebook", live: { status: "FROZEN" }, messages: ["frozen"] },
      {
        given: "a mount that can't be taken away",
        kind: "storage",
        live: { status: "UNMOUNT_FAILED" },
        messages: ["failed"],
      },
      {
        given: "an image that was not saved",
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

  judge: ({ status }) => judgeStatus(status),
  judgeStorage: ({ status }) => judgeStatus(status),
  judgeImage: ({ status }) => judgeStatus(status),
};

function judgeStatus(found: string | undefined): Finding[] {
  if (!found) return [];
  if (found === "FROZEN") return [{ message: "frozen", property: "status" }];
  const isFailed = found === "ERROR" || found.endsWith("_FAILED");
  return isFailed ? [{ message: "failed", property: "status", data: { found } }] : [];
}
