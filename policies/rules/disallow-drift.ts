import {
  isLeaseDeclaredOn,
  isLeaseOn,
  leaseDrift,
  timeLeft,
} from "pulumi-modelarts/wire/facts/lease-time";
import { isSameRange, parseRange } from "../rule-lib/addresses";
import { iso, nist } from "../rule-lib/frameworks";
import { leaseOf } from "../rule-lib/lease";
import { defineRule, type Finding } from "../engine/rule";
import { ssh, WHITELIST } from "../rule-lib/ssh";
import type { Notebook } from "../rule-lib/resource-properties";
import { HOUR_MS, hoursAndMinutes } from "../rule-lib/time";
import { runChecks } from "../rule-lib/unknown-value";

export const disallowDrift = defineRule({
  name: "disallow-drift",
  description: "Disallow a live whitelist or lease that differs from the declared one.",
  why:
    "If an update fails halfway, or if the service accepts it without effect, a notebook stays open that " +
    "the program declares closed. Drift that the same preview corrects is no violation.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-3"), iso("A.8.9")],
  appliesTo: { notebook: ["live"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    differs: "{property} is {found}, but {declared} is declared. Run `pulumi up --refresh`.",
    longer:
      "{property} leaves {found} until auto stop, but {declared} is declared. " +
      "Run `pulumi up --refresh`.",
  },
  remedy: "Run `pulumi up --refresh`, or declare what the notebook has.",
  whenNot:
    "If people change whitelists in the console on purpose, and the program has ignoreChanges.",
  examples: {
    breaks: [
      {
        given: "one more address than declared",
        declared: ssh("198.51.100.7"),
        live: ssh("198.51.100.7", "203.0.113.9"),
        messages: ["differs"],
      },
      {
        given: "auto stop that is switched off",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: (now) => ({
          status: "RUNNING",
          lease: { enable: false, duration: 4 * HOUR_MS, createAt: now },
        }),
        messages: ["differs"],
      },
      {
        given: "auto stop of another type",
        declared: { lease: { duration: 4 * HOUR_MS, type: "idle" } },
        live: (now) => ({
          status: "RUNNING",
          lease: { enable: true, duration: 4 * HOUR_MS, type: "TIMING", createAt: now },
        }),
        messages: ["differs"],
      },
      {
        given: "a lease that was renewed for longer than declared",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: (now) => ({
          status: "RUNNING",
          lease: {
            enable: true,
            duration: 58 * HOUR_MS,
            createAt: now - 50 * HOUR_MS,
            updateAt: now,
          },
        }),
        messages: ["longer"],
      },
      {
        given: "an SSH endpoint that is not declared",
        declared: {},
        live: ssh("203.0.113.9"),
        messages: ["differs"],
      },
    ],
    passes: [
      {
        given: "the same, in another order and spelling",
        declared: ssh("198.51.100.7", "203.0.113.9/32"),
        live: ssh("203.0.113.9", "198.51.100.7/32"),
      },
      {
        given: "a lease that is not declared",
        declared: {},
        live: (now) => ({
          status: "RUNNING",
          lease: { enable: true, duration: 8 * HOUR_MS, createAt: now },
        }),
      },
      {
        given: "a lease with less time left than declared, of a notebook that is two days old",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: (now) => ({
          status: "RUNNING",
          lease: {
            enable: true,
            duration: 51 * HOUR_MS,
            createAt: now - 48 * HOUR_MS,
            updateAt: now - HOUR_MS,
          },
        }),
      },
      {
        given: "a stopped notebook, whose next start applies the declared lease",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: { status: "STOPPED", lease: { enable: false } },
      },
    ],
  },

  *checkNotebook(live, _settings, { declared, now }) {
    if (declared === undefined) return;
    yield* runChecks<Finding<"differs" | "longer">>(
      () => (live.endpoints ? checkWhitelist(whitelist(live), whitelist(declared)) : []),
      () => (live.status === "RUNNING" ? checkLease(live, declared, now) : []),
    );
  },
});

/** Undefined if there is no SSH endpoint. */
function whitelist({ endpoints }: Notebook): string[] | undefined {
  const found = endpoints?.find((endpoint) => endpoint?.service === "SSH");
  return found && [...(found.allowedAccessIps ?? [])];
}

function checkWhitelist(found?: string[], declared?: string[]): Finding<"differs">[] {
  if (isSubset(found, declared) && isSubset(declared, found)) return [];
  const list = (addresses?: string[]) =>
    addresses === undefined ? "no SSH endpoint" : addresses.join(", ") || "no address";
  const data = { found: list(found), declared: list(declared) };
  return [{ message: "differs", property: WHITELIST, data }];
}

function isSubset(some: string[] | undefined, all: string[] | undefined): boolean {
  if (some === undefined || all === undefined) return some === all;
  return some.every((each) => all.some((other) => isSameAddress(each, other)));
}

function isSameAddress(one: string, other: string): boolean {
  const [a, b] = [parseRange(one), parseRange(other)];
  return a && b ? isSameRange(a, b) : one === other;
}

function checkLease(
  live: Notebook,
  declared: Notebook,
  now: number,
): Finding<"differs" | "longer">[] {
  const [found, wanted] = [leaseOf(live), leaseOf(declared)];
  if (!found || !wanted) return [];
  const createdAt = live.createAt ?? undefined;
  const drift = leaseDrift(wanted, found, now, createdAt);
  if (drift === undefined) return [];
  if (drift === "duration") {
    const left = timeLeft(found, now, createdAt) ?? 0;
    const data = { found: hoursAndMinutes(left), declared: hoursAndMinutes(wanted.duration ?? 0) };
    return [{ message: "longer", property: "lease", data }];
  }
  const data =
    drift === "enable"
      ? { found: String(isLeaseOn(found)), declared: String(isLeaseDeclaredOn(wanted)) }
      : { found: found.type?.toLowerCase(), declared: wanted.type?.toLowerCase() };
  return [{ message: "differs", property: `lease.${drift}`, data }];
}
