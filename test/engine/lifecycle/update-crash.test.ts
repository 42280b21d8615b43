/** The main ways in which an update ends before its time; update-crash.slow-test.ts has more of them. */
import { runsAfter } from "./update-crash-steps";

runsAfter({
  "the provider was killed at the change, and the program is as before": {
    by: "provider",
    at: "change",
    isReverted: true,
  },
  "both were killed at the stop": { by: "both", at: "stop" },
  "the user was impatient at the change": { by: "twice", at: "change", isReverted: true },
  "both were killed at the change, and another machine refreshes": {
    by: "both",
    at: "change",
    isElsewhere: true,
    isReverted: true,
    then: ["--refresh"],
  },
  "the API failed from the stop on, and a preview refreshes": {
    by: "outage",
    at: "stop",
    isReverted: true,
    isPreviewed: true,
  },
});
