/** The engine's events, and the state where it is given → a report. */
import { EXEMPTION_RULE, parseExemptionMessage } from "../exemption-message";
import type { EngineEvent } from "./events";
import type { Files } from "./files";
import { fleetNotebook, type Properties } from "./fleet";
import {
  byWeight,
  severities,
  type Exemption,
  type FleetNotebook,
  type Level,
  type Report,
  type Subject,
  type Undecided,
  type Violation,
} from "./model";
import { RuleBook, withoutDescription } from "./rule-facts";
import { placeIn, stateNotebooks, type StateResource } from "./state";
import { isNotebookType, nameOfUrn, referredUrn } from "./urn";

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
    if (event.policyEvent !== undefined) sort(event.policyEvent, book, subjects, said);
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
    troubles: troublesOf(events, packs.size, said.violations),
  };
}

interface Said {
  violations: Violation[];
  exemptions: Exemption[];
  undecided: Undecided[];
}

type Subjects = (urn: string | undefined) => Subject;

function sort(
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
  // The SDK's own words, at level advisory whatever the rule's; there is no field that says it.
  if (message.startsWith(`can't run policy '${rule}' from policy pack '`)) {
    const { severity } = book.note(rule, { severity: reported });
    const reason = message.replace(/^.*during preview: /s, "");
    said.undecided.push({ rule, severity, subject: about, reason });
    return;
  }
  const facts = rule === EXEMPTION_RULE ? parseExemptionMessage(message) : undefined;
  if (facts !== undefined && (facts.kind === "exempted" || facts.kind === "expiring")) {
    book.note(rule, { severity: reported, description: firstLine });
    const { severity, level } = book.note(facts.rule);
    const { kind, until, reason, message } = facts;
    const isNamed = about.name === facts.resource;
    const subject = isNamed ? about : { ...about, name: facts.resource };
    said.exemptions.push({
      rule: facts.rule,
      kind,
      severity,
      level,
      subject,
      until,
      reason,
      message,
    });
    return;
  }
  const level: Level = event.enforcementLevel === "mandatory" ? "mandatory" : "advisory";
  const { severity } = book.note(rule, { level, severity: reported, description: firstLine });
  said.violations.push({ rule, level, severity: reported ?? severity, subject: about, message });
}

/** A resource without a known line is said to be in the project's file. */
function subjectsOf(
  events: readonly EngineEvent[],
  state: readonly StateResource[],
  files: Files,
): Subjects {
  const byUrn = new Map(state.map((resource) => [resource.urn, resource]));
  const ids = new Map<string, string>();
  for (const { urn, id } of shown(events)) if (id !== undefined) ids.set(urn, id);
  const project = files.project ?? { file: "Pulumi.yaml", line: 1 };
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
    // A planned change has no status yet; the notebook has the one that it had.
    const status = next?.outputs?.["status"] ?? old?.outputs?.["status"];
    const properties = {
      ...next?.inputs,
      ...next?.outputs,
      ...(status !== undefined && { status }),
    };
    yield { urn, id, isGone, properties: properties as Properties };
  }
}

/** What is replaced is created as well. Source: the step operations of pkg/resource/deploy. */
const GONE = new Set(["delete", "delete-replaced", "discard", "discard-replaced", "read-discard"]);

function fleetOf(events: readonly EngineEvent[], state: readonly StateResource[]): FleetNotebook[] {
  const fleet = new Map<string, FleetNotebook>();
  for (const { urn, id, inputs, outputs } of stateNotebooks(state)) {
    fleet.set(urn, fleetNotebook({ name: nameOfUrn(urn), urn, id }, { ...inputs, ...outputs }));
  }
  for (const { urn, id, isGone, properties } of shown(events)) {
    if (isGone) fleet.delete(urn);
    else fleet.set(urn, fleetNotebook({ name: nameOfUrn(urn), urn, id }, properties));
  }
  return [...fleet.values()];
}

/**
 * A run that broke off has judged less than it would have, which must not pass for a clean one. A
 * mandatory violation alone lets a run fail too, with no more to say than that it did.
 */
function troublesOf(
  events: readonly EngineEvent[],
  packs: number,
  violations: readonly Violation[],
): string[] {
  const summary = events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent;
  const errors = events
    .flatMap(({ diagnosticEvent }) => (diagnosticEvent === undefined ? [] : [diagnosticEvent]))
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message.replace(COLORS, "").trim())
    .filter((message) => !/^(preview|update) failed$/.test(message));
  if (errors.length > 0) return errors;
  if (summary === undefined) {
    return ["The events have no end: pulumi was stopped, or only a part of them was kept."];
  }
  const isExplained = violations.some(({ level }) => level === "mandatory");
  if (summary.result === "failed" && !isExplained) return ["The run failed without saying why."];
  if (packs > 0) return [];
  return [
    "No policy pack ran: give pulumi preview --policy-pack node_modules/pulumi-modelarts-policies.",
  ];
}

/** The engine's own markup of colors, as in `<{%reset%}>`. */
const COLORS = /<\{%[^%]*%\}>/g;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
