/** Why a run has no verdict: what the engine says itself, and what is missing in its events. */
import { shown } from "../../rule-lib/secrets";
import type { EngineEvent } from "./events";
import { nameOfUrn } from "../model/urn";

/**
 * A run that broke off has judged less than it would have, which must not pass for a clean one. A
 * mandatory violation alone lets a run fail too, with no more to say than that it did; so does whatever
 * `report-exemptions` says where it is mandatory itself.
 */
export function troublesOf(events: readonly EngineEvent[], packs: number): string[] {
  const summary = events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent;
  const errors = events
    .flatMap(({ diagnosticEvent }) => (diagnosticEvent === undefined ? [] : [diagnosticEvent]))
    .filter(({ severity }) => severity === "error")
    .map(({ message, urn }) => ({ message: message.replace(COLORS, "").trim(), urn }))
    .filter(({ message }) => !/^(preview|update) failed$/.test(message));
  if (errors.length > 0) return errors.map(withoutSecrets);
  if (summary === undefined) {
    return ["The events have no end: pulumi was stopped, or only a part of them was kept."];
  }
  const isExplained = events.some(
    ({ policyEvent }) => policyEvent?.enforcementLevel === "mandatory",
  );
  if (summary.result === "failed" && !isExplained) return ["The run failed without saying why."];
  if (packs > 0) return [];
  return [
    "No policy pack ran: give pulumi preview --policy-pack node_modules/pulumi-modelarts-policies.",
  ];
}

/** The engine's own markup of colors, as in `<{%reset%}>`. */
const COLORS = /<\{%[^%]*%\}>/g;

/** The lines of a key say nothing by themselves; the last one may be cut off. */
const PRIVATE_KEY =
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

const HIDDEN = "(hidden, as it holds what looks like a secret; pulumi itself prints it)";

/** Errors quote what was given, such as a description with a password in it. */
function withoutSecrets({ message, urn }: { message: string; urn?: string | undefined }): string {
  const text = message
    .replace(PRIVATE_KEY, "$1")
    .split("\n")
    .map((line) => (shown(line) === line ? line : HIDDEN))
    .join("\n");
  // Which resource it is about often stands in the very line.
  return text.includes(HIDDEN) && urn ? `${shown(nameOfUrn(urn))}: ${text}` : text;
}
