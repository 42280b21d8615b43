/** The report of events, for a project in the folder `infra`. */
import { parseEvents } from "../../../policies/report/sources/events";
import { reportOfEvents } from "../../../policies/report/sources/from-events";
import type { Report } from "../../../policies/report/model/report";
import { parseState } from "../../../policies/report/sources/state";
import { eventLines, NOW, type Given } from "./fixtures";

export const files = {
  project: { file: "infra/Pulumi.yaml", line: 1 },
  inRepository: ({ file, ...rest }: { file: string; line: number }) => ({
    file: `infra/${file}`,
    ...rest,
  }),
};

export function report(events: Given[], state?: object[]): Report {
  const resources =
    state && parseState(JSON.stringify({ deployment: { resources: state } }), "state.json");
  return reportOfEvents({
    events: parseEvents(eventLines(events), "events"),
    ...(resources && { state: resources }),
    files,
    now: NOW,
  });
}
