import {
  isLeaseDeclaredOn,
  isLeaseOn,
  isSameDuration,
  MAX_LEASE_MS,
  NO_AUTO_STOP,
  timeLeft,
} from "pulumi-modelarts/wire/facts/lease-time";
import type { NotebookStatus } from "pulumi-modelarts/wire/facts/statuses";
import { iso, nist } from "../rule-lib/frameworks";
import { leaseOf, MAX_LEASE_HOURS, MIN_LEASE_HOURS } from "../rule-lib/lease";
import { defineRule, type CheckContext, type Finding } from "../engine/rule";
import type { Notebook } from "../rule-lib/resource-properties";
import { HOUR_MS, hoursAndMinutes } from "../rule-lib/time";

export const requireAutoStop = defineRule({
  name: "require-auto-stop",
  description: "Require auto stop, with a duration that is neither too long nor too short.",
  why:
    "A running notebook is billed until somebody stops it, and nobody stops it on a Friday. If the program " +
    "declares no lease, the live notebook's lease is checked. The check of a live lease uses the time " +
    "left, because its duration counts from the notebook's creation and grows with each renewal. The check " +
    "of a stopped notebook uses the declared lease, because the next start applies it.",
  level: "mandatory",
  severity: "high",
  frameworks: [nist("CM-7"), iso("A.8.6")],
  appliesTo: { notebook: ["declared", "live", "referenced"] },
  settings: {
    properties: {
      longestDurationHours: {
        type: "number",
        minimum: MIN_LEASE_HOURS,
        maximum: MAX_LEASE_HOURS,
        default: 24,
        description:
          "The longest declared duration, and the most time left of a live lease, in hours.",
      },
      shortestDurationHours: {
        type: "number",
        minimum: MIN_LEASE_HOURS,
        maximum: MAX_LEASE_HOURS,
        default: MIN_LEASE_HOURS,
        description:
          "The shortest declared duration, in hours. A live lease may have less time left.",
      },
      defaultDurationHours: {
        type: "number",
        minimum: MIN_LEASE_HOURS,
        maximum: MAX_LEASE_HOURS,
        default: MIN_LEASE_HOURS,
        description: "The duration that a missing lease gets at level remediate, in hours.",
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
  remedy: "Set lease.duration, in milliseconds, and leave lease.enable at true.",
  whenNot: "For notebooks that serve users around the clock; exempt those instead.",
  examples: {
    settings: { shortestDurationHours: 2 },
    breaks: [
      {
        given: "a stopped notebook whose declared lease is disabled",
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
        live: (now) => ({ lease: { enable: true, duration: NO_AUTO_STOP, createAt: now } }),
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
          lease: { enable: true, duration: MAX_LEASE_MS, createAt: now, updateAt: now },
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
        given: "a running notebook that is five days old, with two hours left",
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
      { given: "a notebook that never ran", live: { status: "CREATE_FAILED" } },
      { given: "a notebook that could not start again", live: { status: "START_FAILED" } },
      {
        given: "a stopped notebook whose declared lease is enabled",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: { status: "STOPPED", lease: { enable: false } },
      },
      { given: "an enabled live lease without a duration", live: { lease: { enable: true } } },
    ],
  },

  checkSettings: ({ longestDurationHours: longest, shortestDurationHours: shortest }) =>
    shortest > longest
      ? [`shortestDurationHours: ${shortest} is longer than longestDurationHours, ${longest}`]
      : [],

  checkNotebook(notebook, settings, context) {
    if (context.source === "declared") return checkDeclared(notebook, settings);
    if (!AT_REST.has(notebook.status ?? "")) return checkLive(notebook, settings, context);
    return context.declared?.lease ? checkDeclared(context.declared, settings) : [];
  },

  remediation:
    "A missing lease gets `defaultDurationHours`, or `shortestDurationHours` if that is longer. A lease " +
    "that is too long is cut to `longestDurationHours`. A disabled lease stays a violation.",
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
});

type MessageId = "missing" | "disabled" | "long" | "left" | "short";

interface Limits {
  longestDurationHours: number;
  shortestDurationHours: number;
}

/** In these statuses a notebook costs nothing by the hour, and auto stop has nothing to stop. */
const AT_REST: ReadonlySet<string> = new Set([
  "STOPPED",
  "CREATE_FAILED",
  "START_FAILED",
] satisfies NotebookStatus[]);

function checkDeclared(notebook: Notebook, limits: Limits): Finding<MessageId>[] {
  const { longestDurationHours: longest, shortestDurationHours: shortest } = limits;
  const lease = leaseOf(notebook);
  if (!lease || !isLeaseDeclaredOn(lease)) return offFinding(lease, longest);
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

function checkLive(
  notebook: Notebook,
  { longestDurationHours: longest }: Limits,
  { now, declared }: CheckContext,
): Finding<MessageId>[] {
  const lease = leaseOf(notebook);
  if (!lease || !isLeaseOn(lease)) return offFinding(lease, longest);
  const limit = longest * HOUR_MS;
  const left = timeLeft(lease, now, notebook.createAt ?? undefined);
  if (left === undefined || left <= limit || isSameDuration(left, limit)) return [];
  // The declared duration is too long, too, and has its own violation.
  if ((declared?.lease?.duration ?? 0) > limit) return [];
  return [{ message: "left", property: "lease", data: { left: hoursAndMinutes(left), longest } }];
}

/** Auto stop is off: there is no lease, or the lease is disabled. */
function offFinding(
  lease: ReturnType<typeof leaseOf>,
  longest: number,
): Finding<"missing" | "disabled">[] {
  return lease
    ? [{ message: "disabled", property: "lease.enable", data: { longest } }]
    : [{ message: "missing", property: "lease", data: { longest }, isUndeclared: true }];
}
