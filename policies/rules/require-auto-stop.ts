import type { Rule } from "../rule";

interface Settings {
  longestDurationHours: number;
}

const HOUR_MS = 3_600_000;

export const requireAutoStop: Rule<Settings> = {
  name: "require-auto-stop",
  description: "Require auto stop, with a duration that is not too long.",
  level: "mandatory",
  severity: "high",
  settings: {
    properties: {
      longestDurationHours: {
        type: "number",
        minimum: 1,
        maximum: 72,
        default: 24,
        description: "The longest duration of a lease, in hours.",
      },
    },
  },
  messages: {
    missing:
      "{property} is not set: nothing says that the notebook stops by itself. " +
      "Set lease.duration to at most {longest} h.",
    disabled:
      "{property} is false: the notebook runs, and is billed, until somebody stops it. " +
      "Enable the lease with a duration of at most {longest} h.",
    long: "{property} is {found} ms ({hours} h), which is longer than {longest} h. Shorten it.",
  },
  remedy: "Set lease to a duration in milliseconds and leave its enable at true.",

  judge({ lease }, { longestDurationHours: longest }, { seen }) {
    if (lease === undefined) {
      return [{ message: "missing", property: "lease", data: { longest }, isUndeclared: true }];
    }
    const { enable, duration } = lease;
    const isOn = enable ?? (seen === "declared" || duration !== undefined);
    // The API writes -1 for "without auto stop".
    if (!isOn || (duration !== undefined && duration < 0)) {
      return [{ message: "disabled", property: "lease.enable", data: { longest } }];
    }
    if (duration === undefined || duration <= longest * HOUR_MS) return [];
    const hours = Math.round((duration / HOUR_MS) * 10) / 10;
    return [
      { message: "long", property: "lease.duration", data: { found: duration, hours, longest } },
    ];
  },
};
