/** The engine's events, and optionally the state → a report. Pure. */
import { exemptionIn } from "../model/exemption";
import {
  resourceKey,
  severities,
  violationOrder,
  type Exemption,
  type FleetNotebook,
  type Level,
  type Report,
  type ReportedResource,
  type Scope,
  type Undecided,
  type Violation,
} from "../model/report";
import { RuleRegistry, withoutDescription } from "../model/rule-facts";
import { nameOfUrn, referredUrn, stackOfUrn } from "../model/urn";
import type { EngineEvent } from "./events";
import { fleetOf, shownNotebooks } from "./fleet-of-events";
import type { ProjectFiles } from "./project-files";
import { runErrorsOf } from "./run-errors";
import { programPosition, type StateResource } from "./state";

export interface EventsInput {
  events: readonly EngineEvent[];
  /** The resources of the state. */
  state?: readonly StateResource[];
  files: ProjectFiles;
  /** Milliseconds since 1970 (UTC). */
  now: number;
}

export function reportOfEvents({ events, state = [], files, now }: EventsInput): Report {
  const registry = new RuleRegistry();
  const resourceOf = resourceFinder(events, state, files);
  const results: Results = { violations: [], exemptions: [], undecided: [] };
  const packs = new Set<string>();
  for (const event of events) {
    const { policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent, summaryEvent } = event;
    for (const summary of [policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent]) {
      for (const name of [...(summary?.passed ?? []), ...(summary?.failed ?? [])]) {
        registry.record(name);
      }
    }
    for (const [key, version] of Object.entries(summaryEvent?.PolicyPacks ?? {})) {
      packs.add(`${key.split("|")[0]} ${version}`);
    }
    if (event.policyEvent !== undefined) {
      addResult(event.policyEvent, registry, resourceOf, results);
    }
  }
  const fleet = fleetOf(events, state);
  return {
    kind: "events",
    scope: scopeOf(events, state, fleet),
    createdAt: now,
    packs: [...packs].sort(),
    rules: registry.all(),
    violations: results.violations.sort(violationOrder),
    // A later event may have shown the configured level of the rule.
    exemptions: results.exemptions.map((each) => ({
      ...each,
      level: registry.record(each.rule).level,
    })),
    undecided: results.undecided,
    fleet,
    runErrors: runErrorsOf(events, packs.size),
  };
}

/** URNs name the stack. The events say nothing of the endpoint or of the pack's configuration. */
function scopeOf(
  events: readonly EngineEvent[],
  state: readonly StateResource[],
  fleet: readonly FleetNotebook[],
): Scope {
  const urns = [
    ...events.map(
      ({ policyEvent, resourcePreEvent, resOutputsEvent }) =>
        policyEvent?.resourceUrn ?? (resourcePreEvent ?? resOutputsEvent)?.metadata.urn,
    ),
    ...state.map(({ urn }) => urn),
  ];
  const stack = urns.map((urn = "") => stackOfUrn(urn)).find((each) => each !== undefined);
  const regions = distinct(fleet.map(({ region }) => region));
  const projectIds = distinct(fleet.map(({ projectId }) => projectId));
  return {
    ...stack,
    ...(regions.length > 0 && { regions }),
    ...(projectIds.length > 0 && { projectIds }),
  };
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}

interface Results {
  violations: Violation[];
  exemptions: Exemption[];
  undecided: Undecided[];
}

type ResourceFinder = (urn: string | undefined) => ReportedResource;

/** Adds what one policy event reports to the results. */
function addResult(
  event: NonNullable<EngineEvent["policyEvent"]>,
  registry: RuleRegistry,
  resourceOf: ResourceFinder,
  results: Results,
): void {
  const { policyName: rule, resourceUrn } = event;
  const [description] = event.message.trim().split("\n");
  const severity = severities.find((each) => each === event.severity);
  const message = withoutDescription(rule, event.message);
  const resource = resourceOf(resourceUrn);
  const [, reason] = CANNOT_RUN.exec(message) ?? [];
  if (reason !== undefined) {
    const undecided = {
      rule,
      severity: registry.record(rule, { severity }).severity,
      resource,
      reason,
    };
    // A policy with a remediation reads the same value twice.
    if (!results.undecided.some((each) => isSame(each, undecided))) {
      results.undecided.push(undecided);
    }
    return;
  }
  const level: Level = event.enforcementLevel === "mandatory" ? "mandatory" : "advisory";
  const exemption = exemptionIn({ rule, level, message, resource }, registry);
  const facts = registry.record(rule, { level, severity, description });
  if (exemption !== undefined) results.exemptions.push(exemption);
  else {
    results.violations.push({
      rule,
      level,
      severity: severity ?? facts.severity,
      resource,
      message,
    });
  }
}

function isSame(one: Undecided, other: Undecided): boolean {
  return (
    one.rule === other.rule &&
    one.reason === other.reason &&
    resourceKey(one.resource) === resourceKey(other.resource)
  );
}

/**
 * The SDK's message for a value that is unknown in the preview. It always has level advisory, and no field
 * of the event tells it from a violation. Source: server.js of @pulumi/policy.
 */
const CANNOT_RUN =
  /^can't run (?:policy|remediation) '[^']+' from policy pack '.*?' during preview: (.*)$/s;

/** A resource without a known line gets the position of the project's file. */
function resourceFinder(
  events: readonly EngineEvent[],
  state: readonly StateResource[],
  files: ProjectFiles,
): ResourceFinder {
  const stateByUrn = new Map(state.map((resource) => [resource.urn, resource]));
  const idByUrn = new Map<string, string>();
  for (const { urn, id } of shownNotebooks(events)) if (id !== undefined) idByUrn.set(urn, id);
  return (urn) => {
    if (urn === undefined || urn === "") return { name: "stack", position: files.project };
    const resource = stateByUrn.get(urn);
    const position = resource === undefined ? undefined : programPosition(resource);
    const outputId = resource?.outputs?.["id"];
    const stateId = resource?.id || (typeof outputId === "string" ? outputId : undefined);
    const id = idByUrn.get(referredUrn(urn)) ?? stateId;
    return {
      name: nameOfUrn(urn),
      urn,
      ...(id !== undefined && { id }),
      position: position === undefined ? files.project : files.inRepository(position),
    };
  };
}
