/** The engine's events, and the state where it is given → a report. */
import type { EngineEvent } from "./events";
import { exemptionIn } from "../model/exemption";
import type { Files } from "./files";
import { fleetNotebook } from "../model/fleet";
import {
  byWeight,
  keyOf,
  severities,
  type Exemption,
  type FleetNotebook,
  type Level,
  type Report,
  type Subject,
  type Undecided,
  type Violation,
} from "../model/report";
import { RuleBook, withoutDescription } from "../model/rule-facts";
import { placeIn, stateNotebooks, type StateResource } from "./state";
import { troublesOf } from "./troubles";
import { isUnknown, planned } from "./unknown";
import { isNotebookType, isReferenced, nameOfUrn, referredUrn } from "../model/urn";

export interface EventsInput {
  events: readonly EngineEvent[];
  /** Resources of the state. */
  state?: readonly StateResource[];
  files: Files;
  now: number;
}

/** Pure. */
export function reportOfEvents({ events, state = [], files, now }: EventsInput): Report {
  const book = new RuleBook();
  const subjects = subjectsOf(events, state, files);
  const said: Said = { violations: [], exemptions: [], undecided: [] };
  const packs = new Set<string>();
  for (const event of events) {
    const { policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent, summaryEvent } = event;
    const outcomes = [policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent];
    for (const outcome of outcomes) {
      for (const name of [...(outcome?.passed ?? []), ...(outcome?.failed ?? [])]) book.note(name);
    }
    for (const [key, version] of Object.entries(summaryEvent?.PolicyPacks ?? {})) {
      packs.add(`${key.split("|")[0]} ${version}`);
    }
    if (event.policyEvent !== undefined) record(event.policyEvent, book, subjects, said);
  }
  return {
    kind: "events",
    madeAt: now,
    packs: [...packs].sort(),
    rules: book.all(),
    violations: said.violations.sort(byWeight),
    // By now it is known as what each rule was configured, if it has said anything else.
    exemptions: said.exemptions.map((each) => ({ ...each, level: book.note(each.rule).level })),
    undecided: said.undecided,
    fleet: fleetOf(events, state),
    troubles: troublesOf(events, packs.size),
  };
}

interface Said {
  violations: Violation[];
  exemptions: Exemption[];
  undecided: Undecided[];
}

type Subjects = (urn: string | undefined) => Subject;

/** Files it among what was said. */
function record(
  event: NonNullable<EngineEvent["policyEvent"]>,
  book: RuleBook,
  subjects: Subjects,
  said: Said,
): void {
  const { policyName: rule, resourceUrn } = event;
  const [firstLine] = event.message.trim().split("\n");
  const reported = severities.find((each) => each === event.severity);
  const message = withoutDescription(rule, event.message);
  const about = subjects(resourceUrn);
  const [, open] = CANNOT_RUN.exec(message) ?? [];
  if (open !== undefined) {
    const { severity } = book.note(rule, { severity: reported });
    const [reason, key] = [open, keyOf(about)];
    // A policy that mends is asked twice about the same value.
    const isSaid = said.undecided.some(
      (each) => each.rule === rule && keyOf(each.subject) === key && each.reason === reason,
    );
    if (!isSaid) said.undecided.push({ rule, severity, subject: about, reason });
    return;
  }
  const level: Level = event.enforcementLevel === "mandatory" ? "mandatory" : "advisory";
  const exemption = exemptionIn({ rule, level, message, subject: about }, book);
  const { severity } = book.note(rule, { level, severity: reported, description: firstLine });
  if (exemption !== undefined) said.exemptions.push(exemption);
  else
    said.violations.push({ rule, level, severity: reported ?? severity, subject: about, message });
}

/**
 * The SDK's own words for a value that is not known yet, at level advisory whatever the rule's; there is
 * no field that says it. Source: server.js of @pulumi/policy, where it runs policies and remediations.
 */
const CANNOT_RUN =
  /^can't run (?:policy|remediation) '[^']+' from policy pack '.*?' during preview: (.*)$/s;

/** A resource without a known line is said to be in the project's file. */
function subjectsOf(
  events: readonly EngineEvent[],
  state: readonly StateResource[],
  files: Files,
): Subjects {
  const byUrn = new Map(state.map((resource) => [resource.urn, resource]));
  const ids = new Map<string, string>();
  for (const { urn, id } of shown(events)) if (id !== undefined) ids.set(urn, id);
  const { project } = files;
  return (urn) => {
    if (urn === undefined || urn === "") return { name: "stack", place: project };
    const resource = byUrn.get(urn);
    const place = resource === undefined ? undefined : placeIn(resource);
    const id = ids.get(referredUrn(urn)) ?? (resource?.id || textOf(resource?.outputs?.["id"]));
    return {
      name: nameOfUrn(urn),
      urn,
      ...(id !== undefined && { id }),
      place: place === undefined ? project : files.place(place),
    };
  };
}

/** Notebooks that the events show, in their order; of one that is shown again the last counts. */
function* shown(events: readonly EngineEvent[]) {
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const metadata = (resOutputsEvent ?? resourcePreEvent)?.metadata;
    if (metadata === undefined || !isNotebookType(metadata.type)) continue;
    const { op, urn, old, new: next } = metadata;
    const id = next?.id || old?.id || undefined;
    const isGone = GONE.has(op) || (next ?? null) === null;
    const properties = planned(next?.inputs, next?.outputs);
    // A planned change has no status yet; the notebook has the one that it had.
    const status = [next, old]
      .map((state) => state?.outputs?.["status"] ?? undefined)
      .find((each) => each !== undefined && !isUnknown(each));
    if (status !== undefined) properties["status"] = status;
    const isRead = op.startsWith("read") || isReferenced(urn);
    yield { urn, id, isGone, isRead, properties };
  }
}

/** What is replaced is created as well. Source: the step operations of pkg/resource/deploy. */
const GONE = new Set(["delete", "delete-replaced", "discard", "discard-replaced", "read-discard"]);

function fleetOf(events: readonly EngineEvent[], state: readonly StateResource[]): FleetNotebook[] {
  const seen = new Map<string, { isRead: boolean; notebook: FleetNotebook }>();
  for (const { urn, id, inputs, outputs, external } of stateNotebooks(state)) {
    const notebook = fleetNotebook({ name: nameOfUrn(urn), urn, id }, { ...inputs, ...outputs });
    seen.set(urn, { isRead: external === true || isReferenced(urn), notebook });
  }
  for (const { urn, id, isGone, isRead, properties } of shown(events)) {
    if (isGone) seen.delete(urn);
    else {
      const notebook = fleetNotebook({ name: nameOfUrn(urn), urn, id }, properties);
      seen.set(urn, { isRead, notebook });
    }
  }
  // One notebook may be declared and read as well, or read under several names.
  const fleet = new Map<string, { isRead: boolean; notebook: FleetNotebook }>();
  for (const each of seen.values()) {
    const key = keyOf(each.notebook);
    if (fleet.get(key)?.isRead !== false || !each.isRead) fleet.set(key, each);
  }
  return [...fleet.values()].map(({ notebook }) => notebook);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
