/** Why a run has no verdict: the engine's own errors, and what its events lack. */
import { shown } from "../../rule-lib/secrets";
import { nameOfUrn } from "../model/urn";
import type { EngineEvent } from "./events";

/**
 * A run that broke off evaluated only some of the rules, so it must not count as clean. A run that failed
 * because of a mandatory violation is complete, and so is one that failed because of `report-exemptions`.
 *
 * @param packCount how many policy packs ran.
 */
export function runErrorsOf(events: readonly EngineEvent[], packCount: number): string[] {
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
  const hasMandatoryViolation = events.some(
    ({ policyEvent }) => policyEvent?.enforcementLevel === "mandatory",
  );
  if (summary.result === "failed" && !hasMandatoryViolation) {
    return ["The run failed without saying why."];
  }
  if (packCount > 0) return [];
  return [
    "No policy pack ran: give pulumi preview --policy-pack node_modules/pulumi-modelarts-policies.",
  ];
}

/** The engine's markup for colors, as in `<{%reset%}>`. */
const COLORS = /<\{%[^%]*%\}>/g;

/** A private key. Its lines alone don't look like a secret, and the last line may be missing. */
const PRIVATE_KEY =
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

const HIDDEN = "(hidden, as it holds what looks like a secret; pulumi itself prints it)";

/** The engine's errors quote inputs, such as a description that contains a password. */
function withoutSecrets({ message, urn }: { message: string; urn?: string | undefined }): string {
  const text = message
    .replace(PRIVATE_KEY, "$1")
    .split("\n")
    .map((line) => (shown(line) === line ? line : HIDDEN))
    .join("\n");
  // The hidden line is often the one that names the resource.
  return text.includes(HIDDEN) && urn ? `${shown(nameOfUrn(urn))}: ${text}` : text;
}
