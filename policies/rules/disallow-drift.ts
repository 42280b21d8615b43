import {
  isLeaseDeclaredOn,
  isLeaseOn,
  leaseDrift,
  timeLeft,
} from "pulumi-modelarts/wire/lease-time";
import { isSame, rangeOf } from "../rule-lib/addresses";
import { iso, nist } from "../rule-lib/frameworks";
import { leaseOf } from "../rule-lib/lease";
import type { Finding, Rule } from "../engine/rule";
import { ssh, WHITELIST } from "../rule-lib/ssh";
import type { Notebook } from "../rule-lib/resource-properties";
import { HOUR_MS, hoursAndMinutes } from "../rule-lib/time";
import { allKnown } from "../engine/unknown-value";

export const disallowDrift: Rule = {
  name: "disallow-drift",
  description: "Disallow a live whitelist or lease that differs from the declared one.",
  why:
    "An update that failed half way, or that the service took without effect, leaves a notebook open " +
    "that the program declares closed. Drift that the same preview undoes is no violation.",
  level: "advisory",
  severity: "medium",
  frameworks: [nist("CM-3"), iso("A.8.9")],
  judges: { notebook: ["live"] },
  settings: { properties: {} },
  presets: { strict: { enforcementLevel: "mandatory" } },
  messages: {
    differs: "{property} is {found}, but {declared} is declared. Run `pulumi up --refresh`.",
    longer:
      "{property} leaves {found} until auto stop, but {declared} is declared. " +
      "Run `pulumi up --refresh`.",
  },
  remedy: "Run `pulumi up --refresh`, or declare what the notebook has.",
  whenNot: "Where whitelists are kept in the console on purpose, with ignoreChanges.",
  examples: {
    breaks: [
      {
        given: "an address more than declared",
        declared: ssh("198.51.100.7"),
        live: ssh("198.51.100.7", "203.0.113.9"),
        messages: ["differs"],
      },
      {
        given: "auto stop that is off",
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
        given: "SSH that nobody declares",
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
        given: "a lease of which time has passed, in a notebook of two days",
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
        given: "a lease that the next start brings",
        declared: { lease: { duration: 4 * HOUR_MS } },
        live: { status: "STOPPED", lease: { enable: false } },
      },
    ],
  },

  *judge(live, _settings, { declared, now }) {
    if (declared === undefined) return;
    yield* allKnown(
      () => (live.endpoints ? judgeWhitelist(whitelist(live), whitelist(declared)) : []),
      () => (live.status === "RUNNING" ? judgeLease(live, declared, now) : []),
    );
  },
};

/** Undefined where there is no SSH endpoint. */
function whitelist({ endpoints }: Notebook): string[] | undefined {
  const found = endpoints?.find((endpoint) => endpoint?.service === "SSH");
  return found && [...(found.allowedAccessIps ?? [])];
}

function judgeWhitelist(found?: string[], declared?: string[]): Finding[] {
  if (isWithin(found, declared) && isWithin(declared, found)) return [];
  const list = (addresses?: string[]) =>
    addresses === undefined ? "no SSH endpoint" : addresses.join(", ") || "no address";
  const data = { found: list(found), declared: list(declared) };
  return [{ message: "differs", property: WHITELIST, data }];
}

function isWithin(some: string[] | undefined, all: string[] | undefined): boolean {
  if (some === undefined || all === undefined) return some === all;
  return some.every((each) => all.some((other) => isSameAddress(each, other)));
}

function isSameAddress(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a && b ? isSame(a, b) : one === other;
}

function judgeLease(live: Notebook, declared: Notebook, now: number): Finding[] {
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
