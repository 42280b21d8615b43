/** The notebooks that the engine's events and the state show. */
import { fleetNotebook } from "../model/fleet";
import { resourceKey, type FleetNotebook } from "../model/report";
import { containsUnknown, isUnknown } from "../model/unknown";
import { isNotebookType, isReferenced, nameOfUrn } from "../model/urn";
import type { EngineEvent } from "./events";
import { stateNotebooks, type StateResource } from "./state";

type Values = Readonly<Record<string, unknown>>;

/** A notebook in one event. */
export interface ShownNotebook {
  urn: string;
  id: string | undefined;
  isDeleted: boolean;
  /** True if the program only reads the notebook. */
  isRead: boolean;
  properties: Values;
}

/** Steps that delete a resource. A replacement also has a create step. Source: pkg/resource/deploy. */
const DELETE_STEPS = new Set([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "read-discard",
]);

/** In the order of the events. The last event of a notebook counts. */
export function* shownNotebooks(events: readonly EngineEvent[]): Generator<ShownNotebook> {
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const metadata = (resOutputsEvent ?? resourcePreEvent)?.metadata;
    if (metadata === undefined || !isNotebookType(metadata.type)) continue;
    const { op, urn, old, new: next } = metadata;
    // A planned change has no status yet; the notebook keeps the old one.
    const status = [next, old]
      .map((state) => state?.outputs?.["status"] ?? undefined)
      .find((each) => each !== undefined && !isUnknown(each));
    yield {
      urn,
      id: next?.id || old?.id || undefined,
      isDeleted: DELETE_STEPS.has(op) || (next ?? null) === null,
      isRead: op.startsWith("read") || isReferenced(urn),
      properties: {
        ...knownValues(next?.inputs, next?.outputs),
        ...(status !== undefined && { status }),
      },
    };
  }
}

/** The outputs; where an output is unknown, the input of the same name. */
function knownValues(
  inputs: Values | null | undefined,
  outputs: Values | null | undefined,
): Record<string, unknown> {
  const usable = Object.entries(outputs ?? {}).filter(
    ([name, value]) => (inputs?.[name] ?? null) === null || !containsUnknown(value),
  );
  return { ...inputs, ...Object.fromEntries(usable) };
}

export function fleetOf(
  events: readonly EngineEvent[],
  state: readonly StateResource[],
): FleetNotebook[] {
  const byUrn = new Map<string, { isRead: boolean; notebook: FleetNotebook }>();
  for (const { urn, id, inputs, outputs, external } of stateNotebooks(state)) {
    const notebook = fleetNotebook({ name: nameOfUrn(urn), urn, id }, { ...inputs, ...outputs });
    byUrn.set(urn, { isRead: external === true || isReferenced(urn), notebook });
  }
  for (const { urn, id, isDeleted, isRead, properties } of shownNotebooks(events)) {
    const notebook = fleetNotebook({ name: nameOfUrn(urn), urn, id }, properties);
    if (isDeleted) byUrn.delete(urn);
    else byUrn.set(urn, { isRead, notebook });
  }
  // A notebook may have several URNs: one that the stack manages, and those of references. The first counts.
  const byKey = new Map<string, { isRead: boolean; notebook: FleetNotebook }>();
  for (const each of byUrn.values()) {
    const key = resourceKey(each.notebook);
    if (byKey.get(key)?.isRead !== false || !each.isRead) byKey.set(key, each);
  }
  return [...byKey.values()].map(({ notebook }) => notebook);
}
