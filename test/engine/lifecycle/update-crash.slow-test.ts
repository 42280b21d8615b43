/** Further ways in which an update ends before its time. */
import { runsAfter } from "./update-crash-steps";

runsAfter({
  "the provider was killed at the stop": { by: "provider", at: "stop" },
  "the provider was killed at the start, and the program is as before": {
    by: "provider",
    at: "start",
    isReverted: true,
  },
  "the CLI was killed at the stop": { by: "CLI", at: "stop" },
  "both were killed at the stop, and the program is as before": {
    by: "both",
    at: "stop",
    isReverted: true,
  },
  "both were killed at the change, and the next run refreshes": {
    by: "both",
    at: "change",
    isReverted: true,
    then: ["--refresh"],
  },
  "both were killed at the change, and another machine runs the program": {
    by: "both",
    at: "change",
    isElsewhere: true,
  },
  "the API failed from the change on": { by: "outage", at: "change" },
  "the API failed from the change on, and the program is as before": {
    by: "outage",
    at: "change",
    isReverted: true,
  },
  "the API failed from the start on, and the next run refreshes": {
    by: "outage",
    at: "start",
    isReverted: true,
    then: ["--refresh"],
  },
});
