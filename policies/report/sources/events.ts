/**
 * Reads the engine's events, one JSON object per line: from `preview --json` with
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true, from `policy analyze --json`, or from an `--event-log` file.
 * Source: sdk/go/common/apitype/events.go of pulumi/pulumi. The schemas check only the fields that the
 * report uses.
 */
import { z } from "zod";
import { InputError } from "../input-error";

const rulesByOutcome = z.looseObject({
  policyPackName: z.string().optional(),
  passed: z.array(z.string()).nullish(),
  failed: z.array(z.string()).nullish(),
});

const State = z.looseObject({
  type: z.string(),
  urn: z.string(),
  id: z.string().nullish(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const ResourceEvent = z.looseObject({
  metadata: z.looseObject({
    op: z.string(),
    urn: z.string(),
    type: z.string(),
    old: State.nullish(),
    new: State.nullish(),
  }),
});

const Event = z.looseObject({
  policyEvent: z
    .looseObject({
      resourceUrn: z.string().optional(),
      message: z.string(),
      policyName: z.string(),
      policyPackName: z.string(),
      policyPackVersion: z.string().optional(),
      enforcementLevel: z.string(),
      severity: z.string().optional(),
    })
    .optional(),
  policyAnalyzeSummaryEvent: rulesByOutcome.optional(),
  policyAnalyzeStackSummaryEvent: rulesByOutcome.optional(),
  resourcePreEvent: ResourceEvent.optional(),
  resOutputsEvent: ResourceEvent.optional(),
  diagnosticEvent: z
    .looseObject({ urn: z.string().optional(), message: z.string(), severity: z.string() })
    .optional(),
  summaryEvent: z
    .looseObject({
      /** The version of each pack. A key is `name` or `name|location|path`. */
      PolicyPacks: z.record(z.string(), z.string()).nullish(),
      result: z.string().optional(),
    })
    .optional(),
});

export type EngineEvent = z.infer<typeof Event>;

/** Every event has a sequence number and a timestamp. */
const Envelope = z.looseObject({ sequence: z.number(), timestamp: z.number() });

/**
 * @param from the name of the file, or "standard input".
 * @throws InputError at the first line that is no event.
 */
export function parseEvents(text: string, from: string): EngineEvent[] {
  const lines = text.split("\n");
  const events: EngineEvent[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const at = `Reading ${from} failed at line ${index + 1}`;
    const json = parseJson(line, at, index === 0 && isDocument(text));
    const envelope = Envelope.safeParse(json);
    if (!envelope.success)
      throw new InputError(
        "modelarts/report-input",
        `${at}: this is no event of the engine. ${ADVICE}`,
      );
    const event = Event.safeParse(json);
    if (!event.success) {
      const [issue] = event.error.issues;
      throw new InputError(
        "modelarts/report-input",
        `${at}: ${issue?.path.join(".")}: ${issue?.message}. ${ADVICE}`,
      );
    }
    events.push(event.data);
  }
  if (events.length === 0)
    throw new InputError(
      "modelarts/report-input",
      `Reading ${from} failed: it is empty. ${ADVICE}`,
    );
  return events;
}

const ADVICE =
  "Give what PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json, or " +
  "pulumi policy analyze --json, writes to standard output.";

function parseJson(line: string, at: string, isWhole: boolean): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const what = isWhole
      ? "this is one JSON document, as pulumi writes without PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true"
      : "this is no JSON, or only a part of it";
    throw new InputError("modelarts/report-input", `${at}: ${what}. ${ADVICE}`);
  }
}

function isDocument(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
