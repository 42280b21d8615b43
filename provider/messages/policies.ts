/** Messages of the policy pack and its commands. A violation has the name of its rule instead: docs/policies.md. */
import { listOf } from "./message";

export const policyMessages = listOf({
  "modelarts/policy-settings": {
    texts: [
      "The settings of … can't be used: …",
      "The configuration in … can't be used:",
      "there is no such rule; there are …",
    ],
    meaning:
      "A rule or a setting of a rule is misspelled or wrong. An audit names every problem of the file.",
    remedy: "Correct the file: [policies.md](policies.md#levels-and-settings).",
  },
  "modelarts/policy-pack": {
    texts: ["There is no rule …. There are: ….", "levels: the pack has no rule …"],
    meaning: "A pack of your own names a rule that does not exist, or two of one name.",
    remedy: "Correct the name in the pack's program.",
  },
  "modelarts/policy-exemption": {
    texts: ["[…].until is …, which is no date as YYYY-MM-DD"],
    meaning: "`policyExemptions` got a rule, date or reason that a tag can't hold.",
    remedy: "Correct it: [policies.md](policies.md#exemptions).",
  },
  "modelarts/report-input": {
    texts: [
      "this is one JSON document, as pulumi writes without PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true",
      "Reading the state in … failed: …",
    ],
    meaning:
      "`report` needs events, one in a line, and a state as `pulumi stack export` writes it.",
    remedy: "Set the variable for the preview, or give the file that the message describes.",
  },
  "modelarts/report-output": {
    texts: ["Writing … failed: …. Choose another with --output."],
    meaning: "The report can't be written.",
    remedy: "Choose another path.",
  },
  "modelarts/run-incomplete": {
    texts: ["The run did not complete, so there may be more violations:"],
    meaning: "The preview failed for another reason. The exit code is 2.",
    remedy: "Correct the errors that follow.",
  },
  "modelarts/audit-no-match": {
    texts: ["No notebook matches …. Correct the filter, or the project, region or connection."],
    meaning:
      "The filters of the audit, such as `--name`, match no notebook, so nothing was checked. The exit code is 2.",
    remedy:
      "Correct the filter. `npx pulumi-modelarts list --all-users` shows the notebooks of the project. If they are " +
      "not the expected ones, correct the project, the region or the connection.",
  },
  "modelarts/audit-rights": {
    texts: ["Use --own to evaluate your own notebooks only."],
    meaning: "The user may not list the notebooks of others.",
    remedy: "Give the right, or use `--own`.",
  },
});
