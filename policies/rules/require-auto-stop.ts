import {
  isLeaseDeclaredOn,
  isLeaseOn,
  isSameDuration,
  timeLeft,
} from "pulumi-modelarts/wire/lease-time";
import { nist, iso } from "../rule-lib/frameworks";
import { leaseOf, MAX_LEASE_HOURS, MIN_LEASE_HOURS } from "../rule-lib/lease";
import type { Finding, Rule, Sight } from "../engine/rule";
import type { Notebook } from "../rule-lib/resource-properties";
import { HOUR_MS, hoursAndMinutes } from "../rule-lib/time";

interface Settings {
  longestDurationHours: number;
  shortestDurationHours: number;
  defaultDurationHours: number;
}

export const requireAutoStop: Rule<Settings> = {
  name: "require-auto-stop",
  description: "Require auto stop, with a duration that is neither too long nor too short.",
  why:
    "A running notebook is billed until somebody stops it, and nobody does on a Friday. A missing lease " +
    "is judged by what the live notebook has, where there is one. Of a live lease the time that is left " +
    "is judged, since its duration counts from the notebook's creation and grows with each renewal. A " +
    "notebook that does not run is judged by what is declared, since that is what its next start brings.",
  level: "mandatory",
  severity: "high",
  frameworks: [nist("CM-7"), iso("A.8.6")],
  judges: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      longestDurationHours: {
        type: "number",
        minimum: MIN_LEASE_HOURS,
        maximum: MAX_LEASE_HOURS,
        default: 24,
        description:
          "The longest duration to declare, and the most time left of a live lease, in hours.",
      },
      shortestDurationHours: {
        type: "number",
        minimum: MIN_LEASE_HOURS,
        maximum: MAX_LEASE_HOURS,
        default: MIN_LEASE_HOURS,
        description:
          "The shortest duration to declare, in hours; time left of a live lease always shrinks.",
      },
      defaultDurationHours: {
        type: "number",
        minimum: MIN_LEASE_HOURS,
        maximum: MAX_LEASE_HOURS,
        default: MIN_LEASE_HOURS,
        description: "At level remediate, the duration of a lease that is missing, in hours.",
      },
    },
  },
  presets: { strict: { longestDurationHours: 12 }, cost: { longestDurationHours: 8 } },
  messages: {
    missing:
      "{property} is not set: nothing says that the notebook stops by itself. " +
      "Set lease.duration to at most {longest} h.",
    disabled:
      "{property} is false: while it runs, the notebook is billed until somebody stops it. " +
      "Enable the lease with a duration of at most {longest} h.",
    long: "{property} is {found} ms ({hours} h), which is longer than {longest} h. Shorten it.",
    left:
      "{property} leaves {left} until auto stop, which is longer than {longest} h. " +
      "Renew the lease for a shorter time.",
    short: "{property} is {found} ms ({hours} h), which is shorter than {shortest} h. Lengthen it.",
  },
  remedy: "Set lease to a duration in milliseconds and leave its enable at true.",
  whenNot: "For notebooks that serve others around the clock; exempt those instead.",
  examples: {
    settings: { shortestDurationHours: 2 },
    breaks: [
      {
        given: "a stopped notebook that is declared to start without auto stop",
        declared: { lease: { enable: false } },
        live: (now) => ({
          status: "STOPPED",
          lease: { enable: true, duration: 2 * HOUR_MS, createAt: now - HOUR_MS },
        }),
        messages: ["disabled"],
      },
      { given: "no lease", declared: {}, messages: ["missing"] },
      { given: "a disabled lease", declared: { lease: { enable: false } }, messages: ["disabled"] },
      {
        given: "a lease that was switched off",
        live: (now) => ({ lease: { enable: false, duration: 2 * HOUR_MS, createAt: now } }),
        messages: ["disabled"],
      },
      {
        given: "the API's number for no auto stop",
        live: (now) => ({ lease: { enable: true, duration: -1, createAt: now } }),
        messages: ["disabled"],
      },
      {
        given: "a long lease",
        declared: { lease: { duration: 24 * HOUR_MS + 1 } },
        messages: ["long"],
      },
      {
        given: "a long live lease",
        live: (now) => ({
          lease: { enable: true, duration: 72 * HOUR_MS, createAt: now, updateAt: now },
        }),
        messages: ["left"],
      },
      {
        given: "a live lease that was renewed for longer than declared",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: (now) => ({
          status: "RUNNING",
          lease: {
            enable: true,
            duration: 150 * HOUR_MS,
            createAt: now - 120 * HOUR_MS,
            updateAt: now,
          },
        }),
        messages: ["left"],
      },
      { given: "a short lease", declared: { lease: { duration: HOUR_MS } }, messages: ["short"] },
      {
        given: "a stricter setting",
        declared: { lease: { duration: 3 * HOUR_MS } },
        settings: { longestDurationHours: 2 },
        messages: ["long"],
      },
    ],
    passes: [
      { given: "a lease", declared: { lease: { duration: 4 * HOUR_MS } } },
      {
        given: "an enabled live lease",
        live: (now) => ({
          lease: {
            enable: true,
            duration: 24 * HOUR_MS,
            type: "idle",
            createAt: now,
            updateAt: now,
          },
        }),
      },
      {
        given: "a running notebook of five days, with two hours left",
        live: (now) => ({
          status: "RUNNING",
          lease: {
            enable: true,
            duration: 122 * HOUR_MS,
            createAt: now - 120 * HOUR_MS,
            updateAt: now - 4 * HOUR_MS,
          },
        }),
      },
      {
        given: "a live lease with less time left than the shortest",
        live: (now) => ({
          status: "RUNNING",
          lease: {
            enable: true,
            duration: 4 * HOUR_MS,
            createAt: now - 3 * HOUR_MS,
            updateAt: now - 3 * HOUR_MS,
          },
        }),
      },
      { given: "one that never ran", live: { status: "CREATE_FAILED" } },
      { given: "one that could not start again", live: { status: "START_FAILED" } },
      {
        given: "a stopped notebook whose next start brings a lease",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: { status: "STOPPED", lease: { enable: false } },
      },
      { given: "a live lease that is only known to be on", live: { lease: { enable: true } } },
    ],
  },

  checkSettings: ({ longestDurationHours: longest, shortestDurationHours: shortest }) =>
    shortest > longest
      ? [`shortestDurationHours: ${shortest} is longer than longestDurationHours, ${longest}`]
      : [],

  judge(notebook, settings, sight) {
    if (sight.seen === "declared") return judgeDeclared(notebook, settings);
    if (!RESTING.has(notebook.status ?? "")) return judgeLive(notebook, settings, sight);
    return sight.declared?.lease ? judgeDeclared(sight.declared, settings) : [];
  },

  remediation:
    "A missing lease gets `defaultDurationHours`, or `shortestDurationHours` where that is longer; an over-long one is cut to `longestDurationHours`. " +
    "One that was switched off stays a violation.",
  remediate(notebook, { longestDurationHours, shortestDurationHours, defaultDurationHours }) {
    const longest = longestDurationHours * HOUR_MS;
    const { lease } = notebook;
    if (lease === undefined || lease === null) {
      const hours = Math.max(defaultDurationHours, shortestDurationHours);
      notebook.lease = { duration: Math.min(hours * HOUR_MS, longest) };
      return true;
    }
    if (!isLeaseDeclaredOn(lease) || typeof lease.duration !== "number") return false;
    if (lease.duration <= longest) return false;
    lease.duration = longest;
    return true;
  },
};

