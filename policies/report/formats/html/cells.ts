/** The cells of the page's tables: what each shows, and its sort key. */
import { endedLeaseText } from "pulumi-modelarts/wire/facts/lease-time";
import { HOUR_MS } from "../../../rule-lib/time";
import { isFailedStatus } from "../../model/fleet";
import {
  severityRank,
  type FleetNotebook,
  type Level,
  type Severity,
  type ReportedResource,
} from "../../model/report";
import { markup, type Cell, type Markup } from "./markup";

type Named = Pick<ReportedResource, "name" | "urn" | "id">;

/** The name, and the id in small print: names are not unique in an account. */
export function resourceText({ name, urn, id }: Named): Markup {
  const sub = id ?? urn;
  return markup`${name}${sub === undefined ? "" : markup`<code class="sub">${sub}</code>`}`;
}

export function resourceCell(resource: Named): Cell {
  return { shows: resourceText(resource), sort: resource.name };
}

/** The class is the severity, so that the style can tell critical from high. */
export function severityTag(severity: Severity, number?: number): Markup {
  const text = number === undefined ? severity : `${number} ${severity}`;
  return markup`<span class="tag ${severity}">${text}</span>`;
}

export function severityCell(severity: Severity): Cell {
  return { shows: severityTag(severity), sort: severityRank(severity) };
}

export function levelText(level: Level): Markup {
  return level === "mandatory" ? markup`<strong>mandatory</strong>` : markup`advisory`;
}

export function autoStopCell({ autoStop, leaseMs, leaseType }: FleetNotebook): Cell {
  if (autoStop === "off") return { shows: markup`<span class="tag bad">off</span>`, sort: "off" };
  if (autoStop === "unknown")
    return { shows: markup`<span class="tag plain">unknown</span>`, sort: "" };
  if (leaseMs === undefined) return { shows: leaseType === "idle" ? "when idle" : "on", sort: "" };
  const hours = round(leaseMs / HOUR_MS);
  return { shows: `${leaseType === "idle" ? "idle for" : "after"} ${hours} h`, sort: hours };
}

/** For an idle lease the lower bound, because each use of the notebook extends it. */
export function hoursLeftCell({ stopsAt, leaseMs, leaseType }: FleetNotebook, now: number): Cell {
  if (stopsAt === undefined) return { shows: "", sort: "", isNumber: true };
  const left = stopsAt - now;
  if (left < 0) {
    const text = endedLeaseText(leaseType);
    return text === "in use"
      ? { shows: text, sort: 0, isNumber: true }
      : {
          shows: markup`<span class="tag warn">${text}</span>`,
          sort: round(left / HOUR_MS),
          isNumber: true,
        };
  }
  const hours = round(left / HOUR_MS);
  return {
    shows: markup`${leaseType === "idle" ? "≥ " : ""}${hours.toFixed(1)}${meter(left, leaseMs)}`,
    sort: hours,
    isNumber: true,
  };
}

/** A bar for the share that is left; empty if the whole is unknown. */
function meter(left: number, whole: number | undefined): Markup {
  if (whole === undefined) return markup``;
  const percent = Math.min(100, (left / whole) * 100).toFixed(0);
  return markup`<span
      class="meter"
      aria-hidden="true"
      ><i style="width:${percent}%"></i
    ></span>`;
}

const statusKinds: Readonly<Record<string, string>> = {
  planned: "plain",
  RUNNING: "good",
  STOPPED: "plain",
};

export function statusCell({ status = "planned" }: FleetNotebook): Markup {
  const kind = isFailedStatus(status) ? "bad" : (statusKinds[status] ?? "");
  return markup`<span class="tag ${kind}">${status}</span>`;
}

/** What the rules about whitelists found in a notebook. */
export type WhitelistVerdict = "good" | "faulty" | "unchecked";

/** A whitelist is green only if a rule has checked it and found nothing. */
export function sshCell({ ssh }: FleetNotebook, whitelist: WhitelistVerdict): Markup {
  const [text, kind] =
    ssh === "limited"
      ? whitelist === "faulty"
        ? ["faulty whitelist", "warn"]
        : ["whitelist", whitelist === "good" ? "good" : "plain"]
      : [ssh, ssh === "open" ? "bad" : "plain"];
  return markup`<span class="tag ${kind}">${text}</span>`;
}

export function numberCell(value: number): Cell {
  return { shows: String(value), sort: value, isNumber: true };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