/** Nothing is billed by the hour, nor is there anything to stop. */
const RESTING: ReadonlySet<string> = new Set(["STOPPED", "CREATE_FAILED", "START_FAILED"]);

function judgeDeclared(notebook: Notebook, settings: Settings): Finding[] {
  const { longestDurationHours: longest, shortestDurationHours: shortest } = settings;
  const lease = leaseOf(notebook);
  if (!lease || !isLeaseDeclaredOn(lease)) return judgeAbsent(lease, settings);
  const found = lease.duration;
  if (found === undefined) return [];
  const hours = Math.round((found / HOUR_MS) * 10) / 10;
  const property = "lease.duration";
  if (found > longest * HOUR_MS) {
    return [{ message: "long", property, data: { found, hours, longest } }];
  }
  if (found >= shortest * HOUR_MS) return [];
  return [{ message: "short", property, data: { found, hours, shortest } }];
}

function judgeLive(notebook: Notebook, settings: Settings, { now, declared }: Sight): Finding[] {
  const { longestDurationHours: longest } = settings;
  const lease = leaseOf(notebook);
  if (!lease || !isLeaseOn(lease)) return judgeAbsent(lease, settings);
  const limit = longest * HOUR_MS;
  const left = timeLeft(lease, now, notebook.createAt ?? undefined);
  if (left === undefined || left <= limit || isSameDuration(left, limit)) return [];
  // A declared duration that is too long was judged as such.
  if ((declared?.lease?.duration ?? 0) > limit) return [];
  return [{ message: "left", property: "lease", data: { left: hoursAndMinutes(left), longest } }];
}

function judgeAbsent(
  lease: ReturnType<typeof leaseOf>,
  { longestDurationHours: longest }: Settings,
): Finding[] {
  return lease
    ? [{ message: "disabled", property: "lease.enable", data: { longest } }]
    : [{ message: "missing", property: "lease", data: { longest }, isUndeclared: true }];
}
